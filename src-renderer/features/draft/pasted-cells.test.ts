import { describe, expect, it } from 'vitest';
import { emptyLine } from '#shared/domain/vouchers/empty.ts';
import type { VoucherLine } from '#shared/domain/vouchers/voucher.ts';
import { parseCells, pasteCells } from './pasted-cells.ts';
import { nextLine } from './new-voucher.ts';

const first: VoucherLine = {
  ...emptyLine({ chapter: '018' }, 'a'),
  ndkt: '6501',
  sector: '073',
  source: '13',
};
const last = emptyLine({ chapter: '018' }, 'z');
const paste = (text: string, start: Parameters<typeof pasteCells>[2] = 'description') =>
  pasteCells([first, last], 0, start, parseCells(text) ?? [], nextLine);

describe('cells pasted from a spreadsheet', () => {
  it('leave a paste of one cell to the field', () => {
    expect(parseCells('Tiền điện')).toBeUndefined();
    expect(parseCells('7.550.000\r\n')).toBeUndefined();
  });

  it('keep a cell together whose text holds line ends and quotes', () => {
    expect(parseCells('"Tiền ""điện""\ntháng 11"\t755.000\r\n')).toEqual([
      ['Tiền "điện" tháng 11', '755.000'],
    ]);
  });

  it('become lines of content, code and amount, with the other codes of the line above', () => {
    const pasted = paste('Tiền điện\t6501\t7,550,000\r\nVăn phòng phẩm\t6551\t250,000\r\n');
    expect(pasted?.lines.map((line) => [line.description, line.ndkt, line.sector, line.amount])).toEqual([
      ['Tiền điện', '6501', '073', '7550000'],
      ['Văn phòng phẩm', '6551', '073', '250000'],
      ['', '', '', ''],
    ]);
    expect(pasted?.added).toHaveLength(1);
    expect(pasted?.unread).toEqual([]);
  });

  it('may have a heading and only two columns', () => {
    const pasted = paste('Nội dung\tSố tiền\nTiền điện\t7550000\nTiền nước\t120000');
    expect(pasted?.lines.slice(0, 2).map((line) => [line.description, line.amount])).toEqual([
      ['Tiền điện', '7550000'],
      ['Tiền nước', '120000'],
    ]);
  });

  it('fill the fields to the right in the order on screen when all columns were copied', () => {
    const pasted = paste('Tiền điện\t000031\t05/11/2026\t6501\t018\t073\t13\t7.550.000');
    expect(pasted?.lines[0]).toMatchObject({
      invoiceNumber: '000031',
      invoiceDate: '2026-11-05',
      chapter: '018',
      amount: '7550000',
    });
  });

  it('never turn a sum that cannot be read into another sum', () => {
    const pasted = paste('Tiền điện\t000031\t31/02/2026\t6501\t018\t073\t13\t7.550.000,50');
    expect(pasted?.lines[0]).toMatchObject({ amount: '', invoiceDate: '' });
    expect(pasted?.unread).toEqual([
      ['a.invoiceDate', '31/02/2026'],
      ['a.amount', '7.550.000,50'],
    ]);
  });

  it('say how many texts were too long for their field', () => {
    expect(paste(`${'x'.repeat(600)}\t1.000`)?.cut).toBe(1);
  });
});
