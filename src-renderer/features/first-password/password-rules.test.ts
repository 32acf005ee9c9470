import { describe, expect, it } from 'vitest';
import { passwordRules } from './password-rules.ts';

const person = { username: 'hattt.1001163', current: 'mot-lan-98-Kho' };
const broken = (next: string) =>
  passwordRules(next, person)
    .filter(({ met }) => !met)
    .map(({ rule }) => rule);

describe('the rules of a new password', () => {
  it('are kept by a few unrelated words', () => {
    expect(broken('mua he xanh 27')).toEqual([]);
  });

  it('count characters as people see them, and not bytes or halves of them', () => {
    expect(broken('😀😀😀😀😀')).toEqual(['length']);
    expect(broken('đường ơi!')).toEqual(['length']);
    expect(broken('đường ơi!!')).toEqual([]);
  });

  it('find the user name in any letters', () => {
    for (const next of ['xx HATTT.1001163 xx', 'hà-t-t-t 2027 xx', 'xx hattt 2027'])
      expect(broken(next), next).toEqual(['userName']);
  });

  it('refuse the one-time password itself', () => {
    expect(broken(person.current)).toEqual(['different']);
  });

  it('are none of them kept by nothing', () => {
    expect(broken('')).toEqual(['length', 'userName', 'different']);
  });
});
