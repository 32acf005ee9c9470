import { failureText } from '#shared/contract/errors.ts';
import { ok, type Checker } from '../check.ts';

/** Days before the end of validity from which a renewal should be started. */
const renewalDays = 30;

/** Whether a certificate on a plugged-in token can be used to sign. */
export const certificatesCheck: Checker = {
  id: 'certificates',
  title: { vi: 'Chứng thư số', en: 'Certificates' },
  run: async ({ tokens }) => {
    const { certificates } = await tokens.certificates();
    const own = certificates.map(({ view }) => view).filter(({ isCa }) => !isCa);
    const found = own
      .map(({ owner, serial, daysLeft, refusals }) =>
        [
          `${owner}, serial ${serial}, còn ${daysLeft} ngày`,
          ...refusals.map((code) => failureText(code, 'vi').heading),
        ].join(' – '),
      )
      .join('; ');
    if (own.length === 0) {
      return {
        state: 'failed',
        found: '0',
        remedy: {
          vi: 'Token không có chứng thư số hoặc chưa cắm token. Liên hệ nhà cung cấp nếu token trống.',
          en: 'The token holds no certificate, or none is plugged in. Ask the provider if it is empty.',
        },
      };
    }
    if (own.every(({ refusals }) => refusals.length > 0)) {
      return {
        state: 'failed',
        found,
        remedy: {
          vi: 'Không chứng thư số nào dùng để ký được: xử lý theo lý do ghi bên cạnh từng chứng thư số.',
          en: 'No certificate can be used to sign: act on the reason beside each.',
        },
      };
    }
    if (own.some(({ refusals }) => refusals.length > 0)) {
      return {
        state: 'warning',
        found,
        remedy: {
          vi: 'Có chứng thư số không dùng để ký được: xem lý do ghi bên cạnh, và chọn chứng thư số khác khi ký.',
          en: 'Some certificate cannot be used to sign: see the reason beside it, and choose another to sign.',
        },
      };
    }
    if (own.some(({ daysLeft }) => daysLeft <= renewalDays)) {
      return {
        state: 'warning',
        found,
        remedy: {
          vi: 'Có chứng thư số sắp hết hạn: gia hạn và làm hồ sơ đăng ký thay đổi với KBNN.',
          en: 'A certificate will soon expire: renew it and send a change dossier to KBNN.',
        },
      };
    }
    return ok(found);
  },
};
