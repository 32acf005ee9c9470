import { withoutAccents } from '#shared/domain/text/accents.ts';

const shortest = 10;

/** What people choose when ten characters are asked for; compared without case, accents and signs. */
const common = new Set([
  '1234567890',
  '0123456789',
  '0987654321',
  '9876543210',
  '12345678910',
  '1234512345',
  '1111111111',
  '123456789a',
  'a123456789',
  '1q2w3e4r5t',
  'abcd123456',
  'abc1234567',
  'abcdefghij',
  'qwertyuiop',
  'qwerty1234',
  'qwerty12345',
  'qwerty123456',
  'asdfghjkl1',
  'password12',
  'password123',
  'password1234',
  'passw0rd123',
  'iloveyou123',
  'matkhau123',
  'matkhau1234',
  'matkhau12345',
  'matkhau123456',
  'khongcomatkhau',
  'anhyeuem123',
  'khobacnhanuoc',
  'vietnam123',
  'vietnam1234',
  'vietnam2026',
  'admin12345',
  'administrator',
  'welcome123',
  'ketoan1234',
  'ketoan12345',
  'ketoantruong',
  'chutaikhoan',
  'ketoanvien',
]);

/**
 * Whether a new password is too easy to guess: fewer than ten characters, few different ones, a common one, or with
 * the user name (or its part before the unit code) in it.
 */
export function isWeakPassword(password: string, username: string): boolean {
  const typed = password.normalize('NFC');
  const characters = Array.from(typed);
  if (characters.length < shortest || new Set(characters).size < 4) return true;
  const bare = withoutAccents(typed).replace(/[^a-z0-9]/g, '');
  if (common.has(bare)) return true;
  const name = withoutAccents(username);
  const [given = ''] = name.split('.');
  return withoutAccents(typed).includes(name) || (given.length >= 4 && bare.includes(given));
}
