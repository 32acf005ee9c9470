/** Internal ids of lines, vouchers and attachments. */
import type { ValidationIssue } from '../../contract/ipc.ts';
import { blocks } from './issues.ts';

/** Ids become parts of document ids and file names: letters, digits and hyphens, and each only once. */
export function judgeIds(
  members: readonly { readonly id: string }[],
  path: string,
): readonly ValidationIssue[] {
  const repeated = repeats(members.map(({ id }) => id));
  return members.flatMap(({ id }, at) => {
    if (repeated.has(at)) {
      return [
        blocks(
          `${path}.${at}.id`,
          'ID_REPEATED',
          'Dữ liệu bị lặp mã nội bộ. Xóa mục này và thêm lại.',
          'An internal id is repeated. Delete this item and add it again.',
        ),
      ];
    }
    if (/^[A-Za-z0-9-]{1,64}$/.test(id)) return [];
    return [
      blocks(
        `${path}.${at}.id`,
        'ID_FORMAT',
        'Mã nội bộ của dữ liệu không đúng dạng. Xóa mục này và thêm lại.',
        'An internal id is malformed. Delete this item and add it again.',
      ),
    ];
  });
}

/** Places of values that stood before; empty values do not count. */
export function repeats(values: readonly string[]): ReadonlySet<number> {
  const seen = new Set<string>();
  const places = new Set<number>();
  values.forEach((value, at) => {
    if (value === '') return;
    if (seen.has(value)) places.add(at);
    seen.add(value);
  });
  return places;
}
