import { statSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DvcttError, failureText, toFailure } from '#shared/contract/errors.ts';
import type { SignatureReport, ValidationReport } from '#shared/validation/report.ts';
import { validateDocument } from '#shared/validation/validate.ts';
import { readTrust, type TrustedCertificates } from '../../../trust/trust-store.ts';
import { readInputFile } from '../input-file.ts';
import { describeFailure, type Printer } from '../printer.ts';
import { dataFolder } from '../settings.ts';
import { shortDate } from './certs.ts';
import { shown } from '../visible.ts';

interface Options {
  readonly content?: string;
  readonly trust?: string;
  readonly data?: string;
}

/** `dvctt verify`: exit 0 all valid, 1 any invalid, 2 indeterminate (ETSI EN 319 102-1 §5.1.3). */
export async function verifyCommand(
  files: readonly string[],
  options: Options,
  printer: Printer,
): Promise<number> {
  // A mistyped folder must not pass for an empty one.
  if (options.trust !== undefined && !isFolder(options.trust)) {
    throw new DvcttError('FILE_NOT_FOUND', { folder: options.trust });
  }
  const trust = await readTrust(options.trust ?? join(dataFolder(options.data), 'trust'));
  const results: { file: string; report: ValidationReport }[] = [];
  for (const file of files) {
    const report = await judge(file, options.content, trust).catch(asReport);
    results.push({ file, report });
    printer.say(describeReport(shown(file), shown(report)));
  }
  printer.data({ files: results });
  if (results.some(({ report }) => report.indication === 'invalid')) return 1;
  return results.some(({ report }) => report.indication === 'indeterminate') ? 2 : 0;
}

async function judge(
  file: string,
  named: string | undefined,
  trust: TrustedCertificates,
): Promise<ValidationReport> {
  const bytes = await readInputFile(file);
  const content = await detachedContent(file, named);
  return validateDocument(bytes, {
    ...(content === undefined ? {} : { content }),
    trustAnchors: trust.anchors,
    intermediates: trust.intermediates,
    now: new Date(),
    fileName: file,
  });
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** A file too broken to be read as a signed file is not valid; the command says so instead of failing. */
function asReport(cause: unknown): ValidationReport {
  if (!(cause instanceof DvcttError)) throw cause;
  return { indication: 'invalid', reason: toFailure(cause).code, signatures: [] };
}

/** For `x.pdf.p7s` the file beside it is the content, unless another is named. */
async function detachedContent(file: string, named: string | undefined): Promise<Uint8Array | undefined> {
  if (named !== undefined) return readInputFile(named);
  if (!file.toLowerCase().endsWith('.p7s')) return undefined;
  const beside = file.slice(0, -'.p7s'.length);
  const found = await stat(beside).catch(() => undefined);
  return found?.isFile() === true ? new Uint8Array(await readFile(beside)) : undefined;
}

const indicationNames = {
  valid: '✓ HỢP LỆ',
  invalid: '✗ KHÔNG HỢP LỆ',
  indeterminate: '? CHƯA KẾT LUẬN ĐƯỢC',
} as const;
const warningNames = {
  REVOCATION_NOT_CHECKED: 'Chưa kiểm tra được tình trạng thu hồi của chứng thư số (OCSP/CRL).',
  SIGNING_TIME_UNPROVEN: 'Thời điểm ký do máy người ký khai, không có dấu thời gian.',
  CONTENT_ADDED_AFTER_SIGNATURE: 'Tệp có thêm nội dung sau chữ ký này.',
} as const;

function describeReport(file: string, report: ValidationReport): string {
  const why = report.reason === undefined ? [] : [describeFailure({ code: report.reason })];
  return [
    `${file}: ${indicationNames[report.indication]}`,
    ...why,
    ...report.signatures.map(describeSignature),
  ].join('\n');
}

/** What Thông tư 15/2025/TT-BKHCN Điều 6 asks a verifier to show. */
function describeSignature(signature: SignatureReport, index: number): string {
  const { signer } = signature;
  return [
    `  Chữ ký ${index + 1}: ${indicationNames[signature.indication]} — ${signature.format} ${signature.level}, ${signature.algorithm}`,
    ...(signature.reason === undefined ? [] : [`    Lý do: ${failureText(signature.reason, 'vi').heading}`]),
    ...(signer === undefined
      ? []
      : [
          `    Người ký: ${signer.commonName}; tổ chức: ${signer.organisation}; ${signer.uids.join(', ')}`,
          `    Cấp bởi: ${signer.issuerCommonName}; serial ${signer.serial}`,
          `    Hiệu lực chứng thư số: ${shortDate(signer.notBefore)} – ${shortDate(signer.notAfter)}`,
        ]),
    `    Thời điểm ký (tự khai): ${signature.claimedSigningTime ?? 'không có'}`,
    `    Toàn vẹn nội dung: ${signature.intact ? 'còn nguyên' : 'ĐÃ BỊ THAY ĐỔI'}`,
    ...signature.warnings.map((warning) => `    ⚠ ${warningNames[warning]}`),
  ].join('\n');
}
