import { formatDate, vietnamDay, vietnamMinute } from '#shared/domain/calendar/vietnam-date.ts';
import { roleNames } from '#shared/domain/people/roles.ts';
import type { Confirmation, ServerRegistration } from '#shared/contract/registration/http.ts';
import { accountNumbers } from '#shared/domain/registration/account-numbers.ts';
import { registrationChanges, signatureFormNames } from '#shared/domain/registration/changes.ts';
import type { RegistrationContent, RegistrationMember } from '#shared/domain/registration/registration.ts';
import { serviceName } from '#shared/domain/registration/service-name.ts';
import { allServices } from '#shared/domain/registration/services.ts';
import { codeLists } from '#shared/domain/codes/catalogue.ts';
import { findCode } from '#shared/domain/codes/code-list.ts';
import { markup, type Html } from '../../html/html.ts';
import { badge, factList, table } from '../layout.ts';

/** Everything that the unit declares. */
export function declaredContent(dossier: ServerRegistration): Html {
  const { content } = dossier;
  return markup`${unitSection(content)}
${accountsSection(content)}
<section class="sheet" aria-labelledby="tv"><h2 id="tv">Thành viên (${content.members.length})</h2>
${content.members.map((member) =>
  memberPart(
    member,
    dossier.confirmations.find(({ memberId }) => memberId === member.id),
  ),
)}</section>`;
}

/** In a change the reason, the old value beside the new one, and who loses access; nothing in a first registration. */
export function changedContent(dossier: Pick<ServerRegistration, 'before' | 'content'>): Html | undefined {
  const { before, content } = dossier;
  if (before === undefined) return undefined;
  return markup`<section class="sheet" aria-labelledby="td"><h2 id="td">Nội dung thay đổi, bổ sung</h2>
${changes(before, content)}</section>`;
}

/** The same without a frame of its own, for the question before an approval. */
export function changes(before: RegistrationContent, content: RegistrationContent): Html {
  const kept = new Set(content.members.map(({ username }) => username));
  const leaving = before.members.filter(({ username }) => username !== null && !kept.has(username));
  return markup`<h3>Lý do thay đổi</h3><blockquote>${content.reason}</blockquote>
${
  leaving.length === 0
    ? undefined
    : markup`<h3>Mất quyền truy cập khi phê duyệt</h3><ul>${leaving.map(
        ({ name, role, username }) => markup`<li>${name} (${roleNames[role]}, ${username ?? ''})</li>`,
      )}</ul>`
}
${table(
  'Giá trị đang đăng ký và giá trị đề nghị',
  ['Mục', 'Đang đăng ký', 'Đề nghị đổi thành'],
  registrationChanges(before, content).map((change) => [
    markup`<span class="long">${change.label.vi}</span>`,
    markup`<del class="long">${change.before === '' ? 'Chưa có' : change.before}</del>`,
    markup`<ins class="long">${change.after === '' ? 'Bỏ' : change.after}</ins>`,
  ]),
)}`;
}

function unitSection({ unit, services }: RegistrationContent): Html {
  const treasury = findCode(codeLists.treasury, unit.treasuryCode);
  return markup`<section class="sheet" aria-labelledby="dv"><h2 id="dv">Đơn vị</h2>
${factList([
  ['Kính gửi KBNN', `${unit.treasuryCode} ${treasury?.name ?? ''}`],
  ['Mã ĐVQHNS', unit.unitCode],
  ['Tên đơn vị', unit.name],
  ['Mã chương', unit.chapter],
  ['Số điện thoại', unit.phone],
  ['Email', unit.email],
  ['Fax', unit.fax],
  ['Địa chỉ', unit.address],
  [
    'Loại dịch vụ',
    allServices
      .filter((service) => services.includes(service))
      .map((service) => markup`${serviceName(service).vi}<br>`),
  ],
])}</section>`;
}

function accountsSection(content: RegistrationContent): Html {
  const until = (date: string) => (date === '' ? 'Không ghi' : formatDate(date));
  return markup`<section class="sheet" aria-labelledby="da"><h2 id="da">Tài khoản và dự án</h2>
${table(
  'Tài khoản',
  ['Mã TKKT', 'Tên tài khoản', 'Mã cấp NS', 'Mã CTMT', 'Ngày hiệu lực', 'Ngày kết thúc'],
  content.accounts.map((row) => [
    row.account,
    row.name,
    row.budgetLevel,
    row.program === '' ? '00000' : row.program,
    until(row.from),
    until(row.to),
  ]),
)}
${table(
  'ĐVQHNS, dự án',
  ['Mã', 'Tên ĐVQHNS/Dự án'],
  content.projects.map((row) => [row.code, row.name]),
)}
${table(
  'Số tài khoản đăng ký sử dụng',
  ['Số tài khoản', 'Tên', 'Sử dụng'],
  accountNumbers(content).map((row) => [
    markup`<span class="figures">${row.number}</span>`,
    row.name,
    row.used ? 'Có' : 'Không',
  ]),
)}</section>`;
}

function memberPart(member: RegistrationMember, confirmation: Confirmation | undefined): Html {
  const certificate = confirmation?.certificate ?? member.certificate;
  return markup`<h3>${member.name} ${badge('info', roleNames[member.role])}</h3>
${factList([
  ['Giấy tờ', `${member.identityNumber}, cấp ngày ${formatDate(member.issuedOn)}, ${member.issuedAt}`],
  ['Chức danh tham gia DVC', member.title],
  ['Email', member.email],
  ['Điện thoại', member.phone],
  ['Tên đăng nhập đang dùng', member.username ?? ''],
  ['Tài khoản được phép', member.accounts.join(', ')],
  ['Chữ ký số', signatureFormNames[member.signatureForm]],
  ...(certificate === null
    ? []
    : ([
        ['Số serial', certificate.serial],
        [
          'Hiệu lực chứng thư số',
          `${vietnamDay(new Date(certificate.notBefore))} – ${vietnamDay(new Date(certificate.notAfter))}`,
        ],
        ['Chủ thể', certificate.subject],
        ['Đơn vị cấp', certificate.issuer],
      ] as const)),
  ['Xác nhận', confirmationText(confirmation)],
])}`;
}

function confirmationText(confirmation: Confirmation | undefined): string {
  switch (confirmation?.state) {
    case 'confirmed':
      return `Đã xác nhận${confirmation.at === undefined ? '' : ` lúc ${vietnamMinute(new Date(confirmation.at))}`}`;
    case 'waiting':
      return 'Chưa xác nhận';
    case 'declined':
      return `Báo thông tin chưa đúng: ${confirmation.note}`;
    case 'not-needed':
    case undefined:
      return 'Không phải xác nhận (không có thay đổi)';
  }
}
