/**
 * A strict reader of DER (X.690 §10). Written here because a lenient BER decoder accepts many spellings of one value,
 * and a spelling that nobody signed must not pass: every element keeps its place in the source bytes, lengths must be
 * minimal, nothing may trail. Indefinite lengths are read only where a caller asks for it (CMS made by others).
 */

/** The bytes are not the ASN.1 that was expected. Callers turn it into the failure of their own subject. */
export class DerError extends Error {
  override readonly name = 'DerError';
}

export interface DerElement {
  /** The identifier octet: class, constructed bit and tag number below 31. */
  readonly tag: number;
  readonly source: Uint8Array;
  readonly start: number;
  readonly contentStart: number;
  readonly contentEnd: number;
  /** One past the last byte, end-of-contents octets included. */
  readonly end: number;
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  t61String: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** `[n]` context tag, constructed. */
export const context = (n: number): number => 0xa0 | n;
/** `[n]` context tag, primitive. */
export const contextPrimitive = (n: number): number => 0x80 | n;

const maxDepth = 40;

interface Reading {
  readonly indefinite: boolean;
}

function readAt(source: Uint8Array, start: number, limit: number, how: Reading, depth: number): DerElement {
  if (depth > maxDepth) throw new DerError('nested too deeply');
  const tag = source[start];
  const first = source[start + 1];
  if (tag === undefined || first === undefined || start + 2 > limit) throw new DerError('truncated');
  if ((tag & 0x1f) === 0x1f) throw new DerError('high tag number');
  let contentStart = start + 2;
  if (first === 0x80) {
    if (!how.indefinite || (tag & 0x20) === 0) throw new DerError('indefinite length');
    let at = contentStart;
    while (!(source[at] === 0 && source[at + 1] === 0)) at = readAt(source, at, limit, how, depth + 1).end;
    if (at + 2 > limit) throw new DerError('truncated');
    return { tag, source, start, contentStart, contentEnd: at, end: at + 2 };
  }
  let length = first;
  if (first > 0x80) {
    const count = first & 0x7f;
    if (count > 4) throw new DerError('length too long');
    length = 0;
    for (let i = 0; i < count; i++) {
      const octet = source[contentStart + i];
      if (octet === undefined) throw new DerError('truncated');
      length = length * 256 + octet;
    }
    if (length < 0x80 || length < 256 ** (count - 1)) throw new DerError('length is not minimal');
    contentStart += count;
  }
  const end = contentStart + length;
  if (end > limit) throw new DerError('truncated');
  return { tag, source, start, contentStart, contentEnd: end, end };
}

/** Reads the element at the start of the bytes; what follows it is left to the caller. */
export function readFirst(source: Uint8Array, how: Reading = { indefinite: false }): DerElement {
  return readAt(source, 0, source.length, how, 0);
}

/** Reads bytes that are exactly one DER element. */
export function readDer(source: Uint8Array): DerElement {
  const element = readFirst(source);
  if (element.end !== source.length) throw new DerError('bytes after the end');
  return element;
}

/** The elements inside a constructed element. */
export function children(element: DerElement, how: Reading = { indefinite: false }): DerElement[] {
  if ((element.tag & 0x20) === 0) throw new DerError('not constructed');
  const found: DerElement[] = [];
  for (let at = element.contentStart; at < element.contentEnd;) {
    const child = readAt(element.source, at, element.contentEnd, how, 0);
    found.push(child);
    at = child.end;
  }
  return found;
}

/** Reads the single element wrapped by an explicit tag, an OCTET STRING or the like. */
export function readInside(element: DerElement): DerElement {
  const inner = readAt(element.source, element.contentStart, element.contentEnd, { indefinite: false }, 0);
  if (inner.end !== element.contentEnd) throw new DerError('bytes after the end');
  return inner;
}

/** The element if it has the tag; throws otherwise, also when it is missing. */
export function expect(element: DerElement | undefined, tag: number): DerElement {
  if (element?.tag !== tag) throw new DerError(`expected tag 0x${tag.toString(16)}`);
  return element;
}

/** Header and content, as in the source. */
export const rawBytes = (element: DerElement): Uint8Array =>
  element.source.subarray(element.start, element.end);

export const contentBytes = (element: DerElement): Uint8Array =>
  element.source.subarray(element.contentStart, element.contentEnd);

/** Dotted form of an OBJECT IDENTIFIER. */
export function readOid(element: DerElement | undefined): string {
  const bytes = contentBytes(expect(element, tags.oid));
  const arcs: number[] = [];
  let value = 0;
  let fresh = true;
  for (const octet of bytes) {
    if (fresh && octet === 0x80) throw new DerError('object identifier is not minimal');
    value = value * 128 + (octet & 0x7f);
    if (value > Number.MAX_SAFE_INTEGER) throw new DerError('object identifier too large');
    fresh = (octet & 0x80) === 0;
    if (fresh) {
      arcs.push(value);
      value = 0;
    }
  }
  const first = arcs[0];
  if (first === undefined || !fresh) throw new DerError('object identifier is cut off');
  const root = Math.min(2, Math.floor(first / 40));
  return [root, first - root * 40, ...arcs.slice(1)].join('.');
}

/** Content of an INTEGER (two's complement, big-endian), checked to be minimal. */
export function readInteger(element: DerElement | undefined): Uint8Array {
  const bytes = contentBytes(expect(element, tags.integer));
  const [first, second] = bytes;
  if (first === undefined) throw new DerError('empty integer');
  if (second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))) {
    throw new DerError('integer is not minimal');
  }
  return bytes;
}

