import { execFile } from 'node:child_process';
import { constants, privateEncrypt, type KeyObject } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** PIV key references that the card has (NIST SP 800-73-4 part 1, table 4b) and the object of each certificate. */
export const pivSlots = {
  '9A': { reference: 0x9a, object: '5fc105', pinAlways: false },
  /** Digital Signature: the PIN is wanted before each signature. */
  '9C': { reference: 0x9c, object: '5fc10a', pinAlways: true },
} as const;
export type PivSlot = keyof typeof pivSlots;

export interface PivKey {
  readonly slot: PivSlot;
  readonly privateKey: KeyObject;
  /** DER. */
  readonly certificate: Uint8Array;
}

/** PIV algorithm identifier (SP 800-78-4 table 6-2): 07 RSA 2048, 11 ECC P-256. */
export function pivAlgorithm(key: PivKey): number {
  return key.privateKey.asymmetricKeyType === 'rsa' ? 0x07 : 0x11;
}

/** What GENERAL AUTHENTICATE computes: raw RSA over a padded block, or DER ECDSA over a digest. */
export async function pivSign(key: PivKey, challenge: Buffer): Promise<Buffer> {
  if (key.privateKey.asymmetricKeyType === 'rsa') {
    return privateEncrypt({ key: key.privateKey, padding: constants.RSA_NO_PADDING }, challenge);
  }
  return ecdsaOverDigest(key.privateKey, challenge);
}

/** node:crypto always hashes for ECDSA, so the openssl command signs the bare digest. */
async function ecdsaOverDigest(privateKey: KeyObject, digest: Buffer): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'dvctt-piv-'));
  try {
    const key = join(folder, 'key.pem');
    const input = join(folder, 'digest');
    await writeFile(key, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    await writeFile(input, digest);
    const args = ['pkeyutl', '-sign', '-inkey', key, '-in', input];
    const { stdout } = await promisify(execFile)('openssl', args, { encoding: 'buffer' });
    return stdout;
  } finally {
    await rm(folder, { recursive: true });
  }
}
