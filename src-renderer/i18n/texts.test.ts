import { describe, expect, it } from 'vitest';
import { failureCodes } from '#shared/contract/errors.ts';
import { warningSchema } from '#shared/validation/report.ts';
import { lineFields, voucherFields } from '#shared/domain/vouchers/form-13-fields.ts';
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

  it('calls a missing field by the label that stands above it', () => {
    const keyOf: Readonly<Record<string, keyof typeof vi.draft>> = {
      'contract.number': 'contractNumber',
      'contract.date': 'contractDate',
      'contract.amount': 'contractAmount',
      'payee.name': 'payeeName',
      'payee.taxCode': 'taxCode',
      'payee.accountNumber': 'payeeAccount',
      'payee.bank': 'bank',
      'cashReceiver.name': 'receiverName',
      'cashReceiver.identityNumber': 'identityNumber',
      'cashReceiver.issuedOn': 'issuedOn',
      'cashReceiver.issuedAt': 'issuedAt',
    };
    const labels = (texts: Texts, field: string, line: boolean) =>
      new Map(Object.entries(line ? texts.draft.line : texts.draft)).get(keyOf[field] ?? field);
    for (const [fields, line] of [
      [voucherFields, false],
      [lineFields, true],
    ] as const)
      for (const { path, label } of fields)
        expect([path, label.vi, label.en]).toEqual([path, labels(vi, path, line), labels(en, path, line)]);
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
