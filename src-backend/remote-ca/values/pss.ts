import { createHash } from 'node:crypto';
import type { HashName } from '#shared/signatures/algorithms.ts';

const nodeNames = { 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' } as const;

/**
 * EMSA-PSS-VERIFY (RFC 8017 §9.1.2) of a digest that is already made, with MGF1 over the same hash and a salt of the
 * hash's length, as the product signs. `block` is the value after the public key operation, modulus size.
 */
export function pssVerifies(
  hash: HashName,
  digest: Uint8Array,
  block: Uint8Array,
  modulusBits: number,
): boolean {
  const size = digest.length;
  const bits = modulusBits - 1;
  const length = Math.ceil(bits / 8);
  if (block.length > length && block.subarray(0, block.length - length).some((octet) => octet !== 0))
    return false;
  const em = block.subarray(block.length - length);
  if (length < 2 * size + 2 || em[length - 1] !== 0xbc) return false;
  const masked = em.subarray(0, length - size - 1);
  const found = em.subarray(length - size - 1, length - 1);
  const mask = mgf1(hash, found, masked.length);
  const db = masked.map((octet, i) => octet ^ (mask[i] ?? 0));
  const spare = 8 * length - bits;
  if ((masked[0] ?? 0) >> (8 - spare) !== 0) return false;
  db[0] = (db[0] ?? 0) & (0xff >> spare);
  const padding = db.length - size - 1;
  if (db.subarray(0, padding).some((octet) => octet !== 0) || db[padding] !== 1) return false;
  const expected = digestOf(hash, new Uint8Array(8), digest, db.subarray(padding + 1));
  return Buffer.from(found).equals(expected);
}

function digestOf(hash: HashName, ...parts: readonly Uint8Array[]): Buffer {
  const made = createHash(nodeNames[hash]);
  for (const part of parts) made.update(part);
  return made.digest();
}

function mgf1(hash: HashName, seed: Uint8Array, length: number): Uint8Array {
  const blocks: Buffer[] = [];
  for (let counter = 0, made = 0; made < length; counter += 1) {
    const place = Buffer.alloc(4);
    place.writeUInt32BE(counter);
    const block = digestOf(hash, seed, place);
    blocks.push(block);
    made += block.length;
  }
  return Buffer.concat(blocks).subarray(0, length);
}
