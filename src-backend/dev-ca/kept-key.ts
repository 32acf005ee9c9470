import { open, readFile, rename } from 'node:fs/promises';

export const caKeyAlgorithm = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 3072,
  publicExponent: new Uint8Array([1, 0, 1]),
} as const;

/** Reads a text file; undefined when there is none. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw cause;
  }
}

/** Writes a file that only its owner may read, whole or not at all. */
export async function writePrivately(path: string, text: string): Promise<void> {
  const beside = `${path}.new`;
  const file = await open(beside, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
}

/** A CA's key pair as it is kept between starts: PKCS#8 and SubjectPublicKeyInfo, base64 in JSON. */
export async function exportKeys(keys: CryptoKeyPair): Promise<string> {
  const encode = async (format: 'pkcs8' | 'spki', key: CryptoKey) =>
    Buffer.from(await crypto.subtle.exportKey(format, key)).toString('base64');
  return JSON.stringify({
    pkcs8: await encode('pkcs8', keys.privateKey),
    spki: await encode('spki', keys.publicKey),
  });
}

export async function importKeys(kept: { pkcs8: string; spki: string }): Promise<CryptoKeyPair> {
  const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
  return {
    privateKey: await crypto.subtle.importKey('pkcs8', bytes(kept.pkcs8), caKeyAlgorithm, false, ['sign']),
    publicKey: await crypto.subtle.importKey('spki', bytes(kept.spki), caKeyAlgorithm, true, ['verify']),
  };
}
