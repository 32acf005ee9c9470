/** Electron's safeStorage, judged: what it would keep unencrypted is refused. */
import { safeStorage } from 'electron';
import type { SafeBox } from '../../store-key/safe-box.ts';

/** The synchronous calls of runtimes before the asynchronous ones came; Electron 46 drops them. */
interface SynchronousCalls {
  isEncryptionAvailable(): boolean;
  encryptString(text: string): Buffer;
  decryptString(wrapped: Buffer): string;
}

/**
 * How Chromium marks what it encrypted with a password that stands in its own source: no protection at all. It does so
 * on Linux when the key store that it chose cannot be reached.
 */
const hardCoded = Buffer.from('v10');

/** Only after the app is ready. */
export function electronSafeBox(platform: NodeJS.Platform = process.platform): SafeBox {
  return {
    unfit: async () => {
      if (platform === 'linux') {
        const backend = safeStorage.getSelectedStorageBackend();
        if (backend === 'basic_text' || backend === 'unknown') return { backend };
      }
      return (await available()) ? undefined : { backend: 'not available' };
    },
    wrap: async (text) => {
      const wrapped = await encrypt(text);
      if (platform === 'linux' && wrapped.subarray(0, hardCoded.length).equals(hardCoded))
        throw new Error('the system has no key store that answers');
      return wrapped;
    },
    unwrap: decrypt,
  };
}

function hasAsync(): boolean {
  // The types are those of Electron 45; the test runtime is older and has not got it.
  return typeof (safeStorage as Partial<typeof safeStorage>).encryptStringAsync === 'function';
}

/** Typed apart, because Electron's types call these deprecated: they are reached only where nothing else is there. */
function synchronous(): SynchronousCalls {
  return safeStorage;
}

function available(): Promise<boolean> {
  return hasAsync()
    ? safeStorage.isAsyncEncryptionAvailable()
    : Promise.resolve(synchronous().isEncryptionAvailable());
}

function encrypt(text: string): Promise<Buffer> {
  return hasAsync()
    ? safeStorage.encryptStringAsync(text)
    : Promise.resolve().then(() => synchronous().encryptString(text));
}

async function decrypt(wrapped: Buffer): Promise<{ text: string; wornOut: boolean }> {
  if (!hasAsync()) return { text: synchronous().decryptString(wrapped), wornOut: false };
  const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(wrapped);
  return { text: result, wornOut: shouldReEncrypt };
}
