import { failureText } from '#shared/contract/errors.ts';
import { vietnamDay, vietnamMinute } from '#shared/domain/calendar/vietnam-date.ts';
import type { Indication, SignatureReport, ValidationReport } from '#shared/validation/report.ts';
import { markup, type Html } from '../../html/html.ts';
import { badge, factList, type Tone } from '../layout.ts';

const verdicts: Readonly<Record<Indication, { readonly tone: Tone; readonly text: string }>> = {
  valid: { tone: 'good', text: 'Chữ ký hợp lệ' },
  invalid: { tone: 'bad', text: 'Chữ ký không hợp lệ' },
  indeterminate: { tone: 'warn', text: 'Chưa kết luận được' },
};

const warnings: Readonly<Record<SignatureReport['warnings'][number], string>> = {
  REVOCATION_NOT_CHECKED: 'Chưa hỏi được tình trạng thu hồi của chứng thư số tại thời điểm này (OCSP/CRL).',
  SIGNING_TIME_UNPROVEN: 'Thời điểm ký lấy theo máy của người ký, chưa có dấu thời gian.',
  CONTENT_ADDED_AFTER_SIGNATURE: 'Có nội dung được thêm vào tệp sau chữ ký này.',
};

/** The server's own finding about each document: what Điều 6, Thông tư 15/2025/TT-BKHCN asks to be shown. */
export function signatureReport(
  documents: readonly { readonly name: string; readonly report: ValidationReport }[],
): Html {
  if (documents.length === 0) return markup`<p class="quiet">Chưa có tài liệu nào được ký.</p>`;
  return markup`${documents.map(
    ({ name, report }) =>
      markup`<h3 class="long">${name} ${verdict(report.indication)}</h3>${
        report.signatures.length === 0
          ? markup`<p>${report.reason === undefined ? 'Tài liệu không có chữ ký số.' : reasonText(report.reason)}</p>`
          : report.signatures.map(oneSignature)
      }`,
  )}`;
}

export function verdict(indication: Indication): Html {
  const { tone, text } = verdicts[indication];
  return badge(tone, text);
}

function oneSignature(signature: SignatureReport): Html {
  const { signer, claimedSigningTime: time } = signature;
  return factList([
    [
      'Kết luận',
      markup`${verdicts[signature.indication].text}${
        signature.reason === undefined ? undefined : markup`. ${reasonText(signature.reason)}`
      }`,
    ],
    ['Người ký', signer?.commonName ?? 'Không đọc được'],
    ['Tổ chức', signer?.organisation ?? ''],
    ['Đơn vị cấp chứng thư số', signer?.issuerCommonName ?? ''],
    ['Số serial', signer?.serial ?? ''],
    [
      'Hiệu lực chứng thư số',
      signer === undefined
        ? ''
        : `${vietnamDay(new Date(signer.notBefore))} – ${vietnamDay(new Date(signer.notAfter))}`,
    ],
    ['Thời điểm ký', time === undefined ? 'Không ghi' : vietnamMinute(new Date(time))],
    ['Chứng thư số còn hiệu lực khi ký', yesNo(signature.certificateValidAtSigning)],
    ['Nội dung nguyên vẹn', integrity(signature)],
    [
      'Định dạng, thuật toán',
      `${signature.format} ${signature.level === 'none' ? '' : signature.level}, ${signature.algorithm}`,
    ],
    ['Lưu ý', signature.warnings.map((name) => markup`${warnings[name]}<br>`)],
  ]);
}

/** The signature of somebody before others covers the file as it was then: that is no damage. */
function integrity({ intact, coversWholeFile }: SignatureReport): string {
  if (!intact) return 'Không';
  return coversWholeFile ? 'Có' : 'Có; chữ ký này bao trùm bản trước khi có chữ ký được thêm sau';
}

function reasonText(code: NonNullable<ValidationReport['reason']>): string {
  const { heading, explanation } = failureText(code, 'vi');
  return `${heading}: ${explanation} (${code})`;
}

const yesNo = (value: boolean | undefined) =>
  value === undefined ? 'Không xác định' : value ? 'Có' : 'Không';
