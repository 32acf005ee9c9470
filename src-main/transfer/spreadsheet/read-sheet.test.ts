import { describe, expect, it } from 'vitest';
import { DvcttError } from '#shared/contract/errors.ts';
import { formOf } from '#shared/domain/vouchers/forms/forms.ts';
import { columnsOf, columnsOfAll } from './columns.ts';
import { forms } from '#shared/domain/vouchers/forms/forms.ts';
import type { Cell, Sheet } from '../../tables/sheet.ts';
import { parseAddress } from '../../tables/cell-address.ts';
import { readSheetVouchers } from './read-sheet.ts';
import { formInName, formNamed } from './form-names.ts';

type Given = string | number | Partial<Cell>;
const cellOf = (given: Given): Cell => {
  if (typeof given === 'string') return { kind: 'text', text: given, formula: false };
  if (typeof given === 'number') return { kind: 'number', text: String(given), formula: false };
  return { kind: 'number', text: '', formula: false, ...given };
};
const sheetOf = (rows: readonly (readonly Given[])[], more: Partial<Sheet> = {}): Sheet => ({
  name: 'Sheet1',
  hidden: false,
  rows: rows.map((row, at) => ({
    number: at + 1,
    hidden: false,
    cells: new Map(row.flatMap((given, column) => (given === '' ? [] : [[column, cellOf(given)] as const]))),
  })),
  merges: [],
  hiddenColumns: new Set(),
  from1904: false,
  ...more,
});
const range = (ref: string) => {
  const [from, to] = ref.split(':').map((text) => parseAddress(text));
  return { ref, top: from!.row, left: from!.column, bottom: to!.row, right: to!.column };
};
const vouchersOf = (...given: Parameters<typeof readSheetVouchers>) => {
  const found = readSheetVouchers(...given);
  return found === undefined ? undefined : [...found];
};
const form13 = formOf({ formId: '13' });
const titles = ['Số chứng từ', 'Ngày chứng từ', 'Nội dung', 'Mã NDKT', 'Mã ngành KT', 'Số tiền (đồng)'];
const read = (rows: readonly (readonly Given[])[], more?: Partial<Sheet>) =>
  vouchersOf(sheetOf([titles, ...rows], more), 'a.xlsx › Sheet1', form13) ?? [];
const refusals = (rows: readonly (readonly Given[])[], more?: Partial<Sheet>) =>
  read(rows, more).map((found) =>
    found.kind === 'refused' ? [found.failure.code, found.failure.details?.['cells']] : 'taken',
  );

