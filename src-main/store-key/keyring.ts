import { createRequire } from 'node:module';
import type * as NativeKeyring from '@napi-rs/keyring';
import { DvcttError } from '#shared/contract/errors.ts';

/** A place of the operating system where a secret of this person survives a restart of the machine. */
export interface Keyring {
  /** Null when it has none of that name. Rejects when it is locked or cannot be asked. */
  get(id: string): Promise<string | null>;
  put(id: string, secret: string): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Under this name the entries are listed in the system's own key program. */
const service = 'DVCTT Desktop';

/** Longest wait for a keyring, in milliseconds: it may be asking the person for its password. */
const patience = 90_000;

/**
 * Credential Manager of Windows, Keychain of macOS; on Linux the Secret Service (GNOME Keyring, KWallet) and no other:
 * left to itself the library falls back to the kernel's keyring, which forgets everything at the next start.
 * @throws STORE_KEY_UNSAFE when there is none.
 */
export function systemKeyring(): Keyring {
  const { AsyncEntry } = loadNative();
  const entry = (id: string) => {
    try {
      return new AsyncEntry(service, id, { linux: { store: 'secret-service' } });
    } catch (cause) {
      throw new DvcttError('STORE_KEY_UNSAFE', { reason: reasonOf(cause) }, { cause });
    }
  };
  // The library connects here: a machine without a Secret Service shows at once.
  entry('probe');
  return {
    get: async (id) => inTime(entry(id).getPassword()),
    put: async (id, secret) => inTime(entry(id).setPassword(secret)),
    remove: async (id) => {
      await inTime(entry(id).deletePassword());
    },
  };
}

/** Native code stays in node_modules, outside the bundles; a platform without a build of it has no keyring for us. */
function loadNative(): typeof NativeKeyring {
  try {
    // What `require` gives is untyped; the package declares its own types.
    return createRequire(import.meta.url)('@napi-rs/keyring') as typeof NativeKeyring;
  } catch (cause) {
    throw new DvcttError('STORE_KEY_UNSAFE', { reason: reasonOf(cause) }, { cause });
  }
}

/** What went wrong, in the keyring's words; they hold no secret. */
export function reasonOf(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).slice(0, 300);
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patience / 1000} s`)), patience);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
