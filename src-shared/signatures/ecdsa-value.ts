/** The two spellings of an ECDSA value: `r‖s` (IEEE P1363; tokens, XML) and ECDSA-Sig-Value (RFC 3279; CMS, X.509). */
import { children, DerError, expect, readDer, readInteger, tags } from './der/reader.ts';
import { sequence, unsignedInteger } from './der/writer.ts';

export function ecdsaToDer(raw: Uint8Array): Uint8Array {
  const half = raw.length / 2;
  return sequence(unsignedInteger(raw.subarray(0, half)), unsignedInteger(raw.subarray(half)));
}

/** @param size octets of one number: 32 for P-256. Throws DerError when a number does not fit or is negative. */
export function ecdsaFromDer(der: Uint8Array, size: number): Uint8Array {
  const numbers = children(expect(readDer(der), tags.sequence));
  if (numbers.length !== 2) throw new DerError('not an ECDSA value');
  const raw = new Uint8Array(2 * size);
  numbers.forEach((number, i) => {
    const bytes = readInteger(number);
    const magnitude = bytes[0] === 0 ? bytes.subarray(1) : bytes;
    if ((bytes[0] ?? 0) >= 0x80 || magnitude.length > size) throw new DerError('ECDSA number out of range');
    raw.set(magnitude, (i + 1) * size - magnitude.length);
  });
  return raw;
}
