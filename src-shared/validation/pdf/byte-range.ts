import type { PdfDocument } from './document.ts';
import { entryOf, integerOf } from './objects.ts';
import type { SignatureField } from './fields.ts';

export interface SignedRange {
  /** Of the `<` that opens /Contents; the first range is everything before it. */
  readonly gapStart: number;
  /** One past the `>`. */
  readonly gapEnd: number;
  /** Where the revision ends that the signature covers. */
  readonly end: number;
  /** Bytes of /Contents, padding included. */
  readonly contents: Uint8Array;
}

/**
 * The range of a signature if it is `[0 a b c]` around exactly the hex string of its own /Contents (EN 319 142-1 §5.4);
 * undefined otherwise. The digits must have one case, as every writer makes them: hex is not signed, and a digit
 * whose case was changed would mean the same.
 */
export function signedRange(document: PdfDocument, field: SignatureField): SignedRange | undefined {
  const range = entryOf(field.dictionary, 'ByteRange');
  const contents = entryOf(field.dictionary, 'Contents');
  if (range.kind !== 'array' || range.items.length !== 4 || contents.kind !== 'string') return undefined;
  // Positions of strings inside an object stream are not positions in the file.
  if (document.xref.get(field.signature)?.kind !== 'at') return undefined;
  const [zero, gapStart, gapEnd, length] = range.items.map(integerOf);
  if (zero !== 0 || gapStart !== contents.start || gapEnd !== contents.end) return undefined;
  if (length === undefined || length === 0 || gapEnd + length > document.bytes.length) return undefined;
  if (!isPlainHex(document.bytes.subarray(gapStart, gapEnd))) return undefined;
  return { gapStart, gapEnd, end: gapEnd + length, contents: contents.bytes };
}

/** `<`, an even number of digits of one case, `>`. */
function isPlainHex(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x3c || bytes.at(-1) !== 0x3e || bytes.length % 2 !== 0) return false;
  const digits = bytes.subarray(1, -1);
  const within = (octet: number, first: number, last: number): boolean => octet >= first && octet <= last;
  return [0x41, 0x61].some((letter) =>
    digits.every((octet) => within(octet, 0x30, 0x39) || within(octet, letter, letter + 5)),
  );
}

/** The signed bytes: all of the revision but the gap. */
export function signedBytes(bytes: Uint8Array, range: SignedRange): Uint8Array<ArrayBuffer> {
  const signed = new Uint8Array(range.end - (range.gapEnd - range.gapStart));
  signed.set(bytes.subarray(0, range.gapStart));
  signed.set(bytes.subarray(range.gapEnd, range.end), range.gapStart);
  return signed;
}
