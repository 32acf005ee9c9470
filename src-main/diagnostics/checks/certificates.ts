import { failureText, type FailureCode } from '#shared/contract/errors.ts';
import type { CertificateView } from '#shared/contract/tokens.ts';
import { vietnamDay } from '#shared/domain/calendar/vietnam-date.ts';
import type { TokenCertificate } from '../../tokens/token-service.ts';
import type { Checker } from '../check.ts';
import { driversLate } from '../late.ts';
import { failedWith, failureFacts, ok, worstOf, type Outcome } from '../outcome.ts';
import { patience } from '../shared-looks.ts';
import { both, type Words } from '../words.ts';
import { nameOf } from './own-certificates.ts';

/** Refusals that are of the certificate itself; the PIN's and the registration's are other checks' business. */
const ownRefusals: readonly FailureCode[] = [
  'CERT_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_KEY_USAGE',
  'CERT_WEAK_KEY',
  'CERT_NO_PRIVATE_KEY',
  'CERT_INVALID',
];

/** Whether a certificate on a plugged-in token can be used to sign, and for how long. */
export const certificatesCheck: Checker = {
  id: 'certificates',
  title: both('Chứng thư số', 'Certificates'),
  looked: () =>
    both(
      'Thời hạn, mục đích và độ mạnh khóa của mỗi chứng thư số trên token',
      'Validity, purpose and key strength of each certificate on the tokens',
    ),
  deadlineMs: 15_000,
  late: driversLate,
  run: async ({ tokens }) => {
    const { certificates, problems } = await tokens.certificates({ patience });
    // A driver that failed is told of in its own part; a token that could not be read is one of these.
    const unread = problems
      .filter(({ code, details }) => details?.['token'] !== undefined || !code.startsWith('MODULE_'))
      .map((failure) => failedWith(failure, failureFacts(failure), 'warning'));
    const own = certificates.filter(({ view }) => !view.isCa);
    if (own.length === 0) return worstOf([none((await tokens.list({ patience })).tokens.length), ...unread]);
    const judged = own.map(judge);
    // One that signs is enough: an old or an encryption certificate beside it hinders nobody.
    const usable = judged.some(({ state }) => state !== 'failed');
    const softened = judged.map((outcome): Outcome =>
      usable && outcome.state === 'failed' ? { ...outcome, state: 'warning' } : outcome,
    );
    return worstOf([...softened, ...unread]);
  },
};

function none(tokens: number): Outcome {
  if (tokens === 0) {
    return {
      state: 'skipped',
      found: both('chưa có token', 'no token'),
    };
  }
  return {
    ...failedWith(
      { code: 'CERT_NOT_FOUND' },
      both(`0 chứng thư số trên ${tokens} token`, `0 certificates on ${tokens} tokens`),
    ),
    meaning: both('Token không chứa chứng thư số cá nhân nào.', 'The token holds no personal certificate.'),
    remedy: both(
      'Kiểm tra có cắm đúng token không; nếu đúng, liên hệ nhà cung cấp chứng thư số để nạp lại.',
      'Check that it is the right token; if it is, ask your certificate provider to put the certificate on it.',
    ),
    action: 'open-tokens',
  };
}

function judge(certificate: TokenCertificate): Outcome {
  const { view } = certificate;
  const until = vietnamDay(new Date(view.notAfter));
  const left =
    view.daysLeft < 0
      ? both(`hết hạn ngày ${until}`, `ended on ${until}`)
      : both(`còn ${view.daysLeft} ngày (đến ${until})`, `${view.daysLeft} days left (until ${until})`);
  const codes: FailureCode[] = view.refusals.filter((code) => ownRefusals.includes(code));
  if (view.privateKey === 'absent' && !codes.includes('CERT_NO_PRIVATE_KEY'))
    codes.push('CERT_NO_PRIVATE_KEY');
  if (codes.length > 0) return worstOf(codes.map((code) => refused(certificate, code, left)));
  const found = both(`${nameOf(certificate)}: ${left.vi}`, `${nameOf(certificate)}: ${left.en}`);
  return view.reminder === undefined ? ok(found) : expiring(found, view, view.reminder);
}

function refused(certificate: TokenCertificate, code: FailureCode, left: Words): Outcome {
  const name = nameOf(certificate);
  return failedWith(
    { code },
    both(
      `${name}: ${failureText(code, 'vi').heading}, ${left.vi}`,
      `${name}: ${failureText(code, 'en').heading}, ${left.en}`,
    ),
  );
}

function expiring(found: Words, { owner, daysLeft }: CertificateView, reminder: number): Outcome {
  const soon = reminder <= 7;
  return {
    state: 'warning',
    found,
    meaning: both(
      `Chứng thư số của ${owner} sẽ hết hạn sau ${daysLeft} ngày; sau đó không ký được nữa.`,
      `The certificate of ${owner} expires in ${daysLeft} days; nothing can be signed with it then.`,
    ),
    remedy: soon
      ? both(
          'Gia hạn ngay hôm nay với nhà cung cấp, rồi làm hồ sơ đăng ký thay đổi với KBNN: chứng thư số mới có số serial khác.',
          'Renew it today with your provider, then send a change dossier to KBNN: the new certificate has another serial.',
        )
      : both(
          'Gia hạn với nhà cung cấp, rồi làm hồ sơ đăng ký thay đổi với KBNN: chứng thư số mới có số serial khác.',
          'Renew it with your provider, then send a change dossier to KBNN: the new certificate has another serial.',
        ),
    help: 'CERT_EXPIRED',
  };
}
