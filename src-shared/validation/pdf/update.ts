/**
 * Whether an incremental update did nothing but add invisible signatures. Everything else that comes after a signature
 * (a changed page, an annotation, a form value, an appearance laid over the text: “shadow attacks”) means that the
 * earlier signer signed something else than what is shown now.
 */
import type { PdfDocument, XrefEntry } from './document.ts';
import { formOf } from './fields.ts';
import {
  entryOf,
  integerOf,
  isName,
  sameEntries,
  sameObject,
  startsWith,
  type PdfDictionary,
  type PdfObject,
} from './objects.ts';
import { DvcttError } from '../../contract/errors.ts';
import { PdfParser } from './parser.ts';

/** @param after the later revision; `before.bytes` must be its beginning. */
export async function addsOnlySignatures(before: PdfDocument, after: PdfDocument): Promise<boolean> {
  try {
    return (
      sameTrailer(before, after) &&
      (await isCleanUpdate(before.bytes.length, after)) &&
      (await new Update(before, after).isAllowed())
    );
  } catch (thrown) {
    if (thrown instanceof DvcttError) return false;
    throw thrown;
  }
}

function sameTrailer(before: PdfDocument, after: PdfDocument): boolean {
  return ['Root', 'Info'].every((key) =>
    sameObject(entryOf(before.trailer, key), entryOf(after.trailer, key)),
  );
}

/**
 * The bytes of the update are whole objects that its cross-reference names, the cross-reference itself and white
 * space: nothing that a reader which scans or repairs files could see instead.
 */
async function isCleanUpdate(start: number, after: PdfDocument): Promise<boolean> {
  const parser = new PdfParser(after.bytes, start);
  for (;;) {
    parser.skipSpace();
    const at = parser.at;
    if (at >= after.bytes.length) return true;
    if (after.bytes[at] === 0x25) {
      if (!startsAt(after.bytes, at, '%%EOF')) return false;
      parser.at = at + 5;
    } else if (parser.keyword('xref')) {
      while (!parser.keyword('trailer')) {
        parser.skipSpace();
        if (!/^(?:\d{1,12}|n|f)$/.test(parser.word())) return false;
      }
      parser.object();
    } else if (parser.keyword('startxref')) {
      if (parser.integer() === undefined) return false;
    } else {
      const { number, object, end } = await after.objectAt(at);
      const entry = after.xref.get(number);
      const isNamed = entry?.kind === 'at' && entry.offset === at;
      const isXref = object.kind === 'stream' && isName(entryOf(object.dictionary, 'Type'), 'XRef');
      if (!isNamed && !(isXref && entry === undefined)) return false;
      parser.at = end;
    }
  }
}

const startsAt = (bytes: Uint8Array, at: number, text: string): boolean =>
  Array.from(text).every((c, i) => bytes[at + i] === c.charCodeAt(0));

/** What an invisible, freshly signed field may consist of: no appearance, no action, no script. */
const widgetKeys = new Set(['Type', 'Subtype', 'FT', 'T', 'V', 'F', 'Ff', 'Rect', 'P', 'TU']);

class Update {
  readonly #before: PdfDocument;
  readonly #after: PdfDocument;
  readonly #newWidgets = new Set<number>();
  readonly #newSignatures = new Set<number>();

  constructor(before: PdfDocument, after: PdfDocument) {
    this.#before = before;
    this.#after = after;
  }

