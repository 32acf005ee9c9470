import { describe, expect, it } from 'vitest';
import { allowedCharacters, forbiddenCharacter, printableText } from './printable.ts';

describe('the characters of a voucher', () => {
  it('are all that Vietnamese needs, typed composed or not', () => {
    const text = 'Đường dây điện số 1 – “Trường THCS Sông Lô”; 5 % ≤ 10 m², phẫu thuật, ỹ Ỵ ặ Ộ ữ ₫';
    expect(forbiddenCharacter(text)).toBeUndefined();
    expect(forbiddenCharacter(text.normalize('NFD'))).toBeUndefined();
  });

  it.each([
    ['a tab', 'a\tb', 'U+0009'],
    ['a line end', 'a\nb', 'U+000A'],
    ['a NUL', 'a\0b', 'U+0000'],
    ['a right-to-left override', 'abc\u202e001', 'U+202E'],
    ['a zero-width space', 'a\u200bb', 'U+200B'],
    ['a byte order mark', '\ufeffa', 'U+FEFF'],
    ['a soft hyphen', 'a\u00adb', 'U+00AD'],
    ['an accent on an accent', 'ấ\u0301', 'U+0301'],
    ['an emoji', 'ok 😀', 'U+1F600'],
    ['half a surrogate pair', 'a\ud800', 'U+D800'],
    ['a Cyrillic look-alike', 'Т', 'U+0422'],
    ['an Icelandic look-alike of Đ', 'Ð', 'U+00D0'],
    ['a dotless i', 'VıETTEL', 'U+0131'],
    ['a long s', 'ſàn', 'U+017F'],
    ['a kra, which looks like k', 'ĸ', 'U+0138'],
    ['an n with an apostrophe in it', 'ŉ', 'U+0149'],
    ['a line separator', 'a\u2028b', 'U+2028'],
  ])('never include %s', (_what, text, found) => {
    expect(forbiddenCharacter(text)).toBe(found);
    expect(forbiddenCharacter(printableText(text))).toBeUndefined();
  });

  it('let a foreign company keep its name', () => {
    expect(forbiddenCharacter('Nestlé, Müller, Škoda, Ångström, Groß, Ørsted, Señor')).toBeUndefined();
  });

  it('are each composed already, so that comparing texts compares what people see', () => {
    for (const character of allowedCharacters()) expect(character.normalize('NFC')).toBe(character);
  });
});
