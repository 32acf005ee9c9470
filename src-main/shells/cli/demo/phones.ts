import { renderUnicodeCompact } from 'uqr';
import { isLoopback } from '#backend/mail/settings.ts';
import type { DemoSubscriber } from '#backend/remote-ca-simulators/demo-subscribers.ts';
import { signingStepOf } from '#shared/domain/people/roles.ts';

/**
 * What is needed to sign without a token in a demo: the phone's page with its QR code, and what each person types.
 * @param url under which people reach the server, without a slash at the end
 */
export function phoneLines(url: string, phones: readonly DemoSubscriber[]): readonly string[] {
  const signers = phones.filter(({ role }) => signingStepOf(role) !== undefined);
  if (signers.length === 0) return [];
  const address = `${url}/dien-thoai`;
  return [
    `Điện thoại mô phỏng, để xác nhận chữ ký số từ xa: ${address}`,
    // Four modules of margin, as readers need it (ISO/IEC 18004 §6.3.8).
    renderUnicodeCompact(address, { ecc: 'M', border: 4 }),
    ...(isLoopback(new URL(url).hostname) ? onlyHere : []),
    ...signers
      .filter(({ registered }) => registered)
      .map(
        ({ account, name, provider }) =>
          `  Ký được ngay, không cần token: ${account} (${name}) với chứng thư số đã đăng ký ở ${provider}.`,
      ),
    '  Tên đăng nhập, mật khẩu ở các nhà cung cấp mô phỏng và mã PIN để xác nhận trên điện thoại:',
    ...signers.map(
      ({ provider, name, username, password, pin }) =>
        `    ${provider} — ${name}: ${username}${password === undefined ? '' : ` / ${password}`}, mã PIN ${pin}`,
    ),
  ];
}

const onlyHere = [
  '  Địa chỉ này chỉ mở được trên chính máy này: mở nó trong một cửa sổ trình duyệt khác.',
  '  Để quét bằng điện thoại thật, chạy dvctt backend --demo sau một địa chỉ https và thêm --public-url.',
];
