/** Where a shell finds the key of a data folder, and where it puts a new one. */
import { toFailure, DvcttError } from '#shared/contract/errors.ts';
import type { StoreKeySource } from '../core/options.ts';
import { readGivenKey } from './given-key.ts';
import { checkOf } from './key-check.ts';
import { forgetKey, readKeyPlace, recordKeyPlace, type KeyPlace } from './key-place.ts';
import { putIntoKeyring, readFromKeyring } from './keyring-key.ts';
import { reasonOf, systemKeyring, type Keyring } from './keyring.ts';
import { readWrappedKey } from './passphrase-key.ts';
import { newContent, putIntoSafe, readFromSafe, safeKeyPresent } from './safe-key.ts';
import type { SafeBox } from './safe-box.ts';
import { storesPresent } from './stores-present.ts';

export interface KeySourceOptions {
  readonly dataFolder: string;
  /** Of scripts and unattended machines; used where the key is, or is to be, behind a passphrase. */
  readonly passphrase?: string | undefined;
  /** Electron's; other shells have none. */
  readonly safe?: SafeBox;
  readonly keyring?: () => Keyring;
  /** A diagnosis: finds a key that is there and makes none. */
  readonly onlyLook?: boolean;
}

/**
 * The key as the place that was recorded has it. In a new data folder a new key goes into the best place of this
 * machine: safeStorage, else the system's keyring, else behind a passphrase that the core will ask for. Never rejects:
 * a failure travels to the core, which tells the person.
 */
export async function findStoreKey(options: KeySourceOptions): Promise<StoreKeySource> {
  const { dataFolder } = options;
  try {
    const place = await readKeyPlace(dataFolder);
    if (place !== undefined) {
      const found = await fromPlace(place, options);
      if (!isLost(found) || (await storesPresent(dataFolder))) return found;
      if (options.onlyLook === true) return behindPassphrase({ dataFolder });
      // The key is gone and nothing needs it: the folder starts anew.
      await forgetKey(dataFolder);
      return await intoBestPlace(options);
    }
    if (await safeKeyPresent(dataFolder)) return await readFromSafe(dataFolder, undefined, options.safe);
    // Stores without any key are a lost key; the core says so.
    if (await begun(dataFolder)) return behindPassphrase(options);
    if (options.passphrase !== undefined && options.onlyLook !== true) return behindPassphrase(options);
    if (options.onlyLook === true) return { kind: 'passphrase' };
    return await intoBestPlace(options);
  } catch (cause) {
    return {
      kind: 'failed',
      place: options.safe === undefined ? 'keyring' : 'safe-storage',
      failure: toFailure(cause),
    };
  }
}

function isLost(source: StoreKeySource): boolean {
  return source.kind === 'failed' && source.failure.code === 'STORE_KEY_LOST';
}

function behindPassphrase({ passphrase }: KeySourceOptions): StoreKeySource {
  return { kind: 'passphrase', ...(passphrase === undefined ? {} : { passphrase }) };
}

async function begun(dataFolder: string): Promise<boolean> {
  return (await readWrappedKey(dataFolder)) !== undefined || (await storesPresent(dataFolder));
}

async function fromPlace(place: KeyPlace, options: KeySourceOptions): Promise<StoreKeySource> {
  const { dataFolder } = options;
  switch (place.place) {
    case 'passphrase':
      return behindPassphrase(options);
    case 'given':
      return readGivenKey(dataFolder);
    case 'keyring':
      return readFromKeyring(place, options.keyring ?? systemKeyring, {
        onlyLook: options.onlyLook === true,
      });
    case 'safe-storage':
      return readFromSafe(dataFolder, place, options.safe);
  }
}

async function intoBestPlace(options: KeySourceOptions): Promise<StoreKeySource> {
  const { dataFolder } = options;
  const made = newContent();
  const record = { id: made.id, check: checkOf(Buffer.from(made.key, 'hex')) };
  const reasons: string[] = [];

  if (options.safe !== undefined) {
    const unfit = await options.safe.unfit();
    if (unfit === undefined) {
      await putIntoSafe(dataFolder, options.safe, made);
      const own = await readFromSafe(dataFolder, undefined, options.safe);
      // Another program may have been faster with another place: the one on record counts.
      const place = await readKeyPlace(dataFolder);
      return place === undefined || place.place === 'safe-storage' ? own : await fromPlace(place, options);
    }
    reasons.push(`safeStorage: ${Object.values(unfit).join(', ')}`);
  }
  try {
    const keyring = (options.keyring ?? systemKeyring)();
    await putIntoKeyring(keyring, made.id, made.key);
    if (await recordKeyPlace(dataFolder, { place: 'keyring', ...record }))
      return { kind: 'given', place: 'keyring', key: made.key };
    await keyring.remove(made.id);
  } catch (cause) {
    if (cause instanceof DvcttError && cause.code !== 'STORE_KEY_UNSAFE') throw cause;
    const reason = cause instanceof DvcttError ? (cause.details?.['reason'] ?? '') : reasonOf(cause);
    reasons.push(`keyring: ${String(reason)}`);
    return {
      kind: 'passphrase',
      reason: { code: 'STORE_KEY_UNSAFE', details: { reason: reasons.join('; ') } },
    };
  }
  const place = await readKeyPlace(dataFolder);
  if (place === undefined) throw new DvcttError('STORE_KEY_DAMAGED', { dataFolder });
  return fromPlace(place, options);
}
