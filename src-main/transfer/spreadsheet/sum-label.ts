/** Words by which a table says that a row is a sum and no line. */
import { withoutAccents } from '#shared/domain/text/accents.ts';

/** `one`: “Cộng”, mostly of what stands right above. `all`: “Tổng cộng”, mostly of the table. `carried`: of a page or a period. */
export type SumKind = 'one' | 'all' | 'carried';

/** A title of a sum is no story. */
const longest = 80;
/** What may follow “Cộng” or “Tổng”: anything else (“Cộng tác viên”, “Tổng vệ sinh”) is what a line is for. */
const further = new Set(
  (
    'cong so tien gia tri phat sinh nhom chung tu phieu cac ca bang toan bo thanh danh sach thang quy nam muc tieu ' +
    'dong vnd d va ky'
  ).split(' '),
);
const carried =
  /^(?:tong )?(?:cong )?(?:luy ke|(?:so )?mang sang|trang truoc|chuyen)(?: (?:sang|chuyen|trang|truoc|sau|nay|tu|dau|nam|quy|thang|ky|den|\d+))*$|^cong trang(?: |$)/;

/** Undefined for a text that is no title of a sum: “Công ty …” begins with another word than “Cộng”. */
export function sumKind(text: string): SumKind | undefined {
  if (text.length > longest) return undefined;
  const words = text
    .normalize('NFC')
    .toLowerCase()
    .split(/[\s:().,;+*=“”"']+/)
    .filter((word) => word !== '');
  const folded = words.map((word) => withoutAccents(word));
  // Tables of older programs have no marks at all.
  const isHead = (word: string) => ['cộng', 'cong', 'tổng', 'tong'].includes(word);
  const [first = ''] = words;
  if (carried.test(folded.join(' '))) return 'carried';
  if (!isHead(first) || words.slice(1).some((word) => word === 'công')) return undefined;
  if (!folded.slice(1).every((word) => further.has(word) || /\d/.test(word) || /^[ivx]+$/.test(word)))
    return undefined;
  return folded[0] === 'cong' ? 'one' : 'all';
}
