/**
 * ECDSA over a digest that is already made (SEC 1 §4.1.4; FIPS 186-5 §6.4.2), by `@noble/curves`: Node and WebCrypto hash
 * by themselves and cannot be asked about a digest.
 */
import { p256, p384 } from '@noble/curves/nist.js';

/** By the names that JWK gives; octets of one half of a value. */
const curves = {
  'P-256': { ecdsa: p256, half: 32 },
  'P-384': { ecdsa: p384, half: 48 },
} as const;

const isKnown = (name: string): name is keyof typeof curves => Object.hasOwn(curves, name);

/** Octets of one half of a value; undefined for a curve that is not known here. */
export function ecdsaHalf(name: string): number | undefined {
  return isKnown(name) ? curves[name].half : undefined;
}

/**
 * Whether `value` (`r‖s`) is a signature over `digest`; false too for what is no signature or no key.
 * @param key big-endian coordinates, as long as the curve's field
 */
export function ecdsaVerifies(
  name: string,
  key: { readonly x: Uint8Array; readonly y: Uint8Array },
  digest: Uint8Array,
  value: Uint8Array,
): boolean {
  if (!isKnown(name)) return false;
  const { ecdsa, half } = curves[name];
  if (value.length !== 2 * half || key.x.length !== half || key.y.length !== half) return false;
  const point = Uint8Array.from([0x04, ...key.x, ...key.y]);
  try {
    // High `s` is as good: cards and HSMs make either.
    const options = { prehash: false, lowS: false, format: 'compact' } as const;
    return ecdsa.verify(value, digest, point, options);
  } catch {
    return false;
  }
}
