/** A small DER writer (X.690 §10): what it writes has one spelling, and constants can be encoded once and reused. */
import { tags } from './reader.ts';

/** Joins byte strings. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** One element: identifier octet, minimal length, content. */
export function element(tag: number, ...content: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = content.reduce((total, part) => total + part.length, 0);
  const header = [tag];
  if (length < 0x80) header.push(length);
  else {
    const octets: number[] = [];
    for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
    header.push(0x80 | octets.length, ...octets);
  }
  return concat(Uint8Array.from(header), ...content);
}

export const sequence = (...content: readonly Uint8Array[]): Uint8Array<ArrayBuffer> =>
  element(tags.sequence, ...content);

export const octetString = (content: Uint8Array): Uint8Array<ArrayBuffer> =>
  element(tags.octetString, content);

export const nullValue: Uint8Array<ArrayBuffer> = Uint8Array.of(tags.null, 0);

/** SET OF: the elements in ascending order of their encodings (X.690 §11.6). */
export function setOf(elements: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return element(tags.set, ...elements.toSorted(compareBytes));
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** INTEGER from an unsigned big-endian number; leading zeros are dropped, a sign octet is added when needed. */
export function unsignedInteger(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  let first = 0;
  while (first < bytes.length - 1 && bytes[first] === 0) first++;
  const magnitude = bytes.subarray(first);
  return (magnitude[0] ?? 0) >= 0x80
    ? element(tags.integer, Uint8Array.of(0), magnitude)
    : element(tags.integer, magnitude.length === 0 ? Uint8Array.of(0) : magnitude);
}

export const smallInteger = (value: number): Uint8Array<ArrayBuffer> =>
  unsignedInteger(Uint8Array.of((value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff));

const knownOids = new Map<string, Uint8Array<ArrayBuffer>>();

/** Of the identifiers in `oids.ts`; each is encoded once. */
export function oid(dotted: string): Uint8Array<ArrayBuffer> {
  const known = knownOids.get(dotted);
  if (known !== undefined) return known.slice();
  const encoded = encodeOid(dotted);
  // Ours are a few dozen; what a stranger could make us encode must not fill the memory.
  if (knownOids.size < 200) knownOids.set(dotted, encoded.slice());
  return encoded;
}

function encodeOid(dotted: string): Uint8Array<ArrayBuffer> {
  const [root = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const octets = [root * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) {
      groups.unshift(0x80 | (left % 128));
    }
    return groups;
  });
  return element(tags.oid, Uint8Array.from(octets));
}

/** UTCTime until 2049, GeneralizedTime after (RFC 5652 §11.3, RFC 5280 §4.1.2.5). Sub-second parts are dropped. */
export function time(at: Date): Uint8Array<ArrayBuffer> {
  const text = `${at.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`;
  const year = at.getUTCFullYear();
  return year >= 1950 && year < 2050
    ? element(tags.utcTime, new TextEncoder().encode(text.slice(2)))
    : element(tags.generalizedTime, new TextEncoder().encode(text));
}
