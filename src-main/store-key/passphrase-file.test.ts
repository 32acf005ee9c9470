import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DvcttError } from '#shared/contract/errors.ts';
import { passphraseFromFile } from './passphrase-file.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dvctt-passphrase-'));
  file = join(folder, 'passphrase');
});
afterEach(() => rmSync(folder, { recursive: true }));
const read = (path = file) => passphraseFromFile({ DVCTT_STORE_PASSPHRASE_FILE: path });
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing thrown',
    (cause: unknown) => (cause instanceof DvcttError ? cause.code : 'another error'),
  );

describe('the passphrase file of an unattended machine', () => {
  it('gives its first line without the end of the line', async () => {
    writeFileSync(file, 'một câu dễ nhớ\r\nnote of the administrator\n', { mode: 0o600 });
    expect(await read()).toBe('một câu dễ nhớ');
  });

  const hasNoModes = process.platform === 'win32';
  if (hasNoModes) process.stderr.write('Passphrase file modes skipped: Windows has no such modes\n');
  it.skipIf(hasNoModes).each([0o640, 0o604, 0o666])(
    'is refused with mode %o, because others can read it or write it',
    async (mode) => {
      writeFileSync(file, 'một câu dễ nhớ\n');
      chmodSync(file, mode);
      expect(await code(read())).toBe('USAGE');
    },
  );

  it('that is empty, a folder, huge or not there is refused by a code', async () => {
    writeFileSync(file, '\n', { mode: 0o600 });
    expect(await code(read())).toBe('USAGE');
    writeFileSync(file, 'x'.repeat(5_000), { mode: 0o600 });
    expect(await code(read())).toBe('USAGE');
    chmodSync(folder, 0o700);
    expect(await code(read(folder))).not.toBe('another error');
    expect(await code(read(join(folder, 'nothing')))).toBe('FILE_NOT_FOUND');
  });

  it('is not looked for when none is named', async () => {
    expect(await passphraseFromFile({})).toBeUndefined();
    expect(await read('')).toBeUndefined();
  });
});
