import { describe, expect, it } from 'vitest';
import { failureCodes } from '#shared/contract/errors.ts';
import { warningSchema } from '#shared/validation/report.ts';
import { lineFields, voucherFields } from '#shared/domain/vouchers/fields.ts';
import { forms } from '#shared/domain/vouchers/forms/forms.ts';
import { en } from './en.ts';
import { makeI18n } from './i18n.ts';
import { vi, type Texts } from './vi.ts';

function leaves(tree: object, prefix = ''): readonly (readonly [string, string])[] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? leaves(value, `${prefix}${key}.`)
      : [[`${prefix}${key}`, String(value)] as const],
  );
}
const slots = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

describe('texts of the window', () => {
  it('shows every text in English too, and nothing that Vietnamese lacks', () => {
    expect(
      leaves(en)
        .map(([key]) => key)
        .sort(),
    ).toEqual(
      leaves(vi)
        .map(([key]) => key)
        .sort(),
    );
  });

  it('fills the same values into both languages', () => {
    const english = new Map(leaves(en));
    for (const [key, text] of leaves(vi))
      expect([key, slots(english.get(key) ?? '')]).toEqual([key, slots(text)]);
  });

  it('leaves no text empty', () => {
    for (const [key, text] of [...leaves(vi), ...leaves(en)])
      expect([key, text.trim()]).not.toEqual([key, '']);
  });

  it('speaks Vietnamese first, whatever an old setting says', () => {
    expect(makeI18n('fr').t('dossier.sign')).toBe('Ký số');
    expect(makeI18n('en').t('dossier.sign')).toBe('Sign');
  });

  it('has words for every choice that a form offers, and for every box that it prints', () => {
    const words = (texts: Texts) => new Map(Object.entries<unknown>(texts.draft));
    const values = forms.flatMap(({ choices }) => choices.flatMap((choice) => choice.values));
    for (const value of values) {
      expect(words(vi).get(value), value).toMatch(/\p{L}{2}/u);
      expect(words(en).get(value), value).toMatch(/\p{L}{2}/u);
    }
    for (const { label, is } of forms.flatMap(({ print }) => print.choices.flat())) {
      expect(words(vi).get(is), is).toBe(label);
    }
  });

  it('spells the names of the forms’ fields in the same way', () => {
    for (const { label } of [...Object.values(voucherFields), ...Object.values(lineFields)]) {
      for (const text of [label.vi, label.en]) expect(text).toBe(text.normalize('NFC').trim());
      expect(label.vi).not.toMatch(/o[áàảãạ](?!\p{L})|[hlt]u[ýỳỷỹỵ](?!\p{L})/iu);
    }
  });

  it('spells tone marks in one way, as the printed form does', () => {
    for (const [key, text] of leaves(vi))
      expect([key, /o[áàảãạ](?!\p{L})|[hlt]u[ýỳỷỹỵ](?!\p{L})/iu.test(text)]).toEqual([key, false]);
  });

  it('has words for every warning of a verification', () => {
    for (const code of warningSchema.options) expect(vi.warning).toHaveProperty(code);
    expect(failureCodes.length).toBeGreaterThan(0);
  });
});
