/** Verifies raw signature values with the openssl command. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HashName, SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import { openssl } from './scratch-ca.ts';

export const hashOf = (hash: HashName, data: Uint8Array): Buffer =>
  createHash(hash.replace('-', '').toLowerCase()).update(data).digest();

/** Whether openssl accepts `value` as the signature of `data` by the key of the certificate (DER). */
export function opensslAccepts(
  certificate: Uint8Array,
  { scheme, hash }: SignatureAlgorithm,
  data: Uint8Array,
  value: Uint8Array,
): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'dvctt-verify-'));
  const file = (name: string, bytes: Uint8Array) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };
  try {
    const pem = openssl(['x509', '-inform', 'DER', '-pubkey', '-noout'], certificate);
    const signature = scheme === 'ecdsa' ? ecdsaDer(value) : value;
    const pss = ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:digest'];
    const out = openssl([
      'dgst',
      `-${hash.replace('-', '').toLowerCase()}`,
      '-verify',
      file('key.pem', pem),
      ...(scheme === 'rsa-pss' ? pss : []),
      '-signature',
      file('signature', signature),
      file('data', data),
    ]);
    return out.toString().includes('Verified OK');
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** r‖s → DER, by hand, so that the product's own encoder is not its own judge. */
function ecdsaDer(value: Uint8Array): Buffer {
  const half = value.length / 2;
  const integer = (part: Uint8Array) => {
    const bytes = [...part];
    while (bytes.length > 1 && bytes[0] === 0) bytes.shift();
    if ((bytes[0] ?? 0) > 0x7f) bytes.unshift(0);
    return [2, bytes.length, ...bytes];
  };
  const body = [...integer(value.subarray(0, half)), ...integer(value.subarray(half))];
  return Buffer.from([0x30, body.length, ...body]);
}
