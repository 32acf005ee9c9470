import type { BundlePreview } from '#shared/contract/doctor.ts';
import { stateWords } from './contents.ts';
import type { Evidence } from './evidence.ts';
import type { Redactor } from './known-words.ts';

/** Where the Treasury's IT support is reached (Công văn 1468/KBNN-CNTT, 21/03/2020). */
export const supportAddress = 'hotrocntt@vst.gov.vn';
/** Stands for a treasury office that is not known. */
const noOffice = '0000';
const longestSummary = 80;
/** Some mail programs take no longer address, and Vietnamese letters count several times in one. */
const longestBody = 1_200;
const mostChecks = 8;

/** The person's own words as they may stand in a subject: one clean line of at most 80 characters. */
export function cleanSummary(evidence: Evidence, summary: string, redact: Redactor): string {
  const own = redact(summary, longestSummary);
  if (own !== '') return own;
  const first = evidence.checks.find(({ state }) => state === 'failed');
  return redact(first === undefined ? 'Cần hỗ trợ' : `Lỗi: ${first.title.vi}`, longestSummary);
}

/**
 * The letter to support. The Treasury's circular writes its subject as `<DVCTT>-<SHKB>-<tóm tắt>`, “in which the SHKB of
 * KBNN Khánh Hòa is 2060”: the brackets mark the three fields and are not written.
 */
export function mailOf(
  evidence: Evidence,
  given: { readonly summary: string; readonly zip: string; readonly redact: Redactor },
): BundlePreview['mail'] {
  const { user, checks, system } = evidence;
  const { summary, zip, redact } = given;
  const office = /^\d{4}$/.test(user?.treasuryCode ?? '') ? (user?.treasuryCode ?? noOffice) : noOffice;
  const unhappy = checks.filter(({ state }) => state === 'failed' || state === 'warning');
  const worst = unhappy.toSorted((one, other) => rank(one.state) - rank(other.state)).slice(0, mostChecks);
  const lines = [
    'Kính gửi bộ phận hỗ trợ CNTT Kho bạc Nhà nước,',
    '',
    `Việc gặp phải: ${summary}`,
    office === noOffice
      ? `Kho bạc giao dịch: chưa đăng nhập nên chưa rõ; xin thay ${noOffice} ở tiêu đề bằng mã Kho bạc.`
      : `Kho bạc giao dịch: ${office}. Mã ĐVQHNS: ${user?.unitCode ?? ''}.`,
    `DVCTT Desktop ${system.program}, ${system.system}.`,
    '',
    unhappy.length === 0 ? 'Chẩn đoán không thấy mục nào hỏng.' : 'Chẩn đoán thấy:',
    ...worst.map((check) =>
      redact(`- [${stateWords[check.state]}] ${check.title.vi}: ${check.found.vi}`, 140),
    ),
    ...(unhappy.length > worst.length ? [`- và ${unhappy.length - worst.length} mục nữa.`] : []),
    '',
    `Xin đính kèm tệp ${zip} vào thư này trước khi gửi (chương trình không tự đính kèm).`,
  ];
  return {
    to: supportAddress,
    subject: `DVCTT-${office}-${summary}`,
    body: shortBody(lines),
  };
}

const rank = (state: string): number => (state === 'failed' ? 0 : 1);

/** Lines of checks are left out from the last while the letter is too long; its end stays. */
function shortBody(lines: readonly string[]): string {
  const kept = [...lines];
  while (kept.join('\n').length > longestBody) {
    const last = kept.findLastIndex((line) => line.startsWith('- '));
    if (last === -1) break;
    kept.splice(last, 1);
  }
  return kept.join('\n');
}
