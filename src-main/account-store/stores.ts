import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DvcttError } from '#shared/contract/errors.ts';
import type { AccountStore, AccountStores } from './account-store.ts';
import { diskFailure } from './disk-failure.ts';
import { keyCheckFile, saltFile } from './key/store-key.ts';
import { OpenStore } from './open-store.ts';
import { writeWhole } from './whole-file.ts';
import { wipeMarkIn, wipeStore } from './wipe.ts';

export interface StoresOptions {
  /** The data folder; stores go to `stores/<id>` in it. */
  readonly folder: string;
  /** 32 bytes. */
  readonly masterKey: Uint8Array;
  readonly now: () => Date;
}

/** The stores of the people who work on this machine, each in a folder and under a key of its own. */
export function openAccountStores(options: StoresOptions): AccountStores {
  if (options.masterKey.length !== 32) throw new DvcttError('STORE_LOCKED', { folder: options.folder });
  return new Stores(options);
}

/** No person's: theirs begin with 32 hexadecimal digits. */
const machineFolder = 'machine';

class Stores implements AccountStores {
  readonly #options: StoresOptions;
  readonly #folder: string;
  /** By folder. */
  readonly #open = new Map<string, OpenStore>();

  constructor(options: StoresOptions) {
    this.#options = options;
    this.#folder = join(options.folder, 'stores');
  }

  known(username: string): boolean {
    return this.#foldersOf(username).some(isWhole);
  }

  open(username: string, unitCode: string): AccountStore {
    const folder = join(this.#folder, `${personId(username)}-${unitId(username, unitCode)}`);
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    } catch (cause) {
      throw diskFailure(folder, cause);
    }
    return this.#openIn(folder, username, unitCode);
  }

  machine(): AccountStore {
    const folder = join(this.#folder, machineFolder);
    const standing = this.#open.get(folder);
    if (standing?.isOpen === true) return standing;
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    } catch (cause) {
      throw diskFailure(folder, cause);
    }
    return this.#openIn(folder, '', undefined);
  }

  hasMachine(): boolean {
    return isWhole(join(this.#folder, machineFolder));
  }

  openLast(username: string): AccountStore | undefined {
    const [last] = this.#foldersOf(username)
      .filter(isWhole)
      .toSorted((a, b) => turnOf(b) - turnOf(a));
    return last === undefined ? undefined : this.#openIn(last, username, undefined);
  }

  use(store: AccountStore, username: string): void {
    const others = this.#foldersOf(username).filter((folder) => folder !== store.folder);
    // Counted, not timed: a clock that was set back must not bring back the unit that a person has left.
    const latest = Math.max(0, ...others.map(turnOf));
    if (turnOf(store.folder) > latest) return;
    try {
      writeWhole(turnFile(store.folder), Buffer.from(`${latest + 1}\n`));
    } catch (cause) {
      throw diskFailure(store.folder, cause);
    }
  }

  wipe(username: string, mark?: string): number {
    const { masterKey } = this.#options;
    return this.#foldersOf(username)
      .filter((folder) => mark === undefined || (this.#markIn(folder) ?? mark) === mark)
      .reduce((unsent, folder) => {
        const standing = this.#open.get(folder);
        this.#open.delete(folder);
        return unsent + wipeStore({ folder, masterKey, standing });
      }, 0);
  }

  #markIn(folder: string): string | undefined {
    const standing = this.#open.get(folder);
    return standing?.isOpen === true
      ? standing.profile.wipeMark()
      : wipeMarkIn(folder, this.#options.masterKey);
  }

  #openIn(folder: string, username: string, unitCode: string | undefined): OpenStore {
    const { folder: dataFolder, masterKey, now } = this.#options;
    const store = OpenStore.open({ folder, dataFolder, username, unitCode, masterKey, now });
    this.#open.set(folder, store);
    return store;
  }

  #foldersOf(username: string): readonly string[] {
    if (!existsSync(this.#folder)) return [];
    try {
      return readdirSync(this.#folder)
        .filter((name) => name.startsWith(`${personId(username)}-`))
        .toSorted()
        .map((name) => join(this.#folder, name));
    } catch (cause) {
      throw diskFailure(this.#folder, cause);
    }
  }
}

/** Tells nothing of the person to who reads the folder's name. */
function personId(username: string): string {
  return createHash('sha256').update(username).digest('hex').slice(0, 32);
}

/** Of a unit among those of one person: two people of one unit have nothing in common on the disk. */
function unitId(username: string, unitCode: string): string {
  return createHash('sha256').update(`${username}\n${unitCode}`).digest('hex').slice(0, 16);
}

const isWhole = (folder: string) => existsSync(saltFile(folder)) && existsSync(keyCheckFile(folder));

/** Holds a number that is greater than those of the person's other stores when this one was used last. */
function turnFile(folder: string): string {
  return join(folder, 'last-used');
}

function turnOf(folder: string): number {
  try {
    const turn = Number(readFileSync(turnFile(folder), 'utf8'));
    return Number.isSafeInteger(turn) ? turn : 0;
  } catch {
    return 0;
  }
}
