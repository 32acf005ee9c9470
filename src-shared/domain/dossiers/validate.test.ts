import { describe, expect, it } from 'vitest';
import {
  cashVoucher,
  sampleContent,
  sampleContentOf,
  sampleToday,
  sampleUnit,
  sampleVoucher,
  sampleVoucherOf,
} from '#test/support/sample-dossier.ts';
import type { Voucher } from '../vouchers/voucher.ts';
import { forms } from '../vouchers/forms/forms.ts';
import type { Attachment, DossierContent } from './dossier.ts';
import { contentTotal } from './total.ts';
import { validateDossier } from './validate.ts';

function found(content: DossierContent): string[] {
  return validateDossier(content, { unit: sampleUnit, today: sampleToday }).map(
    ({ path, code, blocking }) => `${path} ${code}${blocking ? '' : ' (advice)'}`,
  );
}

const attachment: Attachment = {
  id: 'a',
  name: 'hoa-don.pdf',
  mediaType: 'application/pdf',
  sha256: 'a'.repeat(64),
  size: 10,
};
const withAttachments = (...attachments: Attachment[]): DossierContent => ({ ...sampleContent, attachments });

describe('a payment dossier', () => {
  it('may be forwarded when it has a title, a complete voucher and sound attachments', () => {
    expect(found(sampleContent)).toEqual([]);
    expect(contentTotal(sampleContent)).toBe('16205000');
  });

  it('may not be forwarded empty', () => {
    expect(found({ title: ' ', vouchers: [], attachments: [] })).toEqual([
      'title REQUIRED',
      'vouchers NO_VOUCHERS',
    ]);
  });

  it('points at the field of the voucher that is wrong', () => {
    const second = { ...sampleVoucher, id: 'voucher-2', number: '' };
    expect(found({ ...sampleContent, vouchers: [sampleVoucher, second] })).toEqual([
      'vouchers.1.number REQUIRED',
      'vouchers.1.lines.0.amount PAYMENT_REPEATED (advice)',
    ]);
  });

  it('may not hold two vouchers of one number or one id', () => {
    expect(found({ ...sampleContent, vouchers: [sampleVoucher, sampleVoucher] })).toEqual([
      'vouchers.1.id ID_REPEATED',
      'vouchers.1.number NUMBER_REPEATED',
      'vouchers.1.lines.0.amount PAYMENT_REPEATED (advice)',
    ]);
  });

  it.each([
    ['in capitals', 'uỷ nhiệm 12', 'UỶ NHIỆM 12'],
    ['with its letters taken apart', 'ủy nhiệm 12', 'ủy nhiệm 12'.normalize('NFD')],
    ['with another space', '12 A', '12\u00a0 A '],
  ])('takes a number written %s for the same number', (_how, number, again) => {
    const second = { ...sampleVoucher, id: 'voucher-2', number: again };
    expect(found({ ...sampleContent, vouchers: [{ ...sampleVoucher, number }, second] })).toContain(
      'vouchers.1.number NUMBER_REPEATED',
    );
  });

  it.each<[string, Attachment[], string[]]>([
    ['an empty file', [{ ...attachment, size: 0 }], ['attachments.0.size FILE_EMPTY']],
    ['a file over 100 MB', [{ ...attachment, size: 104_857_601 }], ['attachments.0.size FILE_TOO_LARGE']],
    [
      'a name that climbs out of its folder',
      [{ ...attachment, name: '../x.pdf' }],
      ['attachments.0.name FILE_NAME'],
    ],
    ['a Windows path', [{ ...attachment, name: 'C:\\x.pdf' }], ['attachments.0.name FILE_NAME']],
    ['a name of dots', [{ ...attachment, name: '..' }], ['attachments.0.name FILE_NAME']],
    [
      'an extension disguised by a direction mark',
      [{ ...attachment, name: 'hoadon\u202efdp.exe' }],
      ['attachments.0.name TEXT_CHARACTER'],
    ],
    [
      'two names that differ in case alone',
      [attachment, { ...attachment, id: 'b', name: 'HOA-DON.pdf' }],
      ['attachments.1.name FILE_NAME_REPEATED'],
    ],
    ['an id that is a path', [{ ...attachment, id: '../../etc/passwd' }], ['attachments.0.id ID_FORMAT']],
  ])('may not carry %s', (_what, attachments, issues) => {
    expect(found(withAttachments(...attachments))).toEqual(issues);
  });

  it('carries a file of exactly 100 MB and a Vietnamese name', () => {
    expect(
      found(withAttachments({ ...attachment, name: 'Hợp đồng số 15 (bản ký).pdf', size: 104_857_600 })),
    ).toEqual([]);
  });
});

describe('a dossier of every form', () => {
  const all = { ...sampleContent, vouchers: forms.map(({ id }) => sampleVoucherOf(id)) };

  it('has nothing to correct, and its list adds nothing to its total', () => {
    expect(found(all)).toEqual([]);
    for (const { id } of forms) expect(found(sampleContentOf(id)), id).toEqual([]);
    expect(contentTotal(all)).toBe(String(7 * 16_205_000));
    expect(contentTotal(sampleContentOf('20'))).toBe('16205000');
  });

  it('may give two forms one number only where the one is the list of the other', () => {
    const [order, list] = [sampleVoucherOf('17'), sampleVoucherOf('20')];
    expect(found({ ...all, vouchers: [order, { ...list, number: order.number }] })).toEqual([]);
    const [transfer, settled] = [sampleVoucherOf('13'), sampleVoucherOf('10')];
    expect(found({ ...all, vouchers: [transfer, { ...settled, number: transfer.number }] })).toEqual([
      'vouchers.1.number NUMBER_REPEATED',
    ]);
  });
});

