import { describe, expect, it } from 'vitest';
import { sampleContent, sampleToday, sampleUnit, sampleVoucher } from '#test/support/sample-dossier.ts';
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
