import { expect, it } from 'vitest';
import { checkPassword, hashPassword } from './password.ts';

it('a password is kept as scrypt with the advised work, and known again however Unikey typed it', async () => {
  const stored = await hashPassword('mật khẩu dài');
  expect(stored).toMatch(/^scrypt\$32768\$8\$3\$/);
  expect(await checkPassword('mật khẩu dài'.normalize('NFD'), stored)).toBe(true);
  expect(await checkPassword('mật khẩu dai', stored)).toBe(false);
  // The factors are the hash's own: a key made with less work is another key.
  expect(await checkPassword('mật khẩu dài', stored.replace('$32768$', '$16$'))).toBe(false);
});