describe('a list of beneficiaries', () => {
  const [order, list] = [sampleVoucherOf('17'), sampleVoucherOf('20')];
  const together = (...vouchers: Voucher[]): DossierContent => ({ ...sampleContent, vouchers });
  const firstAmount = (amount: string): Voucher => ({
    ...list,
    lines: list.lines.map((line, at) => (at === 0 ? { ...line, amount } : line)),
  });

  it.each<[string, DossierContent, string[]]>([
    ['alone in its dossier', together(list), ['vouchers.0.listFor LIST_WITHOUT_VOUCHER']],
    [
      'of a number that nothing has',
      together(order, { ...list, listFor: 'UNC-0018' }),
      ['vouchers.1.listFor LIST_WITHOUT_VOUCHER'],
    ],
    [
      'of another list',
      together(order, list, { ...list, id: 'other', number: 'DS-2', listFor: 'DS-0017' }),
      ['vouchers.2.listFor LIST_WITHOUT_VOUCHER'],
    ],
    [
      'of itself',
      together(order, { ...list, listFor: list.number }),
      ['vouchers.1.listFor LIST_WITHOUT_VOUCHER'],
    ],
    [
      'that is the second of its voucher',
      together(order, list, { ...list, id: 'other', number: 'DS-2' }),
      ['vouchers.2.listFor LIST_REPEATED', 'vouchers.2.lines.0.amount PAYMENT_REPEATED (advice)'],
    ],
    ['that says less', together(order, firstAmount('12449999')), ['vouchers.1.lines LIST_TOTAL']],
    ['that says more', together(order, firstAmount('12450001')), ['vouchers.1.lines LIST_TOTAL']],
    ['still being written', together(order, firstAmount('')), ['vouchers.1.lines.0.amount REQUIRED']],
    ['that names none', together(order, { ...list, listFor: '' }), ['vouchers.1.listFor REQUIRED']],
    [
      'of another account',
      together(order, { ...list, accountNumber: '9527.3.1001163' }),
      ['vouchers.1.accountNumber LIST_ACCOUNT_DIFFERS (advice)'],
    ],
    [
      'that pays one person twice',
      together(
        { ...order, lines: order.lines.map((line) => ({ ...line, amount: '12450000' })) },
        { ...list, lines: list.lines.map(({ id }) => ({ ...list.lines[0]!, id })) },
      ),
      ['vouchers.1.lines.1.amount PAYMENT_REPEATED (advice)'],
    ],
    ['before its voucher', together(list, order), []],
  ])('%s is judged', (_what, content, issues) => {
    expect(found(content)).toEqual(issues);
  });

  it('says both sums and the difference', () => {
    const context = { unit: sampleUnit, today: sampleToday };
    const [issue] = validateDossier(together(order, firstAmount('12449000')), context);
    expect(issue?.message.vi).toContain('16.204.000, thiếu 1.000 đồng so với 16.205.000');
    expect(issue?.message.en).toContain('16.204.000, 1.000 đồng less than the 16.205.000');
  });

  it('of a voucher that pays tax as well shares out what is left for the payees', () => {
    const withTax = sampleVoucherOf('18');
    const listed = (first: string): Voucher => ({ ...firstAmount(first), listFor: withTax.number });
    expect(found(together(withTax, listed('10976818')))).toEqual([]);
    expect(found(together(withTax, listed('12450000')))).toEqual(['vouchers.1.lines LIST_TOTAL']);
  });
});

describe('what looks paid twice', () => {
  const again = (change: Partial<Voucher>): DossierContent => ({
    ...sampleContent,
    vouchers: [sampleVoucher, { ...sampleVoucher, id: 'again', number: 'RDT-0013', ...change }],
  });

  it('is pointed out once for a voucher, and blocks nothing', () => {
    expect(found(again({}))).toEqual(['vouchers.1.lines.0.amount PAYMENT_REPEATED (advice)']);
    const cash = { ...cashVoucher, id: 'cash', number: 'RDT-0014' };
    expect(found({ ...sampleContent, vouchers: [sampleVoucher, cash] })).toEqual([]);
  });

  it('is not a payment of another invoice, amount or payee', () => {
    const other = (change: Partial<Voucher['lines'][number]>) =>
      again({ lines: sampleVoucher.lines.map((line) => ({ ...line, ...change })) });
    expect(found(other({ invoiceNumber: '0009999' }))).toEqual([]);
    expect(found(other({ amount: '1' }))).toEqual([]);
    expect(found(again({ payee: { ...sampleVoucher.payee, accountNumber: '999' } }))).toEqual([]);
  });

  it('is seen whatever the case and the spaces', () => {
    const lines = sampleVoucher.lines.map((line) => ({
      ...line,
      description: ` ${line.description.toUpperCase().replaceAll(' ', '  ')} `,
    }));
    expect(found(again({ lines }))).toEqual([
      // Each is told that it prints as a gap, too.
      'vouchers.1.lines.0.description TEXT_GAP (advice)',
      'vouchers.1.lines.1.description TEXT_GAP (advice)',
      'vouchers.1.lines.0.amount PAYMENT_REPEATED (advice)',
    ]);
  });
});
