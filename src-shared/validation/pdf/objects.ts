/** PDF objects (ISO 32000-1 §7.3). Positions are byte offsets in the file, or in the object stream that held them. */

export interface PdfReference {
  readonly kind: 'reference';
  readonly number: number;
  readonly generation: number;
}

export interface PdfString {
  readonly kind: 'string';
  readonly bytes: Uint8Array;
  /** From the opening delimiter to one past the closing one. */
  readonly start: number;
  readonly end: number;
}

export interface PdfArray {
  readonly kind: 'array';
  readonly items: readonly PdfObject[];
}

export interface PdfDictionary {
  readonly kind: 'dictionary';
  readonly entries: ReadonlyMap<string, PdfObject>;
}

export interface PdfStream {
  readonly kind: 'stream';
  readonly dictionary: PdfDictionary;
  /** As stored, before any filter. */
  readonly data: Uint8Array;
}

export type PdfObject =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** `text` as written, so that writing it back changes nothing. */
  | { readonly kind: 'number'; readonly value: number; readonly text: string }
  | { readonly kind: 'name'; readonly value: string }
  | PdfString
  | PdfArray
  | PdfDictionary
  | PdfReference
  | PdfStream;

export const pdfNull: PdfObject = { kind: 'null' };

export const entryOf = (dictionary: PdfDictionary, key: string): PdfObject =>
  dictionary.entries.get(key) ?? pdfNull;

export const isName = (object: PdfObject, value: string): boolean =>
  object.kind === 'name' && object.value === value;

/** Value of a non-negative integer, or undefined. */
export const integerOf = (object: PdfObject | undefined): number | undefined =>
  object?.kind === 'number' && Number.isSafeInteger(object.value) && object.value >= 0
    ? object.value
    : undefined;

/** Whether two objects say the same; references are compared, not followed. */
export function sameObject(a: PdfObject, b: PdfObject): boolean {
  switch (a.kind) {
    case 'null':
      return b.kind === 'null';
    case 'boolean':
    case 'name':
      return a.kind === b.kind && a.value === b.value;
    case 'number':
      return b.kind === 'number' && a.value === b.value;
    case 'string':
      return b.kind === 'string' && sameBytes(a.bytes, b.bytes);
    case 'reference':
      return b.kind === 'reference' && a.number === b.number && a.generation === b.generation;
    case 'array':
      return b.kind === 'array' && a.items.length === b.items.length && startsWith(b.items, a.items);
    case 'dictionary':
      return b.kind === 'dictionary' && sameEntries(a, b, []);
    case 'stream':
      return b.kind === 'stream' && sameObject(a.dictionary, b.dictionary) && sameBytes(a.data, b.data);
  }
}

/** Whether the dictionaries agree in every key but the ones named. */
export function sameEntries(a: PdfDictionary, b: PdfDictionary, but: readonly string[]): boolean {
  const keys = new Set([...a.entries.keys(), ...b.entries.keys()]);
  return [...keys].every((key) => but.includes(key) || sameObject(entryOf(a, key), entryOf(b, key)));
}

export const startsWith = (longer: readonly PdfObject[], shorter: readonly PdfObject[]): boolean =>
  shorter.every((item, i) => longer[i] !== undefined && sameObject(item, longer[i]));

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((octet, i) => octet === b[i]);
