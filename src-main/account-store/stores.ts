import { createHash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DvcttError } from '#shared/contract/errors.ts';
import type { AccountStore, AccountStores } from './account-store.ts';
import { diskFailure } from './disk-failure.ts';
import { saltFile } from './key/store-key.ts';
import { OpenStore } from './open-store.ts';
import { wipeStore } from './wipe.ts';

export interface StoresOptions {
  /** The data folder; stores go to `stores/<id>` in it. */
  readonly folder: string;
  /** 32 bytes. */
  readonly masterKey: Uint8Array;
  readonly now: () => Date;
}

/** The stores of the people who work on this machine, each in a folder and under a key of its own. */
export function openAccountStores({ folder, masterKey, now }: StoresOptions): AccountStores {
  if (masterKey.length !== 32) throw new DvcttError('STORE_LOCKED', { folder });
  const open = new Map<string, OpenStore>();
  const folderOf = (username: string) => join(folder, 'stores', storeId(username));
  return {
    known: (username) =>
      existsSync(saltFile(folderOf(username))) && existsSync(join(folderOf(username), 'key-check')),
    open: (username): AccountStore => {
      const own = folderOf(username);
      try {
        mkdirSync(own, { recursive: true, mode: 0o700 });
      } catch (cause) {
        throw diskFailure(own, cause);
      }
      const store = OpenStore.open({ folder: own, dataFolder: folder, username, masterKey, now });
      open.set(username, store);
      return store;
    },
    wipe: (username) => {
      const standing = open.get(username);
      open.delete(username);
      return wipeStore({ folder: folderOf(username), masterKey, standing });
    },
  };
}

/** Tells nothing of the person to who reads the folder's name. */
function storeId(username: string): string {
  return createHash('sha256').update(username).digest('hex').slice(0, 32);
}