/** A small non-negative INTEGER, such as a version. */
export function readSmallInteger(element: DerElement | undefined): number {
  const bytes = readInteger(element);
  if (bytes.length > 4 || (bytes[0] ?? 0) >= 0x80) throw new DerError('integer out of range');
  return bytes.reduce((value, octet) => value * 256 + octet, 0);
}

export function readBoolean(element: DerElement | undefined): boolean {
  const bytes = contentBytes(expect(element, tags.boolean));
  if (bytes.length !== 1 || (bytes[0] !== 0 && bytes[0] !== 0xff)) throw new DerError('boolean is not DER');
  return bytes[0] === 0xff;
}

/** Content of a BIT STRING that is a whole number of octets, such as a key or a signature. */
export function readOctetsOfBitString(element: DerElement | undefined): Uint8Array {
  const bytes = contentBytes(expect(element, tags.bitString));
  if (bytes[0] !== 0) throw new DerError('bit string is not whole octets');
  return bytes.subarray(1);
}

const dateForm = /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/;

/** UTCTime or GeneralizedTime in the form of RFC 5280 §4.1.2.5: seconds, Zulu, no fraction. */
export function readTime(element: DerElement | undefined): Date {
  if (element?.tag !== tags.utcTime && element?.tag !== tags.generalizedTime)
    throw new DerError('not a time');
  const bytes = contentBytes(element);
  // The longest form has 15 characters; spreading millions would exhaust the stack.
  const match = bytes.length > 15 ? null : dateForm.exec(String.fromCharCode(...bytes));
  const [, year = '', month, day, hour, minute, second] = match ?? [];
  if (match === null || (year.length === 2) !== (element.tag === tags.utcTime))
    throw new DerError('bad time');
  const full = year.length === 4 ? Number(year) : Number(year) + (Number(year) < 50 ? 2000 : 1900);
  const time = new Date(
    Date.UTC(full, Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)),
  );
  if (time.getUTCDate() !== Number(day) || time.getUTCMonth() !== Number(month) - 1) {
    throw new DerError('no such date');
  }
  return time;
}

const latin1 = (bytes: Uint8Array): string =>
  Array.from(bytes, (octet) => String.fromCharCode(octet)).join('');

/** Text of any of the string types met in names; undefined when the element is no string. */
export function readText(element: DerElement): string | undefined {
  const bytes = contentBytes(element);
  switch (element.tag) {
    case tags.utf8String:
      try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
      } catch {
        throw new DerError('bad UTF-8');
      }
    case tags.printableString:
    case tags.ia5String:
    case tags.t61String:
    case 0x12: // NumericString
    case 0x1a: // VisibleString
      return latin1(bytes);
    case tags.bmpString:
      if (bytes.length % 2 !== 0) throw new DerError('odd BMPString');
      return Array.from({ length: bytes.length / 2 }, (_, i) =>
        String.fromCharCode(((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0)),
      ).join('');
    default:
      return undefined;
  }
}