  async isAllowed(): Promise<boolean> {
    const changed: number[] = [];
    const added: number[] = [];
    for (const [number, entry] of this.#after.xref) {
      const earlier = this.#before.xref.get(number);
      if (sameEntry(earlier, entry)) continue;
      // A changed entry that points into the old bytes would bring an older state back.
      if (entry.kind === 'at' && entry.offset < this.#before.bytes.length) return false;
      if (entry.kind === 'free') {
        if (earlier !== undefined && earlier.kind !== 'free') return false;
      } else if (earlier === undefined || earlier.kind === 'free') added.push(number);
      else changed.push(number);
    }
    for (const number of this.#before.xref.keys()) if (!this.#after.xref.has(number)) return false;
    for (const number of added) await this.#classify(number);
    for (const number of added) if (!(await this.#isAllowedNew(number))) return false;
    for (const number of changed) if (!(await this.#isAllowedChange(number))) return false;
    return this.#formIsExtended();
  }

  /** Notes new signature widgets and the signature dictionaries that they point to. */
  async #classify(number: number): Promise<void> {
    const object = await this.#after.load(number);
    if (object.kind !== 'dictionary' || !isInvisibleWidget(object)) return;
    this.#newWidgets.add(number);
    const value = entryOf(object, 'V');
    if (value.kind === 'reference') this.#newSignatures.add(value.number);
  }

  async #isAllowedNew(number: number): Promise<boolean> {
    if (this.#newWidgets.has(number)) return true;
    const object = await this.#after.load(number);
    if (object.kind === 'stream') {
      const type = entryOf(object.dictionary, 'Type');
      return isName(type, 'XRef') || isName(type, 'ObjStm');
    }
    return this.#newSignatures.has(number) && isSignatureDictionary(object);
  }

  async #isAllowedChange(number: number): Promise<boolean> {
    const [before, after] = await Promise.all([this.#before.load(number), this.#after.load(number)]);
    if (sameObject(before, after)) return before.kind !== 'stream' || !isObjectStream(before.dictionary);
    if (before.kind === 'array') return this.#isExtended(before, after);
    if (before.kind !== 'dictionary' || after.kind !== 'dictionary') return false;
    const { reference } = await this.#before.catalog();
    if (number === reference.number) return sameEntries(before, after, ['AcroForm']);
    const form = entryOf((await this.#before.catalog()).dictionary, 'AcroForm');
    if (form.kind === 'reference' && form.number === number) return true; // judged by #formIsExtended
    if (isName(entryOf(before, 'Type'), 'Page')) {
      return sameEntries(before, after, ['Annots']) && (await this.#hasExtended(before, after, 'Annots'));
    }
    return this.#isSignedField(before, after);
  }

  /** A field that stood empty was signed. */
  #isSignedField(before: PdfDictionary, after: PdfDictionary): boolean {
    const value = entryOf(after, 'V');
    if (!isInvisibleWidget(after) || entryOf(before, 'V').kind !== 'null' || value.kind !== 'reference')
      return false;
    const isNew = this.#after.xref.has(value.number) && !this.#before.xref.has(value.number);
    if (isNew) this.#newSignatures.add(value.number);
    return isNew && sameEntries(before, after, ['V']);
  }

  /** The form has the same entries but for its fields, to which new signature widgets were added at the end. */
  async #formIsExtended(): Promise<boolean> {
    const empty: PdfDictionary = { kind: 'dictionary', entries: new Map() };
    const before = (await formOf(this.#before)) ?? empty;
    const after = (await formOf(this.#after)) ?? empty;
    const flags = integerOf(entryOf(after, 'SigFlags')) ?? 0;
    return (
      sameEntries(before, after, ['Fields', 'SigFlags']) &&
      flags <= 3 &&
      (await this.#hasExtended(before, after, 'Fields'))
    );
  }

  async #hasExtended(before: PdfDictionary, after: PdfDictionary, key: string): Promise<boolean> {
    return this.#isExtended(
      await this.#before.resolve(entryOf(before, key)),
      await this.#after.resolve(entryOf(after, key)),
    );
  }

  #isExtended(before: PdfObject, after: PdfObject): boolean {
    if (before.kind === 'null' && after.kind === 'null') return true;
    const earlier = before.kind === 'array' ? before.items : [];
    if ((before.kind !== 'array' && before.kind !== 'null') || after.kind !== 'array') return false;
    return (
      startsWith(after.items, earlier) &&
      after.items
        .slice(earlier.length)
        .every((item) => item.kind === 'reference' && this.#newWidgets.has(item.number))
    );
  }
}

function sameEntry(a: XrefEntry | undefined, b: XrefEntry): boolean {
  if (a?.kind === 'at') return b.kind === 'at' && a.offset === b.offset && a.generation === b.generation;
  if (a?.kind === 'in-stream') return b.kind === 'in-stream' && a.stream === b.stream && a.index === b.index;
  return a?.kind === b.kind;
}

const isObjectStream = (dictionary: PdfDictionary): boolean =>
  isName(entryOf(dictionary, 'Type'), 'ObjStm') || isName(entryOf(dictionary, 'Type'), 'XRef');

function isInvisibleWidget(object: PdfDictionary): boolean {
  const rectangle = entryOf(object, 'Rect');
  return (
    isName(entryOf(object, 'Subtype'), 'Widget') &&
    isName(entryOf(object, 'FT'), 'Sig') &&
    [...object.entries.keys()].every((key) => widgetKeys.has(key)) &&
    rectangle.kind === 'array' &&
    rectangle.items.length === 4 &&
    rectangle.items.every((item) => item.kind === 'number' && item.value === 0)
  );
}

const isSignatureDictionary = (object: PdfObject): boolean =>
  object.kind === 'dictionary' &&
  isName(entryOf(object, 'Type'), 'Sig') &&
  entryOf(object, 'ByteRange').kind === 'array' &&
  entryOf(object, 'Contents').kind === 'string';
