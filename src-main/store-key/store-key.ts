import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DvcttError, toFailure, type Failure } from '#shared/contract/errors.ts';
import type { StoreKeyState } from '#shared/contract/sync/window.ts';
import type { StoreKeySource } from '../core/options.ts';
import { fileFailure } from './exclusive-file.ts';
import { keyLength, matches, checkOf } from './key-check.ts';
import { keyFiles } from './key-files.ts';
import { forgetStalePlace, readKeyPlace, recordKeyPlace, type KeyPlace } from './key-place.ts';
import {
  readWrappedKey,
  requireStrong,
  unwrapKey,
  writeWrappedKey,
  type WrappedKey,
} from './passphrase-key.ts';
import { moveIfThere, putAside } from './put-aside.ts';
import { storesPresent } from './stores-present.ts';

/** What stands between a person and the stores. */
type Standing =
  | { readonly kind: 'open'; readonly place: StoreKeyState['place']; readonly key: Buffer }
  | { readonly kind: 'passphrase-new'; readonly failure: Failure | undefined }
  | { readonly kind: 'passphrase'; readonly file: WrappedKey; readonly failure: Failure | undefined }
  | { readonly kind: 'failed'; readonly place: StoreKeyState['place']; readonly failure: Failure };

/** The master key of a data folder's stores: whether it is here, and what brings it. */
export class StoreKey {
  readonly #dataFolder: string;
  readonly #source: StoreKeySource;
  readonly #now: () => Date;
  #standing: Standing;
  /** One unlocking at a time: each takes 128 MB, and two first passphrases must not both be taken. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(dataFolder: string, source: StoreKeySource, now: () => Date, standing: Standing) {
    this.#dataFolder = dataFolder;
    this.#source = source;
    this.#now = now;
    this.#standing = standing;
  }

  /** Looks at the data folder and takes what the shell gives; never rejects: what went wrong is in `state()`. */
  static async open(
    source: StoreKeySource,
    dataFolder: string,
    now: () => Date = () => new Date(),
  ): Promise<StoreKey> {
    const made = new StoreKey(dataFolder, source, now, await standingOf(source, dataFolder));
    const passphrase = source.kind === 'passphrase' ? source.passphrase : undefined;
    if (passphrase !== undefined && made.state().state !== 'failed') await made.#unlockWithGiven(passphrase);
    return made;
  }

  state(): StoreKeyState {
    const standing = this.#standing;
    switch (standing.kind) {
      case 'open':
        return { state: 'open', place: standing.place };
      case 'passphrase-new':
      case 'passphrase':
        return {
          state: standing.kind,
          place: 'passphrase',
          ...(standing.failure === undefined ? {} : { failure: standing.failure }),
        };
      case 'failed':
        return { state: 'failed', place: standing.place, failure: standing.failure };
    }
  }

  /**
   * A copy of the 32 bytes; the caller may overwrite it.
   * @throws STORE_LOCKED while a passphrase is awaited, else what `state().failure` says.
   */
  masterKey(): Uint8Array {
    const standing = this.#standing;
    switch (standing.kind) {
      case 'open':
        return Uint8Array.from(standing.key);
      case 'passphrase-new':
      case 'passphrase':
        throw new DvcttError('STORE_LOCKED', standing.failure?.details);
      case 'failed':
        throw new DvcttError(standing.failure.code, standing.failure.details);
    }
  }

