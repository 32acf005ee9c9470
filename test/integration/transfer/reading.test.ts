import { zipSync } from 'fflate';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeWorkbook } from '#main/tables/xlsx-writer.ts';
import { readFilesApart } from '#main/transfer/reading/reader-process.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dvctt-reading-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const csv = (name: string) => ({ name, bytes: Buffer.from('Mẫu,Số chứng từ,Số tiền\n13,A1,1\n') });
/** A reading program that does this with the first file, and reads the others. */
function program(evil: string): string {
  const file = join(folder, `${evil.length}.mjs`);
  const real = join(import.meta.dirname, '../../../src-main/transfer/reading/read-file.ts');
  writeFileSync(
    file,
    `import { readFile } from ${JSON.stringify(real)};
    process.on('disconnect', () => process.exit(0));
    process.on('message', ({ name, bytes }) => {
      if (name === 'evil') { ${evil} }
      process.send({ ok: true, found: readFile(name, bytes) });
    });
    process.send('ready');`,
  );
  return file;
}
const codes = (found: Awaited<ReturnType<typeof readFilesApart>>) =>
  found.map((each) => [each.from, each.kind === 'refused' ? each.failure.code : each.formId]);

it.each([
  ['never ends', 'for (;;);', { deadline: 1_000, memory: 256 }],
  [
    'fills the memory',
    'const all = []; for (;;) all.push(new Array(1e5).fill({}));',
    { deadline: 60_000, memory: 64 },
  ],
  ['dies', 'process.kill(process.pid, "SIGKILL");', { deadline: 60_000, memory: 256 }],
])('a file whose reading %s is refused, and the next one is read', async (_what, evil, limits) => {
  const found = await readFilesApart([{ ...csv('evil') }, csv('b.csv')], limits, program(evil));
  expect(codes(found)).toEqual([
    ['evil', 'IMPORT_OVERRUN'],
    ['b.csv dòng 2', '13'],
  ]);
});

it('files of every wrong kind are refused with advice of their own', async () => {
  const compound = Buffer.alloc(1024);
  compound.write('d0cf11e0a1b11ae1', 'hex');
  const encrypted = Buffer.concat([compound, Buffer.from('EncryptedPackage', 'utf16le')]);
  const bomb = zipSync({ 'C402A1.xml': new Uint8Array(5_000_000) });
  const found = await readFilesApart([
    { name: 'cũ.xls', bytes: compound },
    { name: 'khóa.xlsx', bytes: encrypted },
    { name: 'bom.zip', bytes: bomb },
    { name: 'a.rar', bytes: Buffer.from('526172211a0700', 'hex') },
    { name: 'a.xml', bytes: Buffer.from('<!DOCTYPE x><java/>') },
    { name: 'cụt.zip', bytes: bomb.subarray(0, 500) },
    { name: 'không phải.zip', bytes: Buffer.from('no zip') },
    { name: 'trang web.xls', bytes: Buffer.from('<html><body><table><tr><td>13</td></tr></table>') },
    { name: 'trang.csv', bytes: Buffer.from('<!DOCTYPE html><p>404</p>') },
    { name: 'in.csv', bytes: Buffer.from('%PDF-1.4 no zero byte') },
    csv('tốt.csv'),
  ]);
  expect(codes(found)).toEqual([
    ['cũ.xls', 'IMPORT_OLD_EXCEL'],
    ['khóa.xlsx', 'IMPORT_PASSWORD'],
    ['bom.zip', 'ZIP_BOMB'],
    ['a.rar', 'IMPORT_KIND_UNKNOWN'],
    ['a.xml', 'XML_DTD_FORBIDDEN'],
    ['cụt.zip', 'IMPORT_FILE_BROKEN'],
    ['không phải.zip', 'IMPORT_FILE_BROKEN'],
    ['trang web.xls', 'IMPORT_OLD_EXCEL'],
    ['trang.csv', 'IMPORT_KIND_UNKNOWN'],
    ['in.csv', 'IMPORT_KIND_UNKNOWN'],
    ['tốt.csv dòng 2', '13'],
  ]);
});

it('a file with more vouchers than one import takes is refused as a whole, and the next one is read', async () => {
  const rows = (count: number) => Array.from({ length: count }, (_, at) => `13,A${at},1\n`).join('');
  const file = (name: string, count: number) => ({
    name,
    bytes: Buffer.from(`Mẫu,Số chứng từ,Số tiền\n${rows(count)}`),
  });
  const found = await readFilesApart([file('nhiều.csv', 20_000), file('đủ.csv', 1_000)]);
  expect(codes(found).slice(0, 2)).toEqual([
    ['nhiều.csv', 'IMPORT_TOO_MUCH'],
    ['đủ.csv dòng 2', '13'],
  ]);
  expect(found.length).toBe(1_001);
  await expect(readFilesApart([file('a.csv', 600), file('b.csv', 600)])).rejects.toMatchObject({
    code: 'IMPORT_TOO_MUCH',
  });
});

it.each(['xlsx', 'csv'])(
  'a sum that its rows do not add up to is told, from a real .%s file',
  async (kind) => {
    const titles = ['Số chứng từ', 'Nội dung', 'Mã NDKT', 'Số tiền (đồng)'];
    const rows = [
      ['A1', 'Công ty Điện lực', '6501', '1000000'],
      ['', 'Cộng', '', '999999'],
      ['A2', 'Giấy', '6551', '5000'],
      ['', 'Tổng cộng', '', '1005001'],
      ['Người lập', 'Kế toán trưởng', '', 'Thủ trưởng đơn vị'],
    ];
    const columns = titles.map(
      (title) => ({ title, kind: title.includes('đồng') ? 'amount' : 'text' }) as const,
    );
    const bytes =
      kind === 'xlsx'
        ? writeWorkbook([{ name: 'Mẫu 13', columns, rows }])
        : Buffer.from([titles, ...rows].map((row) => `${row.join(';')}\r\n`).join(''));
    const found = await readFilesApart([{ name: `mẫu 13.${kind}`, bytes }]);
    expect(found.map((each) => (each.kind === 'voucher' ? each.total : each.failure))).toEqual([
      '999999',
      undefined,
      { code: 'IMPORT_TOTAL_MISMATCH', details: { cells: 'D5', told: '1.005.001', sum: '1.005.000' } },
    ]);
    expect(found[1]?.notes?.[0]?.message.vi).toContain('dòng 6 “Người lập · Kế toán trưởng');
  },
);
