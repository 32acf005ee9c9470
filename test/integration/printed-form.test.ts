/** The printed form as other programs see it: poppler reads it, fontconfig knows its fonts. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { printFonts } from '#print/fonts.ts';
import { printVoucher } from '#print/voucher/voucher.ts';
import { formatDate } from '#shared/domain/calendar/vietnam-date.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import { allowedCharacters } from '#shared/domain/text/printable.ts';
import { readField, readLineField } from '#shared/domain/vouchers/field-value.ts';
import { formOf } from '#shared/domain/vouchers/forms/forms.ts';
import { fieldsOf } from '#shared/domain/vouchers/used-fields.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import { cashVoucher, sampleDossierCode, sampleLine, sampleVoucher } from '#test/support/sample-dossier.ts';

const folder = mkdtempSync(join(tmpdir(), 'dvctt-printed-form-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function printed(voucher: Voucher): Promise<string> {
  const path = join(folder, 'voucher.pdf');
  writeFileSync(path, await printVoucher(voucher, { dossierCode: sampleDossierCode }));
  return path;
}

const run = (program: string, ...args: string[]) => execFileSync(program, args, { encoding: 'utf8' });
const textOf = (path: string, ...options: string[]) =>
  run('pdftotext', '-raw', ...options, path, '-').normalize('NFC');
const dense = (text: string) => text.replace(/\s+/g, '');

const longText =
  'Mua sắm, lắp đặt, sửa chữa thiết bị phục vụ giảng dạy theo Quyết định số 1234/QĐ-UBND ngày 15/10/2026 – đợt “hai” ';
const crowded: Voucher = {
  ...sampleVoucher,
  number: '12345678901234567890',
  unitName: longText.repeat(2).slice(0, 200),
  address: 'W'.repeat(300),
  treasuryName: 'Ộ'.repeat(200),
  contract: { number: 'H'.repeat(50), date: '2026-01-15', amount: '9'.repeat(18) },
  lines: Array.from({ length: 40 }, (_, at) => ({
    ...sampleLine,
    id: `line-${String(at)}`,
    description: at % 9 === 4 ? 'W'.repeat(500) : `${longText}dòng ${String(at + 1)}`,
    invoiceNumber: `1C26TAA${'0'.repeat(40)}${String(at)}`,
    amount: at === 0 ? '9'.repeat(17) : String(1_000_000 + at),
  })),
  payee: {
    name: 'M'.repeat(200),
    taxCode: '0100109106-001',
    accountNumber: '1'.repeat(30),
    bank: 'W'.repeat(200),
  },
  cashReceiver: {
    name: 'W'.repeat(200),
    identityNumber: '031185001234',
    issuedOn: '2021-08-17',
    issuedAt: 'Ẫ'.repeat(200),
  },
};

describe('the printed form of mẫu 13', () => {
  it.each([
    ['a transfer', sampleVoucher],
    ['cash', cashVoucher],
    ['a voucher with everything at its longest', crowded],
  ])('shows every field of %s, so nothing is signed unseen', async (_what, voucher) => {
    const text = dense(textOf(await printed(voucher)));
    const { fields, columns } = fieldsOf(formOf(voucher));
    const shown = [
      ...fields.map((field) => ({ field, value: readField(voucher, field.path) })),
      ...voucher.lines.flatMap((line) =>
        columns.map((field) => ({ field, value: readLineField(line, field.path) })),
      ),
    ];
    for (const { field, value } of shown) {
      if (value === '') continue;
      const { kind } = field.definition;
      const asPrinted = kind === 'date' ? formatDate(value) : kind === 'amount' ? formatDong(value) : value;
      // The voucher's own date stands in words above the signatures.
      const expected = field.path === 'date' ? 'Ngày 22 tháng 11 năm 2026' : asPrinted;
      expect(text.includes(dense(expected)), `${field.path}: ${value}`).toBe(true);
    }
  });

  it('says the total in figures and in words, and which boxes are ticked', async () => {
    const text = textOf(await printed(sampleVoucher));
    expect(text).toContain('GIẤY RÚT DỰ TOÁN NGÂN SÁCH');
    expect(text).toContain('Mẫu số 13');
    expect(text).toContain('C2-02a/NS');
    expect(text).toContain('16.205.000');
    expect(text).toContain('Mười sáu triệu hai trăm linh năm nghìn đồng');
    expect(dense(text)).toContain('ThựcchiXTạmứngChuyểnkhoảnXTiềnmặtChínhthứcXTạmcấp');
    const advance = textOf(await printed({ ...cashVoucher, purpose: 'TAM_UNG', allocation: 'TAM_CAP' }));
    expect(dense(advance)).toContain('ThựcchiTạmứngXChuyểnkhoảnTiềnmặtXChínhthứcTạmcấpX');
  });

  it('gives each character back when its text is searched or copied, whatever was printed before', async () => {
    await printed(crowded);
    const characters = allowedCharacters().filter((character) => character.trim() !== '');
    const parts = Array.from({ length: Math.ceil(characters.length / 90) }, (_, at) =>
      characters.slice(at * 90, at * 90 + 90).join(' '),
    );
    for (const part of parts) {
      const text = textOf(
        await printed({
          ...sampleVoucher,
          unitName: part,
          lines: [{ ...sampleLine, description: part }],
        }),
      );
      expect(dense(text).split(dense(part)).length - 1, part).toBe(2);
    }
  });

  it('repeats the table’s head and the dossier code on each page and numbers the pages', async () => {
    const path = await printed(crowded);
    const pages = Number(/Pages:\s+(\d+)/.exec(run('pdfinfo', path))?.[1]);
    expect(pages).toBeGreaterThan(3);
    for (let page = 1; page <= pages; page += 1) {
      const text = textOf(path, '-f', String(page), '-l', String(page));
      expect(text).toContain(`Trang ${String(page)}/${String(pages)}`);
      expect(text).toContain(sampleDossierCode);
      if (page < pages - 1) expect(text).toContain('Nội dung thanh toán');
    }
  });

  it('keeps every word inside the margins, clear of the foot of the page', async () => {
    for (const voucher of [sampleVoucher, crowded]) {
      const words = [
        ...run('pdftotext', '-bbox', await printed(voucher), '-').matchAll(
          /<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</g,
        ),
      ].map(([, left, top, right, bottom, word]) => ({
        left: Number(left),
        top: Number(top),
        right: Number(right),
        bottom: Number(bottom),
        word,
      }));
      expect(words.length).toBeGreaterThan(100);
      const outside = words.filter(({ left, top, right, bottom }) => {
        const foot = top > 800;
        return left < 56 || right > 553.5 || top < 30 || (!foot && bottom > 795);
      });
      expect(outside).toEqual([]);
    }
  });

  it('carries its fonts, its title and its language', async () => {
    const path = await printed(sampleVoucher);
    const fonts = run('pdffonts', path).trim().split('\n').slice(2);
    expect(fonts.length).toBe(3);
    for (const font of fonts) expect(font).toMatch(/\+Tinos-\w+ .*Identity-H +yes yes yes/);
    const info = run('pdfinfo', path);
    expect(info).toContain('Giấy rút dự toán ngân sách C2-02a/NS số RDT-0012');
    expect(info).toMatch(/Page size:\s+595\.28 x 841\.89 pts \(A4\)/);
    expect(readFileSync(path).includes('/Lang (vi)')).toBe(true);
  });

  it.each(Object.entries(printFonts))(
    'has a glyph in its %s face for each character that the rules let through',
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