  /**
   * Chooses (`passphrase-new`) or enters (`passphrase`) the passphrase; no change when the key is open already.
   * @throws STORE_PASSPHRASE_WEAK, STORE_PASSPHRASE_WRONG, STORE_KEY_DAMAGED, DISK_FULL, STORE_FAILED.
   */
  unlock(passphrase: string): Promise<StoreKeyState> {
    return this.#inTurn(async () => {
      const standing = this.#standing;
      switch (standing.kind) {
        case 'open':
          break;
        case 'passphrase-new':
          requireStrong(passphrase);
          await this.#choose(passphrase);
          break;
        case 'passphrase':
          await this.#enter(standing.file, passphrase);
          break;
        case 'failed':
          throw new DvcttError(standing.failure.code, standing.failure.details);
      }
      return this.state();
    });
  }

  /**
   * Moves stores and key files, whose key is lost, to `set-aside-<time>/` in the data folder and goes on with a new key
   * (or asks for a new passphrase). The caller has closed the stores. REQUEST_INVALID while the key is open: then
   * nothing is lost. @throws DISK_FULL, STORE_FAILED.
   */
  setAside(): Promise<StoreKeyState> {
    return this.#inTurn(async () => {
      if (this.#standing.kind === 'open') throw new DvcttError('REQUEST_INVALID', { call: 'store.setAside' });
      await putAside(this.#dataFolder, this.#now());
      if (this.#source.kind === 'failed' && this.#source.next !== undefined)
        await adoptNext(this.#dataFolder, this.#source.place, this.#source.next);
      this.#standing = await standingOf(this.#source, this.#dataFolder);
      return this.state();
    });
  }

  async #unlockWithGiven(passphrase: string): Promise<void> {
    try {
      await this.unlock(passphrase);
    } catch (cause) {
      const failure = toFailure(cause);
      const standing = this.#standing;
      // The window may still ask the person, who knows better than the file on the machine.
      if (standing.kind === 'passphrase' || standing.kind === 'passphrase-new')
        this.#standing = { ...standing, failure };
    }
  }

  async #choose(passphrase: string): Promise<void> {
    const key = randomBytes(keyLength);
    // A record without its key file and without stores tells of nothing any more.
    await forgetStalePlace(this.#dataFolder);
    if (await writeWrappedKey(this.#dataFolder, key, passphrase)) {
      await this.#take(key);
      return;
    }
    // Another program of this person was faster: its passphrase counts.
    const file = await readWrappedKey(this.#dataFolder);
    if (file === undefined) throw new DvcttError('STORE_LOCKED');
    this.#standing = { kind: 'passphrase', file, failure: undefined };
    await this.#enter(file, passphrase);
  }

  async #enter(file: WrappedKey, passphrase: string): Promise<void> {
    await this.#take(await unwrapKey(file, passphrase));
  }

  async #take(key: Buffer): Promise<void> {
    const place = await readKeyPlace(this.#dataFolder);
    if (place === undefined) {
      const record = { place: 'passphrase', id: randomUUID(), check: checkOf(key) } as const;
      // Refused only when another program has just recorded the same wrapped key.
      await recordKeyPlace(this.#dataFolder, record);
    } else if (!matches(key, place.check)) {
      const file = join(this.#dataFolder, keyFiles.passphrase);
      this.#standing = failed(
        'passphrase',
        new DvcttError('STORE_KEY_LOST', { file, reason: 'another key' }),
      );
      throw new DvcttError('STORE_KEY_LOST', { file, reason: 'another key' });
    }
    this.#standing = { kind: 'open', place: 'passphrase', key };
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

const failed = (place: StoreKeyState['place'], cause: unknown): Standing => ({
  kind: 'failed',
  place,
  failure: toFailure(cause),
});

/** What the files say counts; what the shell gives must fit them. */
async function standingOf(source: StoreKeySource, dataFolder: string): Promise<Standing> {
  const expected = source.kind === 'passphrase' ? 'passphrase' : source.place;
  try {
    const place = await readKeyPlace(dataFolder);
    if (source.kind === 'given') return takeGiven(source.place, Buffer.from(source.key, 'hex'), place);
    const next = source.kind === 'failed' ? source.next : undefined;
    if (place !== undefined && next !== undefined && place.id === next.id)
      return takeGiven(place.place, Buffer.from(next.key, 'hex'), place);
    // Set aside since the shell looked, or there is nothing yet that the missing key would open.
    const startedAnew = place === undefined && !(await storesPresent(dataFolder));
    if (source.kind === 'failed' && place?.place !== 'passphrase' && !startedAnew)
      return { kind: 'failed', place: source.place, failure: source.failure };
    return await awaitPassphrase(source, dataFolder, place);
  } catch (cause) {
    return failed(expected, cause);
  }
}

function takeGiven(at: StoreKeyState['place'], key: Buffer, place: KeyPlace | undefined): Standing {
  if (place === undefined || matches(key, place.check)) return { kind: 'open', place: at, key };
  return failed(at, new DvcttError('STORE_KEY_LOST', { place: place.place, reason: 'another key' }));
}

async function awaitPassphrase(
  source: StoreKeySource,
  dataFolder: string,
  place: KeyPlace | undefined,
): Promise<Standing> {
  const failure =
    source.kind === 'passphrase' ? source.reason : source.kind === 'failed' ? source.failure : undefined;
  const file = await readWrappedKey(dataFolder);
  if (file !== undefined && (place === undefined || place.place === 'passphrase'))
    return { kind: 'passphrase', file, failure: undefined };
  if (place !== undefined && place.place !== 'passphrase')
    return failed(place.place, new DvcttError('STORE_KEY_UNREACHABLE', { place: place.place }));
  if (await storesPresent(dataFolder)) {
    const missing = join(dataFolder, keyFiles.passphrase);
    return failed('passphrase', new DvcttError('STORE_KEY_LOST', { file: missing, reason: 'missing' }));
  }
  return { kind: 'passphrase-new', failure };
}

/** The key that the shell has laid by becomes the key of the folder. */
async function adoptNext(
  dataFolder: string,
  place: 'safe-storage' | 'keyring',
  next: { readonly id: string; readonly key: string },
): Promise<void> {
  if (place === 'safe-storage') {
    const laidBy = join(dataFolder, keyFiles.nextSafe);
    try {
      await moveIfThere(laidBy, join(dataFolder, keyFiles.safe));
    } catch (cause) {
      throw fileFailure(laidBy, cause);
    }
  }
  await recordKeyPlace(dataFolder, { place, id: next.id, check: checkOf(Buffer.from(next.key, 'hex')) });
}
