import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireSafePlace } from './module-place.ts';

let folder: string;
const made = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dvctt-place-'));
  await mkdir(made('own'));
  await mkdir(made('open'));
  await chmod(made('open'), 0o777);
  for (const name of ['own/good.so', 'own/writable.so', 'open/planted.so']) {
    await writeFile(made(name), 'x', { mode: 0o644 });
  }
  await chmod(made('own/writable.so'), 0o666);
  await symlink(made('own/good.so'), made('open/link.so'));
  await symlink(made('open/planted.so'), made('own/innocent.so'));
});
afterAll(() => rm(folder, { recursive: true }));

const refusal = (reason: string) => ({ code: 'MODULE_UNSAFE_PLACE', details: { reason } });

describe('a module that a person adds', () => {
  it('may lie where only this person and the administrator can write, /tmp’s own rule included', async () => {
    await expect(requireSafePlace(made('own/good.so'))).resolves.toBeUndefined();
  });

  it('is refused where everybody could exchange it: the file, its folder, or a link on the way', async () => {
    for (const name of ['own/writable.so', 'open/planted.so', 'open/link.so', 'own/innocent.so']) {
      await expect(requireSafePlace(made(name)), name).rejects.toMatchObject(
        refusal('writable by everybody'),
      );
    }
  });

  it('must be named by its whole path', async () => {
    for (const path of ['good.so', './good.so', '../own/good.so', '', `${made('own/good.so')}\0.txt`]) {
      await expect(requireSafePlace(path)).rejects.toMatchObject(refusal('relative'));
    }
  });

  it('on another machine or a device is refused before anything is opened there', async () => {
    for (const path of [
      '\\\\server\\share\\p11.dll',
      '\\\\?\\UNC\\server\\share\\p11.dll',
      '\\\\.\\pipe\\p11',
      '//server/share/p11.dll',
      '\\windows\\p11.dll',
    ]) {
      await expect(requireSafePlace(path, 'win32'), path).rejects.toMatchObject(refusal('network'));
    }
    await expect(requireSafePlace('//server/p11.so', 'linux')).rejects.toMatchObject(refusal('network'));
  });

  it('that is not there, or is a folder, is missing', async () => {
    for (const path of [made('own/none.so'), made('own')]) {
      await expect(requireSafePlace(path)).rejects.toMatchObject({ code: 'MODULE_NOT_FOUND' });
    }
  });
});
