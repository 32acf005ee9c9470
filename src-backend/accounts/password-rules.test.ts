import { describe, expect, it } from 'vitest';
import { isWeakPassword } from './password-rules.ts';

const username = 'hattt.1001163';

describe('a password that is too easy to guess', () => {
  it.each([
    ['nine characters', 'mèo đọc b'],
    ['ten bytes that are fewer letters', 'ậậậậậ'],
    ['one letter again and again', 'aaaaaaaaaaaaaa'],
    ['what everybody takes', 'matkhau123'],
    ['the same with accents and capitals', 'Mật-Khẩu 123'],
    ['digits in their order', '1234567890'],
    ['the user name in it', `của ${username}!`],
    ['the user name in capitals', 'HATTT.1001163'],
    ['its part before the unit', 'Hattt là tôi'],
  ])('is refused: %s', (_, password) => {
    expect(isWeakPassword(password, username)).toBe(true);
    expect(isWeakPassword(password.normalize('NFD'), username)).toBe(true);
  });

  it('is none of a few words that do not belong together', () => {
    for (const password of ['bốn con mèo đọc báo', 'x7#Kq-2mVz', 'nắng mưa là'])
      expect(isWeakPassword(password, username), password).toBe(false);
  });
});
