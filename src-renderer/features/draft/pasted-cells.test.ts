import { describe, expect, it } from 'vitest';
import { emptyLine } from '#shared/domain/vouchers/empty.ts';
import type { VoucherLine } from '#shared/domain/vouchers/voucher.ts';
import { formOf } from '#shared/domain/vouchers/forms/forms.ts';
import { parseCells, pasteCells, type Paste } from './pasted-cells.ts';

const first: VoucherLine = {
  ...emptyLine({ chapter: '018' }, 'a'),
  ndkt: '6501',
  sector: '073',
  source: '13',
};
const last = emptyLine({ chapter: '018' }, 'z');
const form13 = formOf({ formId: '13' });
const paste = (text: string, start: Paste['start'] = 'description') =>
  pasteCells([first, last], 0, { form: form13, start, rows: parseCells(text) ?? [] });
const pasteInto = (formId: '02' | '10' | '20', text: string, start: Paste['start']) => {
  const form = formOf({ formId });
  const lines = [emptyLine({ chapter: '018' }, 'a', form)];
  return pasteCells(lines, 0, { form, start, rows: parseCells(text) ?? [] });
};

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

  it('go where their heading says, in whatever order, and unknown columns are counted as left out', () => {
    const pasted = paste(
      'Số tiền\tGhi chú\tNội dung\tTiểu mục\n1.000\tx\tTiền nước\t6502\n2.000\t\tRác\t6504',
    );
    expect(pasted?.lines.slice(0, 2).map((line) => [line.description, line.amount])).toEqual([
      ['Tiền nước', '1000'],
      ['Rác', '2000'],
    ]);
    expect(pasted?.cut).toBe(3);
  });

  it('fill a list of beneficiaries, an account’s grouping left out', () => {
    const pasted = pasteInto(
      '20',
      'Họ tên / tên đơn vị thụ hưởng\tSố tài khoản\tTại ngân hàng\tSố tiền\nNguyễn Văn An\t0031 0001 2345\tVCB\t5.000.000\nLê Thị Bình\t0031 0009 9999\tVCB\t4.500.000',
      'payeeName',
    );
    expect(
      pasted?.lines.map(({ payeeName, payeeAccount, amount }) => [payeeName, payeeAccount, amount]),
    ).toEqual([
      ['Nguyễn Văn An', '003100012345', '5000000'],
      ['Lê Thị Bình', '003100099999', '4500000'],
    ]);
  });

  it('fill both amounts of mẫu 10 by their place', () => {
    const pasted = pasteInto('10', '10.000\t4.000\n20.000\t5.000', 'advanceBalance');
    expect(pasted?.lines.map(({ advanceBalance, amount }) => [advanceBalance, amount])).toEqual([
      ['10000', '4000'],
      ['20000', '5000'],
    ]);
  });

  it('stop at the most lines that a voucher may have, and say how many rows were left', () => {
    const rows = Array.from({ length: 10_010 }, (_, at) => `Khoản ${at}\t${at + 1000}`).join('\n');
    const pasted = paste(rows);
    expect(pasted?.lines).toHaveLength(10_000);
    expect(pasted?.left).toBe(11);
  });
});