describe('a table of vouchers', () => {
  it('has as one voucher the consecutive rows of one number, and rows without a number after it', () => {
    const found = read([
      ['A1', '22/11/2026', 'Điện', 6501, 73, '1.005.000'],
      ['A1', '', 'Nước', '6502', '073', 2000],
      ['', '', 'Rác', '6504', '073', '3,000'],
      ['A2', { kind: 'date', text: '46348.5' }, 'Giấy', '6551', '073', { text: '1.2E4' }],
      ['A1', '2026-11-22', 'Khác', '6551', '073', 1],
      ['', '', 'Tổng cộng', '', '', '1.022.001'],
      ['', 'Kế toán trưởng', 'Thủ trưởng'],
    ]);
    expect(
      found.map((each) => each.kind === 'voucher' && [each.from, each.lines.map(({ amount }) => amount)]),
    ).toEqual([
      ['a.xlsx › Sheet1 dòng 2–4', ['1005000', '2000', '3000']],
      ['a.xlsx › Sheet1 dòng 5', ['12000']],
      ['a.xlsx › Sheet1 dòng 6', ['1']],
    ]);
    const [first, second] = found;
    expect(first).toMatchObject({
      fields: { date: '2026-11-22' },
      lines: [{ ndkt: '6501', sector: '073' }, {}, {}],
    });
    expect(second).toMatchObject({ fields: { date: '2026-11-22' } });
    expect(first?.kind === 'voucher' && first.notes.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'IMPORT_ZEROS_ADDED lines.0.sector',
    ]);
  });

  it.each<[Given, string]>([
    [-5000, 'F2 “-5000”'],
    [0.5, 'F2 “0.5”'],
    ['1,5', 'F2 “1,5”'],
    ['-1.000', 'F2 “-1.000”'],
    ['1.00.000', 'F2 “1.00.000”'],
    ['một triệu', 'F2 “một triệu”'],
    [{ kind: 'error', text: '#REF!' }, 'F2 “#REF!”'],
    [{ kind: 'date', text: '46348' }, 'F2 “46348”'],
    [{ text: '', formula: true }, 'F2 “”'],
    [{ text: '1.5', formula: true }, 'F2 “1.5”'],
    [{ text: '1E+18' }, 'F2 “1E+18”'],
  ])('with %j for an amount is refused, naming the cell', (amount, cells) => {
    expect(refusals([['A1', '22/11/2026', 'Điện', '6501', '073', amount]])).toEqual([
      ['IMPORT_CELL_UNREADABLE', cells],
    ]);
  });

  it('names every cell that cannot be read at once, and takes the voucher beside it', () => {
    expect(
      refusals([
        ['A1', '31/02/2026', 'Điện', '6501', '073', -1],
        ['A2', '22/11/2026', 'Điện', '6501', '073', 1],
      ]),
    ).toEqual([['IMPORT_CELL_UNREADABLE', 'B2 “31/02/2026”, F2 “-1”'], 'taken']);
  });

  it('takes the whole result of a formula with a warning, and dates counted from 1904', () => {
    const [found] = read(
      [['A1', { kind: 'date', text: '44886' }, 'Điện', '6501', '073', { text: '5000', formula: true }]],
      { from1904: true },
    );
    expect(found).toMatchObject({
      fields: { date: '2026-11-22' },
      lines: [{ amount: '5000' }],
      notes: [{ code: 'IMPORT_FORMULA' }],
    });
  });

  it('refuses merged cells of which it is not clear whose they are, and spreads those that say it', () => {
    const rows = [
      ['A1', '22/11/2026', 'Điện', '6501', '073', 1],
      ['', '', 'Nước', '6502', '073', 2],
    ] as const;
    expect(refusals(rows, { merges: [range('A2:A3'), range('B2:B3')] })).toEqual(['taken']);
    expect(refusals(rows, { merges: [range('F2:F3')] })).toEqual([['IMPORT_CELL_MERGED', 'F2:F3']]);
    expect(refusals(rows, { merges: [range('C2:D2')] })).toEqual([['IMPORT_CELL_MERGED', 'C2:D2']]);
    expect(() => read(rows, { merges: [range('C1:D1')] })).toThrow(DvcttError);
  });

  it('refuses rows of one number that disagree about the voucher', () => {
    expect(
      refusals([
        ['A1', '22/11/2026', 'Điện', '6501', '073', 1],
        ['A1', '23/11/2026', 'Nước', '6502', '073', 2],
      ]),
    ).toEqual([['IMPORT_HEADER_DIFFERS', 'B3']]);
  });

  it('tells what was hidden and what it has no place for', () => {
    const sheet = sheetOf([
      [...titles, 'Lương cũ', 'Niên độ'],
      ['A1', '22/11/2026', 'Điện', '6501', '073', 1, 'x', '2026'],
    ]);
    const [found] = vouchersOf({ ...sheet, hidden: true, hiddenColumns: new Set([5]) }, 'a', form13) ?? [];
    const notes = found?.kind === 'voucher' ? found.notes : [];
    expect(notes.map(({ code }) => code)).toEqual(['IMPORT_HIDDEN', 'IMPORT_LEFT_OUT']);
    expect(notes[0]?.message.vi).toContain('cột “Số tiền (đồng)”');
    expect(notes[1]?.message.vi).toContain('Niên độ, Lương cũ');
  });

  it('is found below the names of the list, with titles in any case, without accents, or by path', () => {
    const sheet = sheetOf([
      ['TRƯỜNG THCS SÔNG LÔ'],
      ['DANH SÁCH CHỨNG TỪ THÁNG 11'],
      ['SO CHUNG TU', 'date', 'DIỄN GIẢI', 'tiểu mục', 'lines.amount', 'payee.name'],
      ['A1', '22/11/2026', 'Điện', '6501', 1, 'Điện lực'],
    ]);
    const [found] = vouchersOf(sheet, 'a', form13) ?? [];
    expect(found).toMatchObject({
      fields: { number: 'A1', date: '2026-11-22', 'payee.name': 'Điện lực' },
      lines: [{ description: 'Điện', ndkt: '6501', amount: '1' }],
    });
  });

  it('with two columns of one meaning, or no titles, is not guessed at', () => {
    expect(() => vouchersOf(sheetOf([[...titles, 'Nội dung']]), 'a', form13)).toThrow(DvcttError);
    expect(vouchersOf(sheetOf([['a', 'b']]), 'a', form13)).toBeUndefined();
    const [unknown] =
      vouchersOf(sheetOf([titles, ['A1', '22/11/2026', 'Điện', '6501', '073', 1]]), 'a', undefined) ?? [];
    expect(unknown).toMatchObject({ failure: { code: 'IMPORT_FORM_UNKNOWN' } });
  });

  it('has ten thousand lines in one voucher, and one more is refused', () => {
    const line = ['A1', '', 'Điện', '6501', '073', 1] as const;
    const many = (count: number) => read(Array.from({ length: count }, () => line));
    const [most] = many(10_000);
    expect(most?.kind === 'voucher' && most.lines.length).toBe(10_000);
    expect(many(10_001)).toMatchObject([{ failure: { code: 'IMPORT_TOO_MUCH' } }]);
  });

  it('warns of account numbers that Excel kept as numbers, and refuses those that it has shortened', () => {
    const rows = (account: Given) =>
      vouchersOf(
        sheetOf([
          [...titles, 'Số tài khoản nhận tiền'],
          ['A1', '22/11/2026', 'Điện', '6501', '073', 1, account],
        ]),
        'a',
        form13,
      )?.[0];
    expect(rows(102010001234)).toMatchObject({ notes: [{ code: 'IMPORT_ACCOUNT_AS_NUMBER' }] });
    expect(rows({ text: '1.20345678901234E+17' })).toMatchObject({
      failure: { code: 'IMPORT_CELL_UNREADABLE' },
    });
  });
});

