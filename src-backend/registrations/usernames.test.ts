import { describe, expect, it } from 'vitest';
import { usernameOf } from './usernames.ts';

describe('user names of new members', () => {
  it('are the given name, the initials and the unit, without accents', () => {
    expect(usernameOf('Trần Thị Thu Hà', '1001163', 1)).toBe('hattt.1001163');
    expect(usernameOf('Đỗ Ánh', '1001163', 2)).toBe('anhd2.1001163');
    expect(usernameOf('Trần Thị Thu Hà'.normalize('NFD'), '1001163', 1)).toBe('hattt.1001163');
    expect(usernameOf('  ', '1001163', 1)).toBe('thanhvien.1001163');
  });
});
