import { chmod, chown, lchown, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireSafePlace } from './module-place.ts';

let folder: string;
const made = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = realpathSync(await mkdtemp(join(tmpdir(), 'dvctt-place-')));
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

/** What it was refused with. */
function refused(...args: Parameters<typeof requireSafePlace>): unknown {
  try {
    return requireSafePlace(...args);
  } catch (thrown) {
    return thrown;
  }
}

const refusal = (reason: string) => ({ code: 'MODULE_UNSAFE_PLACE', details: { reason } });

describe('a module that a person adds', () => {
  it('may lie where only this person and the administrator can write, /tmp’s own rule included', () => {
    expect(requireSafePlace(made('own/good.so'))).toBe(made('own/good.so'));
  });

  it('is refused where everybody could exchange it: the file, its folder, or a link on the way', () => {
    for (const name of ['own/writable.so', 'open/planted.so', 'open/link.so', 'own/innocent.so']) {
      expect(refused(made(name)), name).toMatchObject(refusal('writable by everybody'));
    }
  });

  it('must be named by its whole path', () => {
    for (const path of ['good.so', './good.so', '../own/good.so', '', `${made('own/good.so')}\0.txt`]) {
      expect(refused(path)).toMatchObject(refusal('relative'));
    }
  });

  it('on another machine or a device is refused before anything is opened there', () => {
    for (const path of [
      '\\\\server\\share\\p11.dll',
      '\\\\?\\UNC\\server\\share\\p11.dll',
      '\\\\.\\pipe\\p11',
      '//server/share/p11.dll',
      '\\windows\\p11.dll',
    ]) {
      expect(refused(path, 'win32'), path).toMatchObject(refusal('network'));
    }
    expect(refused('//server/p11.so', 'linux')).toMatchObject(refusal('network'));
  });

  it('that is not there is missing, and a folder is no driver', () => {
    expect(refused(made('own/none.so'))).toMatchObject({ code: 'MODULE_NOT_FOUND' });
    expect(refused(made('own'))).toMatchObject({ code: 'MODULE_NOT_PKCS11' });
  });

  it('is loaded from where its path ends, with no link on the way that could be turned', async () => {
    await symlink('../own/./good.so', made('own/link.so'));
    expect(requireSafePlace(made('own/link.so'))).toBe(made('own/good.so'));
    expect(refused(`${made('open')}/../own/good.so`)).toMatchObject(refusal('writable by everybody'));
    if (process.platform === 'linux') {
      expect(requireSafePlace(`/proc/self/root${made('own/good.so')}`)).toBe(made('own/good.so'));
    }
    await symlink('ring-b', made('own/ring-a'));
    await symlink('ring-a', made('own/ring-b'));
    expect(refused(made('own/ring-a'))).toMatchObject({ code: 'MODULE_NOT_FOUND' });
  });

  it('is refused in a sticky folder that is not the administrator’s', async () => {
    await mkdir(made('sticky'));
    await writeFile(made('sticky/a.so'), 'x');
    await chmod(made('sticky'), 0o1777);
    const isRoot = process.getuid?.() === 0;
    if (isRoot) expect(requireSafePlace(made('sticky/a.so'))).toBe(made('sticky/a.so'));
    else expect(refused(made('sticky/a.so'))).toMatchObject(refusal('writable by everybody'));
  });

  // Only the administrator can give files away.
  it.runIf(process.getuid?.() === 0)(
    'is refused when another person owns it, a link to it, or its group',
    async () => {
      await mkdir(made('others'));
      for (const name of ['foreign.so', 'shared.so', 'private.so'])
        await writeFile(made(`others/${name}`), 'x');
      await chown(made('others/foreign.so'), 12_345, 12_345);
      await symlink(made('own/good.so'), made('others/turned.so'));
      await lchown(made('others/turned.so'), 12_345, 12_345);
      for (const name of ['foreign.so', 'turned.so']) {
        expect(refused(made(`others/${name}`)), name).toMatchObject({
          code: 'MODULE_UNSAFE_PLACE',
          details: { reason: 'owned by somebody else', place: made(`others/${name}`) },
        });
      }
      await chmod(made('others/private.so'), 0o664);
      expect(requireSafePlace(made('others/private.so'))).toBe(made('others/private.so'));
      await chown(made('others/shared.so'), 0, 12_345);
      await chmod(made('others/shared.so'), 0o664);
      expect(refused(made('others/shared.so'))).toMatchObject(refusal('writable by a group'));
    },
  );
});