describe('rows below and between the lines of a table', () => {
  const line = (number: string, description: string, amount: Given) =>
    [number, '22/11/2026', description, '6501', '073', amount] as const;
  /** Amounts of the lines, the total that is compared with them, and refusals. */
  const outcomes = (rows: readonly (readonly Given[])[]) =>
    read(rows).map((found) =>
      found.kind === 'refused'
        ? [found.failure.code, found.from, found.failure.details]
        : [found.lines.map(({ amount }) => amount).join('+'), found.total],
    );

  it('are compared where they are sums of one voucher, wherever the table says so', () => {
    expect(
      outcomes([
        line('A1', 'Điện', 100),
        ['', '', 'Nước', '6502', '073', 20],
        ['', '', 'Cộng', '', '', 130],
        line('A2', 'Giấy', 7),
        ['A2', '22/11/2026', 'Cộng:', '', '', 7],
        line('A3', 'Mực', 5),
        ['', '', 'Cộng chứng từ A3', 'x', '-', '6'],
        ['', 'TỔNG CỘNG (I+II)', '', '', '', { text: '132', formula: true }],
      ]),
    ).toEqual([
      ['100+20', '130'],
      ['7', undefined],
      ['5', '6'],
    ]);
  });

  it('are compared where they are sums of the whole table, and no voucher is blamed for what could be any', () => {
    const rows = [line('A1', 'Điện', 100), line('A2', 'Giấy', 7), line('A3', 'Mực', 5)];
    const taken = [
      ['100', undefined],
      ['7', undefined],
      ['5', undefined],
    ];
    for (const label of ['Cộng', 'Tổng cộng', 'TONG CONG'])
      expect(outcomes([...rows, [label, '', '', '', '', 112]])).toEqual(taken);
    expect(outcomes([['', '', 'Tổng số', '', '', 112], ...rows])).toEqual(taken);
    // The formula that forgot the rows above.
    expect(outcomes([...rows, ['Tổng cộng', '', '', '', '', 5]])).toEqual([
      ...taken,
      ['IMPORT_TOTAL_MISMATCH', 'a.xlsx › Sheet1 dòng 5', { cells: 'F5', told: '5', sum: '112' }],
    ]);
  });

  it('are lines, whatever their first words, where they have a code or a content of their own', () => {
    expect(
      outcomes([
        line('A1', 'Công ty Điện lực', 1),
        ['', '', 'Cộng tác viên tháng 11', '', '', 2],
        ['', '', 'Tổng vệ sinh trường', '', '', 3],
        ['', '', 'Cộng', '6502', '073', 4],
        ['', '', 'CONG TY NUOC SACH', '', '', 5],
        ['', '', 'Công', '', '', 6],
        ['', '', 'Trang trí lớp học', '', '', 8],
        line('A2', 'Cộng', 7),
      ]),
    ).toEqual([
      ['1+2+3+4+5+6+8', undefined],
      ['7', undefined],
    ]);
  });

  it('are named in the report where they are neither, also beside a voucher that is refused', () => {
    const signatures = [
      ['', '', '', '', '', 'Phú Thọ, ngày 30 tháng 11 năm 2026'],
      ['Người lập', '', 'Kế toán trưởng', '', '', 'Thủ trưởng đơn vị'],
      ['Trần Thị Lan', '', 'Nguyễn Văn Kế', '', '', 'Phạm Văn Đức'],
      ['Ghi chú: số liệu đến 30/11', '', '', '', '', ''],
    ] as const;
    const notes = (rows: readonly (readonly Given[])[]) =>
      read(rows).map((found) => (found.notes ?? []).map(({ code, message }) => `${code} ${message.vi}`));
    const [taken, ...others] = notes([
      ['Số chứng từ', '', '', '', '', 'Số tiền'],
      line('A1', 'Điện', 100),
      ['', '', 'Mang sang', '', '', 900],
      ['', '', 'Cộng', '', '', { kind: 'error', text: '#REF!' }],
      ...signatures,
    ]);
    expect(others).toEqual([]);
    expect(taken).toHaveLength(1);
    for (const told of [
      'IMPORT_ROWS_SKIPPED',
      'dòng 2 “Số chứng từ · Số tiền”',
      'dòng 4 “Mang sang · 900”',
      'dòng 5 “Cộng · #REF!”',
      'dòng 7 “Người lập · Kế toán trưởng · Thủ trưởng đơn vị”',
      'dòng 9 “Ghi chú: số liệu đến 30/11”',
    ])
      expect(taken?.[0]).toContain(told);
    expect(notes([line('A1', 'Điện', -1), ...signatures])[0]?.[0]).toContain('dòng 4 “Người lập');
    expect(refusals([line('A1', 'Điện', 1), ['', '', 'Nước', '6502', '073', 'hai đồng']])).toEqual([
      ['IMPORT_CELL_UNREADABLE', 'F3 “hai đồng”'],
    ]);
  });
});

describe('the columns of the forms', () => {
  it('have each a title of its own, for one form and for all in one table', () => {
    for (const columns of [...forms.map((form) => columnsOf(form)), columnsOfAll(forms)]) {
      expect(new Set(columns.map(({ title }) => title)).size).toBe(columns.length);
    }
  });

  it('say their form by number, symbol or the name of the sheet', () => {
    expect(['13', '8', 'Mẫu 08', 'C2-05a/NS', 'x'].map((text) => formNamed(text)?.id)).toEqual([
      '13',
      '08',
      '08',
      '08',
      undefined,
    ]);
    expect(
      ['Mẫu 13 C2-02a-NS', 'thang11_C4-02a-KB.csv', 'Sheet1'].map((name) => formInName(name)?.id),
    ).toEqual(['13', '17', undefined]);
  });
});
