import { failureText, type Failure } from '#shared/contract/errors.ts';
import type { Check } from '#shared/contract/doctor.ts';
import type { CertificateView, TokenList } from '#shared/contract/tokens.ts';
import { vietnamMinute } from '#shared/domain/calendar/vietnam-date.ts';
import { lastThreeOf, redactFailure } from '../../logging/redact-facts.ts';
import type { Evidence } from './evidence.ts';
import { safeLabel } from './token-label.ts';

export const stateWords = { ok: 'đạt', warning: 'cảnh báo', failed: 'hỏng', skipped: 'bỏ qua' } as const;

/** What the bundle is, for whoever opens it: Vietnamese first, English second. */
export function readmeLines(evidence: Evidence, summary: string, files: readonly string[]): string[] {
  const { at, system } = evidence;
  const when = vietnamMinute(at);
  return [
    'TỆP CHẨN ĐOÁN CỦA DVCTT DESKTOP',
    `Lập lúc ${when} giờ Việt Nam, phiên bản ${system.program}.`,
    `Việc gặp phải: ${summary}`,
    '',
    'Dành cho bộ phận hỗ trợ CNTT của Kho bạc (hotrocntt@vst.gov.vn).',
    'Chương trình không tự gửi tệp này. Người dùng xem lại được từng tệp trước khi gửi.',
    'Không có: mã PIN, mã PUK, mật khẩu, họ tên, nội dung hồ sơ, tên tệp đính kèm.',
    'Số định danh, số token, số serial của chứng thư số chỉ còn ba ký tự cuối (***345).',
    '',
    'Trong đó có:',
    ...files.map((name) => `  ${name}: ${fileWords[name]?.vi ?? ''}`),
    '',
    'DVCTT DESKTOP DIAGNOSIS',
    `Made at ${when} Vietnam time, version ${system.program}.`,
    `What goes wrong: ${summary}`,
    '',
    'For the Treasury’s IT support (hotrocntt@vst.gov.vn).',
    'The program does not send this by itself. The person could read every file before sending it.',
    'Not in it: PINs, PUKs, passwords, names of people, contents of dossiers, names of attachments.',
    'Of personal numbers, token numbers and serials of certificates the last three characters remain (***345).',
    '',
    'In it:',
    ...files.map((name) => `  ${name}: ${fileWords[name]?.en ?? ''}`),
  ];
}

const fileWords: Readonly<Record<string, { readonly vi: string; readonly en: string }>> = {
  'README.txt': { vi: 'trang này', en: 'this page' },
  'checks.txt': { vi: 'kết quả chẩn đoán, để đọc', en: 'the checks, to be read' },
  'checks.json': { vi: 'kết quả chẩn đoán, đủ chi tiết', en: 'the checks in full' },
  'tokens.json': {
    vi: 'trình điều khiển, đầu đọc, token và trạng thái mã PIN',
    en: 'drivers, readers, tokens and PIN states',
  },
  'certificates.json': {
    vi: 'chứng thư số: nơi cấp, hạn dùng, loại khóa',
    en: 'certificates: issuer, validity, key type',
  },
  'trace.json': {
    vi: 'theo dõi PKCS#11: lời gọi, thời gian, mã trả về',
    en: 'PKCS#11 trace: call, time, answer',
  },
  'log.jsonl': { vi: 'phần cuối của nhật ký', en: 'the end of the log' },
  'system.json': { vi: 'máy và phiên bản', en: 'machine and versions' },
};

export function checkLines(checks: readonly Check[]): string[] {
  return checks.flatMap((check) => {
    const { title, state, looked, found, meaning, remedy, milliseconds } = check;
    const more = (words: string, text: string) => (text === '' ? [] : [`    ${words}: ${text}`]);
    return [
      `[${stateWords[state]}] ${title.vi}: ${found.vi}`,
      ...more('Đã xem', looked.vi),
      ...more('Nghĩa là', meaning.vi),
      ...more('Nên làm', remedy.vi),
      `    (${title.en}: ${found.en}; ${Math.round(milliseconds)} ms)`,
      '',
    ];
  });
}

/** The same checks, each text redacted and cut: what they found comes from modules, certificates and servers. */
export function safeChecks(checks: readonly Check[], safe: (text: string) => string): Check[] {
  const words = ({ vi, en }: Check['found']) => ({ vi: safe(vi), en: safe(en) });
  return checks.map((check) => ({
    ...check,
    id: safe(check.id),
    title: words(check.title),
    looked: words(check.looked),
    found: words(check.found),
    meaning: words(check.meaning),
    remedy: words(check.remedy),
  }));
}

/** A check without its command and its certificate: the first is the person's, the second is a track. */
export function checkRows(checks: readonly Check[]): unknown[] {
  return checks.map(({ id, title, state, looked, found, meaning, remedy, help, milliseconds }) => ({
    id,
    state,
    title,
    looked,
    found,
    meaning,
    remedy,
    help,
    milliseconds,
  }));
}

export function tokenDocument(
  tokens: Evidence['tokens'],
  problems: readonly Failure[],
): Record<string, unknown> {
  const troubles = problems.map(failureRow);
  if (!('modules' in tokens)) return { failure: failureRow(tokens.failure), problems: troubles };
  return {
    pcsc: tokens.pcsc,
    modules: tokens.modules.map((module) => ({
      ...module,
      failure: module.failure === undefined ? undefined : failureRow(module.failure),
    })),
    readers: tokens.readers.map(({ atr, ...reader }) => ({ ...reader, atr: spacedHex(atr) })),
    tokens: tokens.tokens.map(tokenRow),
    problems: troubles,
  };
}

function tokenRow(token: TokenList['tokens'][number]): unknown {
  return {
    number: lastThreeOf(token.serial),
    label: safeLabel(token.label),
    manufacturer: token.manufacturer,
    model: token.model,
    reader: token.reader,
    slot: token.slotId,
    module: token.modulePath,
    alsoThrough: token.alsoThrough,
    atr: spacedHex(token.atr),
    pinState: token.pinState,
    pukState: token.pukState,
    pinPad: token.pinPad,
    pinLength: `${token.minPinLength}–${token.maxPinLength}`,
  };
}

/** The answer to reset tells the kind of card; in pairs, as the public lists of ATRs write it. */
function spacedHex(atr: string | undefined): string | undefined {
  return atr
    ?.replace(/[^0-9a-f]/gi, '')
    .replace(/(..)(?=.)/g, '$1 ')
    .toUpperCase();
}

/** What may be told of a certificate: who issued it, when it holds, what its key is. */
export function certificateRow(view: CertificateView): unknown {
  return {
    number: lastThreeOf(view.serial),
    onToken: lastThreeOf(view.tokenSerial),
    issuer: view.issuerCommonName,
    issuers: view.issuers,
    chainComplete: view.chainComplete,
    notBefore: view.notBefore,
    notAfter: view.notAfter,
    daysLeft: view.daysLeft,
    keyType: view.keyType,
    keyBits: view.keyBits,
    keyUsage: view.keyUsage,
    purposes: view.purposes,
    isCa: view.isCa,
    privateKey: view.privateKey,
    registered: view.boundRole,
    refusals: view.refusals,
  };
}

function failureRow(failure: Failure): unknown {
  return { ...redactFailure(failure), message: failureText(failure.code, 'en').heading };
}
