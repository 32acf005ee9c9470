import { toldRefusal } from '#shared/contract/told-failure.ts';
import type { CertificatePurpose, CertificateView } from '#shared/contract/tokens.ts';
import { describeFailure, type Printer } from '../printer.ts';
import { withTracedTokens, type TraceOptions } from '../trace-file.ts';
import { shown } from '../visible.ts';

export interface CertsOptions extends TraceOptions {
  readonly token?: string;
  /** Authorities' certificates and those without a private key too. */
  readonly all?: boolean;
}

/**
 * `dvctt certs`: what each plugged-in token holds, and why a certificate cannot be used. What nobody can sign with is
 * left out of the text unless `--all`; the JSON always has everything.
 */
export async function certsCommand(options: CertsOptions, printer: Printer): Promise<number> {
  const list = await withTracedTokens(options, (tokens) => tokens.certificates());
  const certificates = list.certificates
    .map(({ view }) => view)
    .filter((view) => options.token === undefined || view.tokenSerial === options.token);
  printer.data({ certificates, problems: list.problems });
  const visibleOnes = certificates.filter((view) => options.all === true || !isHidden(view));
  for (const certificate of visibleOnes) printer.say(describeCertificate(shown(certificate)));
  for (const problem of list.problems) printer.note(describeFailure(problem));
  if (certificates.length === 0) printer.say('Không có chứng thư số nào trên các token đang cắm.');
  const hidden = certificates.length - visibleOnes.length;
  if (hidden > 0) printer.say(`(ẩn ${hidden} chứng thư CA hoặc không có khóa bí mật; thêm --all để xem)`);
  return 0;
}

function isHidden({ isCa, privateKey }: CertificateView): boolean {
  return isCa || privateKey === 'absent';
}

/** Dates as people write them here: 26/05/2026. */
export function shortDate(instant: string): string {
  return new Intl.DateTimeFormat('vi-VN', {
    timeZone: 'Asia/Ho_Chi_Minh',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
  }).format(new Date(instant));
}

const purposeNames: Readonly<Record<CertificatePurpose, string>> = {
  signing: 'ký số',
  encryption: 'mã hóa',
  authentication: 'đăng nhập',
  authority: 'cấp chứng thư số',
};

export function describeCertificate(certificate: CertificateView): string {
  const { reminder, issuers, chainComplete } = certificate;
  const left = certificate.daysLeft < 0 ? 'đã hết hạn' : `còn ${certificate.daysLeft} ngày`;
  const purposes = certificate.purposes.map((purpose) => purposeNames[purpose]).join(', ');
  const identities = certificate.identities.map(({ kind, value }) =>
    kind === 'other' ? value : `${kind} ${value}`,
  );
  const chain = issuers.length === 0 ? certificate.issuerCommonName : issuers.join(' → ');
  return [
    `${certificate.owner}${certificate.organisation === '' ? '' : ` — ${certificate.organisation}`}${certificate.isCa ? ' (chứng thư CA)' : ''}`,
    `  Serial: ${certificate.serial}`,
    `  Cấp bởi: ${chain}${chainComplete ? '' : ' (trên token chưa đủ chuỗi đến chứng thư gốc)'}`,
    `  Hiệu lực: ${shortDate(certificate.notBefore)} – ${shortDate(certificate.notAfter)} (${left})`,
    ...(reminder === undefined
      ? []
      : [`  ⚠ Còn ${certificate.daysLeft} ngày: gia hạn, rồi đăng ký lại với KBNN trước khi hết hạn.`]),
    `  Khóa: ${certificate.keyType.toUpperCase()} ${certificate.keyBits}; mục đích: ${purposes === '' ? 'không rõ' : purposes} (${certificate.keyUsage.join(', ')})`,
    ...(identities.length === 0 ? [] : [`  Định danh: ${identities.join(', ')}`]),
    certificate.remote === undefined
      ? `  Token: ${certificate.tokenLabel} (${certificate.tokenSerial})`
      : `  Nhà cung cấp: ${certificate.remote.providerName} (${certificate.remote.username})`,
    ...toldRefusal(certificate, 'vi').map(({ heading }) => `  ✗ Không dùng được: ${heading}`),
  ].join('\n');
}
