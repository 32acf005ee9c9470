import type { DvcttError } from '#shared/contract/errors.ts';
import { failureText } from '#shared/contract/errors.ts';
import type { RegistrationLink } from '#shared/contract/registration/http.ts';
import { vietnamMinute } from '#shared/domain/calendar/vietnam-date.ts';
import { markup, type Html } from '../../html/html.ts';
import { factList, failureNotice, page } from '../layout.ts';

/** Who is asked for what, and how to go on in the program. The person's name only masked: letters are forwarded. */
export function linkPage(
  link: RegistrationLink,
  place: { readonly publicUrl: string; readonly secret: string },
): string {
  const { registration } = link;
  const confirming = link.purpose === 'member';
  const member = registration.content.members.find(({ id }) => id === link.memberId);
  const title = confirming ? 'Xác nhận thông tin thành viên' : 'Ký số và gửi hồ sơ';
  return page({
    title,
    narrow: true,
    body: markup`<section class="sheet"><h1>${title}</h1>
<p>${
      confirming
        ? 'Bạn được đề nghị kiểm tra và xác nhận thông tin của mình trong hồ sơ dưới đây.'
        : 'Hồ sơ dưới đây đã đủ xác nhận của các thành viên và đang chờ bạn ký số.'
    } Việc này làm trong phần mềm DVCTT Desktop.</p>
${factList([
  ['Mã hồ sơ', registration.code],
  ['Loại hồ sơ', registration.kind === 'first' ? 'Đăng ký sử dụng DVC' : 'Đăng ký thay đổi, bổ sung'],
  ['Đơn vị', registration.content.unit.name],
  ['Người được đề nghị', maskedName(member?.name ?? '')],
  ['Liên kết dùng được đến', `${vietnamMinute(new Date(link.expiresAt))} (giờ Việt Nam)`],
])}

<p><a class="button" href="${appAddress(place)}">Mở bằng DVCTT Desktop</a></p>
</section>
${helpWithoutApp(`${place.publicUrl}/lien-ket/${place.secret}`)}`,
  });
}

/** A plain answer for a link that leads nowhere any more. */
export function deadLinkPage(failure: DvcttError): string {
  return page({
    title: failureText(failure.code, 'vi').heading,
    narrow: true,
    body: markup`<h1>Liên kết từ thư của Kho bạc Nhà nước</h1>${failureNotice(failure)}`,
  });
}

/** `dvctt://lien-ket?server=…&secret=…`, which the system hands to the program. */
export function appAddress({
  publicUrl,
  secret,
}: {
  readonly publicUrl: string;
  readonly secret: string;
}): string {
  return `dvctt://lien-ket?server=${encodeURIComponent(publicUrl)}&secret=${encodeURIComponent(secret)}`;
}

/** `Nguyễn Hồng Vân` → `N*** H*** V***`: enough for its owner, too little for a stranger. */
export function maskedName(name: string): string {
  return name
    .normalize('NFC')
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => `${Array.from(word)[0] ?? ''}***`)
    .join(' ');
}

function helpWithoutApp(address: string): Html {
  return markup`<section class="sheet"><h2>Nút không mở được phần mềm?</h2>
<p>Sao chép toàn bộ địa chỉ dưới đây, mở DVCTT Desktop, chọn “Tôi nhận được liên kết trong thư” rồi dán vào ô “Liên kết trong thư”.</p>
<p class="address">${address}</p>
<p>Máy chưa cài DVCTT Desktop: nhờ người phụ trách CNTT của đơn vị cài đặt, hoặc mở thư này trên một máy đã cài. Liên kết vẫn dùng được cho đến thời hạn ở trên.</p>
<p class="quiet">Xem trang này không xác nhận hay ký điều gì. Nếu bạn không biết về hồ sơ này, hãy đóng trang và bỏ qua thư.</p>
</section>`;
}
