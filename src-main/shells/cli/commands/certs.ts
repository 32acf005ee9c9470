import { failureText } from '#shared/contract/errors.ts';
import type { CertificateView } from '#shared/contract/tokens.ts';
import { describeFailure, type Printer } from '../printer.ts';
import { withTokens } from '../tokens-from.ts';

/** `dvctt certs`: what each plugged-in token holds, and why a certificate cannot be used. */
export async function certsCommand(
  options: { module?: string[]; token?: string },
  printer: Printer,
): Promise<number> {
  const list = await withTokens(options, (tokens) => tokens.certificates());
  const certificates = list.certificates
    .map(({ view }) => view)
    .filter((view) => options.token === undefined || view.tokenSerial === options.token);
  printer.data({ certificates, problems: list.problems });
  for (const certificate of certificates) printer.say(describeCertificate(certificate));
  for (const problem of list.problems) printer.note(describeFailure(problem));
  if (certificates.length === 0) printer.say('Không có chứng thư số nào trên các token đang cắm.');
  return 0;
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

function describeCertificate(certificate: CertificateView): string {
  const left = certificate.daysLeft < 0 ? 'đã hết hạn' : `còn ${certificate.daysLeft} ngày`;
  return [
    `${certificate.owner}${certificate.organisation === '' ? '' : ` — ${certificate.organisation}`}${certificate.isCa ? ' (chứng thư CA)' : ''}`,
    `  Serial: ${certificate.serial}`,
    `  Cấp bởi: ${certificate.issuerCommonName}`,
    `  Hiệu lực: ${shortDate(certificate.notBefore)} – ${shortDate(certificate.notAfter)} (${left})`,
    `  Khóa: ${certificate.keyType.toUpperCase()} ${certificate.keyBits}; mục đích: ${certificate.keyUsage.join(', ')}`,
    ...(certificate.uids.length === 0 ? [] : [`  Định danh: ${certificate.uids.join(', ')}`]),
    `  Token: ${certificate.tokenLabel} (${certificate.tokenSerial})`,
    ...certificate.refusals.map((code) => `  ✗ Không dùng được: ${failureText(code, 'vi').heading}`),
  ].join('\n');
}
