import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { crc32, safeNames, storedZip } from './stored-zip.ts';

describe('the archive of signed files', () => {
  it('is unpacked by an independent program with the same bytes and Vietnamese names', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dvctt-zip-'));
    try {
      const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7) & 0xff);
      const zip = storedZip(
        [
          { name: 'Giấy rút dự toán số 01.pdf', bytes },
          { name: 'rỗng.xml', bytes: new Uint8Array() },
        ],
        new Date(2026, 10, 22, 14, 5, 8),
      );
      writeFileSync(join(folder, 'a.zip'), new Uint8Array(await zip.arrayBuffer()));
      execFileSync('python3', ['-m', 'zipfile', '-e', join(folder, 'a.zip'), join(folder, 'out')]);
      expect(readdirSync(join(folder, 'out')).sort()).toEqual(['Giấy rút dự toán số 01.pdf', 'rỗng.xml']);
      expect(Buffer.from(bytes).equals(readFileSync(join(folder, 'out', 'Giấy rút dự toán số 01.pdf')))).toBe(
        true,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('has the checksum that the standard gives for 123456789', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  });

  it('lets no file name climb out of the folder or overwrite another', () => {
    expect(safeNames(['../../etc/passwd', 'a.pdf', 'A.pdf', '..', 'c:\\x.pdf'])).toEqual([
      '__.._etc_passwd',
      'a.pdf',
      'A (2).pdf',
      '_',
      'c__x.pdf',
    ]);
  });
});
