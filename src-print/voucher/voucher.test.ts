import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyVoucher } from '#shared/domain/vouchers/empty.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import { sampleDossierCode, sampleLine, sampleUnit, sampleVoucher } from '#test/support/sample-dossier.ts';
import { printVoucher } from './voucher.ts';

const print = async (voucher: Voucher) =>
  Buffer.from(await printVoucher(voucher, { dossierCode: sampleDossierCode }));

describe('the printed form', () => {
  it('is the same file, byte for byte, each time the same voucher is printed', async () => {
    const first = await print(sampleVoucher);
    expect(first.subarray(0, 8).toString('latin1')).toBe('%PDF-1.7');
    expect((await print(structuredClone(sampleVoucher))).equals(first)).toBe(true);
  });

  it('does not depend on what was printed before it', async () => {
    const first = await print(sampleVoucher);
    await print({ ...sampleVoucher, unitName: 'Ủy ban nhân dân xã Ỷ Tý', number: 'ĐẶC-BIỆT ½ ₫' });
    expect((await print(sampleVoucher)).equals(first)).toBe(true);
  });

  it('is another file as soon as one digit differs', async () => {
    const first = await print(sampleVoucher);
    const lines = sampleVoucher.lines.map((line) => ({ ...line, amount: `${line.amount.slice(0, -1)}1` }));
    expect((await print({ ...sampleVoucher, lines })).equals(first)).toBe(false);
    const other = await printVoucher(sampleVoucher, {
      dossierCode: sampleDossierCode.replace('261122', '261123') as typeof sampleDossierCode, // a well-formed code
    });
    expect(Buffer.from(other).equals(first)).toBe(false);
  });

  it('can be looked at while the draft is still empty', async () => {
    const draft = emptyVoucher(sampleUnit, { id: 'v', lineId: 'l', date: '' });
    expect((await print({ ...draft, lines: [] })).length).toBeGreaterThan(1000);
  });

  it('can be looked at whatever has been pasted into the draft', async () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom(
        '😀'.repeat(50),
        '\u202eabc',
        '\ud800',
        'ﷺ'.repeat(100),
        '\0\n\r\t',
        'W'.repeat(200),
        ' '.repeat(200),
      ),
    );
    await fc.assert(
      fc.asyncProperty(anyText, fc.constantFrom('', '0', '9'.repeat(18)), async (text, amount) => {
        const lines = ['a', 'b'].map((id) => ({
          ...sampleLine,
          id,
          description: text,
          invoiceNumber: text.slice(0, 50),
          amount,
          ndkt: text.slice(0, 4),
        }));
        const bytes = await print({
          ...sampleVoucher,
          number: text.slice(0, 20),
          unitName: text,
          accountNumber: text.slice(0, 30),
          lines,
        });
        expect(bytes.subarray(-6).toString('latin1')).toBe('%%EOF\n');
      }),
      { numRuns: 25 },
    );
  });
});
