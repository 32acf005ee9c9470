import type { Again } from '../letters.ts';
import { facts, paragraph, type Block } from '../message.ts';
import { plainWords } from '../plain-words.ts';

interface About {
  readonly code: string;
  readonly kind: 'first' | 'change';
  readonly unitName: string;
}

/** The dossier's kind inside a sentence. */
export function kindName(kind: 'first' | 'change'): string {
  return kind === 'first'
    ? 'hồ sơ đăng ký sử dụng dịch vụ công trực tuyến'
    : 'hồ sơ đăng ký thay đổi, bổ sung thông tin sử dụng dịch vụ công trực tuyến';
}

export function subjectOf(what: string, code: string): string {
  return `[DVCTT KBNN] ${what} – hồ sơ ${code}`;
}

/** Which dossier a letter is about, with further rows of its own. */
export function dossierFacts(
  { code, kind, unitName }: About,
  ...more: readonly (readonly [string, string])[]
): Block {
  return facts(
    ['Mã hồ sơ', code],
    ['Loại hồ sơ', kind === 'first' ? 'Đăng ký sử dụng DVC' : 'Đăng ký thay đổi, bổ sung'],
    ['Đơn vị (do người kê khai ghi)', `“${plainWords(unitName)}”`],
    ...more,
  );
}

/** Why another letter comes to who has one already, and which of them counts. */
export function whyAgain(again: Again | undefined): readonly Block[] {
  if (again === undefined) return [];
  const why =
    again === 'changed'
      ? 'Bạn nhận thêm thư này vì người kê khai vừa sửa hồ sơ và lưu lại.'
      : 'Đây là thư gửi lại theo đề nghị của người kê khai.';
  return [
    paragraph(`${why} Liên kết trong các thư trước không dùng được nữa: chỉ dùng liên kết trong thư này.`),
  ];
}
