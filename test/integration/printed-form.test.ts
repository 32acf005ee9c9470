/** The printed forms as other programs see them: poppler reads them, fontconfig knows their fonts. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { printFonts } from '#print/fonts.ts';
import { printVouchers } from '#print/voucher/many.ts';
import { printVoucher } from '#print/voucher/voucher.ts';
import { formatDate } from '#shared/domain/calendar/vietnam-date.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import { allowedCharacters } from '#shared/domain/text/printable.ts';
import { readField, readLineField } from '#shared/domain/vouchers/field-value.ts';
import { lineFields, voucherFields, type FieldDefinition } from '#shared/domain/vouchers/fields.ts';
import { formOf, forms } from '#shared/domain/vouchers/forms/forms.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import { fullestVoucher } from '#test/support/fullest-voucher.ts';
import { dense, overlapsOf, pagesOf, run, textOf, wordsOf } from '#test/support/poppler.ts';
import {
  cashVoucher,
  sampleDossierCode,
  sampleLine,
  sampleVoucher,
  sampleVoucherOf,
} from '#test/support/sample-dossier.ts';

const folder = mkdtempSync(join(tmpdir(), 'dvctt-printed-form-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function printed(voucher: Voucher): Promise<string> {
  return written(await printVoucher(voucher, { dossierCode: sampleDossierCode }));
}

function written(pdf: Uint8Array): string {
  const path = join(folder, 'voucher.pdf');
  writeFileSync(path, pdf);
  return path;
}

/** What must be found on paper for a field. */
function onPaper({ kind }: FieldDefinition, value: string): string {
  if (kind === 'date') return formatDate(value);
  return kind === 'amount' ? formatDong(value) : value;
}

/** Every value of a voucher that its form uses, as it stands on paper. */
function valuesOf(voucher: Voucher): readonly { readonly field: string; readonly value: string }[] {
  const form = formOf(voucher);
  const heads = form.sections
    .flatMap(({ fields }) => fields)
    .map(({ field }) => ({
      field: field,
      // The voucher's own date stands in words above the signatures.
      value:
        field === 'date'
          ? 'Ngày 22 tháng 11 năm 2026'
          : onPaper(voucherFields[field], readField(voucher, field)),
    }));
  const lines = voucher.lines.flatMap((line) =>
    form.lines.columns.map(({ field }) => ({
      field: `line ${field}`,
      value: onPaper(lineFields[field], readLineField(line, field)),
    })),
  );
  return [...heads, ...lines].filter(({ value }) => value !== '');
}

const longText =
  'Mua sắm, lắp đặt, sửa chữa thiết bị theo Quyết định số 1234/QĐ-UBND ngày 15/10/2026 – đợt “hai” ';
const fillings = [
  ['long sentences', longText],
  ['one word without a space', 'W'],
  ['the tallest letters', 'Ẫộ'],
] as const;

describe.each(forms.map((form) => [form.id, form] as const))('the printed form of mẫu %s', (id, form) => {
  it('names itself: title, number, symbol, unit', async () => {
    const text = textOf(await printed(sampleVoucherOf(id)));
    expect(dense(text)).toContain(dense(form.title.vi.toUpperCase()));
    expect(text).toContain(`Mẫu số ${id}`);
    expect(text.includes('Ký hiệu:')).toBe(form.symbol !== '');
    expect(text).toContain(form.symbol);
    expect(text).toContain('16.205.000');
    expect(text).toContain('Mười sáu triệu hai trăm linh năm nghìn đồng');
    for (const { title } of form.print.signatures) expect(dense(text)).toContain(dense(title));
  });

  it('fits on one page when it is as long as most are', async () => {
    const voucher = sampleVoucherOf(id);
    const [line] = voucher.lines;
    if (line === undefined) throw new Error('the sample has no line');
    const lines = Array.from({ length: 4 }, (_, at) => ({ ...line, id: String(at) }));
    expect(pagesOf(await printed({ ...voucher, lines }))).toBe(1);
  });

  it.each(fillings)(
    'shows every field whole, clear of each other and inside the margins: %s',
    async (_what, filler) => {
      const voucher = fullestVoucher(id, filler, 5);
      const path = await printed(voucher);
      const text = dense(textOf(path).replace(/(Mã hồ sơ|Trang).*\n/g, ''));
      const missing = valuesOf(voucher).filter(({ value }) => !text.includes(dense(value)));
      expect(missing).toEqual([]);
      const words = wordsOf(path);
      expect(overlapsOf(words)).toEqual([]);
      const outside = words.filter(({ left, top, right, bottom }) => {
        const foot = top > 800;
        return left < 56 || right > 553.5 || top < 30 || (!foot && bottom > 795);
      });
      expect(outside).toEqual([]);
    },
  );

  it('ticks the box of what was chosen and no other', async () => {
    for (const { field, values } of form.choices) {
      for (const value of values) {
        const text = dense(textOf(await printed({ ...sampleVoucherOf(id), [field]: value })));
        for (const box of form.print.choices.flat().filter((one) => one.field === field)) {
          expect(text.includes(`${dense(box.label)}X`), `${value}: ${box.label}`).toBe(box.is === value);
        }
      }
    }
  });

  it('repeats the table’s head and the dossier code on each page, numbers the pages and sums every amount', async () => {
    const path = await printed(fullestVoucher(id, longText, 30));
    const pages = pagesOf(path);
    expect(pages).toBeGreaterThan(2);
    const head = dense(form.lines.columns.map((column) => column.printed.join('')).join(''));
    const text = textOf(path).split('\f').slice(0, pages);
    text.forEach((page, at) => {
      expect(page).toContain(`Trang ${String(at + 1)}/${String(pages)}`);
      expect(page).toContain(sampleDossierCode);
      // The first page may be full of what stands above the table.
      if (at > 0 && at < pages - 2) expect(dense(page)).toContain(head);
    });
    const sum = formatDong((30n * BigInt('9'.repeat(18))).toString());
    const amounts = form.lines.columns.filter(({ field }) => lineFields[field].kind === 'amount');
    expect(dense(text.join('')).split(dense(`Tổng cộng`))[1]?.startsWith(sum.repeat(amounts.length))).toBe(
      true,
    );
  });
});

