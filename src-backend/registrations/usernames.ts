import { withoutAccents } from '#shared/domain/text/accents.ts';

/**
 * The beginning of a new member's user name: given name, initials of the names before it, unit code, without accents:
 * `Trần Thị Thu Hà` of 1001163 is `hattt.1001163`. `count` from 2 on tells namesakes apart: `hattt2.1001163`.
 */
export function usernameOf(name: string, unitCode: string, count: number): string {
  const words = withoutAccents(name).match(/[a-z0-9]+/g) ?? [];
  const given = words.at(-1) ?? 'thanhvien';
  const initials = words
    .slice(0, -1)
    .map((word) => word.charAt(0))
    .join('');
  return `${(given + initials).slice(0, 40)}${count > 1 ? count : ''}.${unitCode}`;
}