describe('the printed forms', () => {
  it('show who receives cash', async () => {
    const text = dense(textOf(await printed(cashVoucher)));
    expect(valuesOf(cashVoucher).filter(({ value }) => !text.includes(dense(value)))).toEqual([]);
  });

  it('give each character back when its text is searched or copied, whatever was printed before', async () => {
    await printed(fullestVoucher('13', longText, 3));
    const characters = allowedCharacters().filter((character) => character.trim() !== '');
    const parts = Array.from({ length: Math.ceil(characters.length / 90) }, (_, at) =>
      characters.slice(at * 90, at * 90 + 90).join(' '),
    );
    for (const part of parts) {
      const text = textOf(
        await printed({ ...sampleVoucher, unitName: part, lines: [{ ...sampleLine, description: part }] }),
      );
      expect(dense(text).split(dense(part)).length - 1, part).toBe(2);
    }
  });

  it('hold ten thousand lines', async () => {
    const lines = Array.from({ length: 10_000 }, (_, at) => ({
      ...sampleLine,
      id: String(at),
      amount: '1000',
    }));
    const path = await printed({ ...sampleVoucher, lines });
    const last = pagesOf(path);
    const [table, foot] = textOf(path, '-f', String(last - 1)).split('\f');
    expect(`${table ?? ''}${foot ?? ''}`).toContain('Tổng cộng 10.000.000');
    expect(foot).toContain(`Trang ${String(last)}/${String(last)}`);
  });

  it('carry their fonts, their title and their language', async () => {
    const path = await printed(sampleVoucher);
    const fonts = run('pdffonts', path).trim().split('\n').slice(2);
    expect(fonts.length).toBe(3);
    for (const font of fonts) expect(font).toMatch(/\+Tinos-\w+ .*Identity-H +yes yes yes/);
    const info = run('pdfinfo', path);
    expect(info).toContain('Giấy rút dự toán ngân sách C2-02a/NS số RDT-0012');
    expect(info).toMatch(/Page size:\s+595\.28 x 841\.89 pts \(A4\)/);
    expect(readFileSync(path).includes('/Lang (vi)')).toBe(true);
  });

  it('stand one after the other in one file, each with its own page numbers', async () => {
    const long = fullestVoucher('14', longText, 20);
    const vouchers = [sampleVoucher, long, sampleVoucherOf('20')];
    const own = [];
    for (const voucher of vouchers) own.push(pagesOf(await printed(voucher)));
    const path = written(
      await printVouchers(vouchers.map((voucher) => ({ voucher, dossierCode: sampleDossierCode }))),
    );
    const pages = textOf(path).split('\f').slice(0, -1);
    expect(pages.map((page) => /Trang (\d+\/\d+)/.exec(page)?.[1])).toEqual(
      own.flatMap((count) => Array.from({ length: count }, (_, at) => `${String(at + 1)}/${String(count)}`)),
    );
    expect(pages[0]).toContain('GIẤY RÚT DỰ TOÁN NGÂN SÁCH');
    expect(pages.at(-1)).toContain('DANH SÁCH THỤ HƯỞNG');
  });

  it.each(Object.entries(printFonts))(
    'have a glyph in their %s face for each character that the rules let through',
    (_face, path) => {
      const ranges = run('fc-query', '--format=%{charset}', path)
        .split(' ')
        .map((range) => range.split('-').map((end) => Number.parseInt(end, 16)));
      const missing = allowedCharacters().filter((character) => {
        const code = character.codePointAt(0) ?? 0;
        return !ranges.some(([first = 0, last = first]) => first <= code && code <= last);
      });
      expect(missing).toEqual([]);
    },
  );
});
