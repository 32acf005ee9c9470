/**
 * A PDF as its cross-reference data describes it (ISO 32000-1 §7.5): what a conforming reader shows, not what a scan of
 * the bytes would find. Opening the first n bytes of a file gives the revision that ended there.
 */
import { DvcttError } from '../../contract/errors.ts';
import { broken } from './broken.ts';
import { PdfBudget } from './budget.ts';
import { decodeStream } from './inflate.ts';
import {
  entryOf,
  integerOf,
  isName,
  pdfNull,
  type PdfArray,
  type PdfDictionary,
  type PdfObject,
  type PdfReference,
} from './objects.ts';
import { ascii, PdfParser } from './parser.ts';

export type XrefEntry =
  | { readonly kind: 'free' }
  | { readonly kind: 'at'; readonly offset: number; readonly generation: number }
  | { readonly kind: 'in-stream'; readonly stream: number; readonly index: number };

/** One section of the cross-reference chain, newest first. */
export interface XrefSection {
  readonly offset: number;
  readonly previous: number | undefined;
  /** Part of it is kept in a stream beside the table (§7.5.8.4), which not every reader looks into. */
  readonly hybrid: boolean;
}

const maxSections = 1000;
/** Far above the highest object number of the standard (8 388 607, annex C), and still a small integer. */
const maxNumber = 0x7fff_ffff;

export class PdfDocument {
  readonly bytes: Uint8Array;
  readonly budget: PdfBudget;
  readonly #sections: XrefSection[] = [];
  /** Numbers of the streams that hold other objects. */
  readonly #containers = new Set<number>();
  readonly #xref = new Map<number, XrefEntry>();
  readonly #loaded = new Map<number, Promise<PdfObject>>();
  readonly #streams = new Map<number, Promise<readonly (readonly [number, PdfObject])[]>>();
  #trailer: PdfDictionary = { kind: 'dictionary', entries: new Map() };
  /** Offset of the newest cross-reference section. */
  readonly startXref: number;
  #newestIsStream = false;

  private constructor(bytes: Uint8Array, budget: PdfBudget) {
    this.bytes = bytes;
    this.budget = budget;
    this.startXref = findStartXref(bytes);
  }

  /**
   * Rejects with PDF_BROKEN or PDF_ENCRYPTED.
   * @param budget when several revisions of one file are opened, the one they share
   */
  static async open(bytes: Uint8Array, budget = new PdfBudget(bytes.length)): Promise<PdfDocument> {
    if (ascii(bytes, 0, 5) !== '%PDF-') throw broken('no header');
    const document = new PdfDocument(bytes, budget);
    await document.#readSections();
    if (entryOf(document.#trailer, 'Encrypt').kind !== 'null') throw new DvcttError('PDF_ENCRYPTED');
    return document;
  }

  get xref(): ReadonlyMap<number, XrefEntry> {
    return this.#xref;
  }

  /** The chain of cross-reference sections, newest first. */
  get sections(): readonly XrefSection[] {
    return this.#sections;
  }

  /** Whether the cross-reference finds objects inside that stream. */
  isContainer(number: number): boolean {
    return this.#containers.has(number);
  }

  get trailer(): PdfDictionary {
    return this.#trailer;
  }

  /** The newest section is a cross-reference stream, not a table. */
  get usesXrefStream(): boolean {
    return this.#newestIsStream;
  }

  /** The object of that number; null when there is none, as the standard has it. */
  load(number: number): Promise<PdfObject> {
    const known = this.#loaded.get(number);
    if (known !== undefined) return known;
    const loading = this.#read(number);
    this.#loaded.set(number, loading);
    return loading;
  }

  /** Follows a reference, and one more if it leads to another. */
  async resolve(object: PdfObject): Promise<PdfObject> {
    let value = object;
    for (let i = 0; value.kind === 'reference'; i++) {
      if (i > 10) throw broken('circular reference');
      value = await this.load(value.number);
    }
    return value;
  }

  async dictionary(object: PdfObject): Promise<PdfDictionary | undefined> {
    const value = await this.resolve(object);
    return value.kind === 'dictionary' ? value : undefined;
  }

  async array(object: PdfObject): Promise<PdfArray | undefined> {
    const value = await this.resolve(object);
    return value.kind === 'array' ? value : undefined;
  }

  /** The document catalogue and its reference. */
  async catalog(): Promise<{ readonly reference: PdfReference; readonly dictionary: PdfDictionary }> {
    const reference = entryOf(this.#trailer, 'Root');
    const dictionary = await this.dictionary(reference);
    if (reference.kind !== 'reference' || dictionary === undefined) throw broken('no catalogue');
    return { reference, dictionary };
  }

  async #read(number: number): Promise<PdfObject> {
    const entry = this.#xref.get(number);
    switch (entry?.kind) {
      case undefined:
      case 'free':
        return pdfNull;
      case 'at': {
        return (await this.objectAt(entry.offset, number)).object;
      }
      case 'in-stream': {
        const objects = await this.objectStream(entry.stream);
        const found = objects[entry.index];
        if (found?.[0] !== number) throw broken('cross-reference points to another object');
        return found[1];
      }
    }
  }

  /** Reads `n g obj … endobj` at an offset; another number than the expected one is PDF_BROKEN. */
  async objectAt(
    offset: number,
    expected?: number,
  ): Promise<{ number: number; generation: number; object: PdfObject; end: number }> {
    const parser = this.#parser(offset);
    const number = parser.integer();
    if (expected !== undefined && number !== expected) {
      throw broken('cross-reference points to another object');
    }
    const generation = parser.integer();
    if (number === undefined || generation === undefined || !parser.keyword('obj')) {
      throw broken(`no object at ${offset}`);
    }
    let object = parser.object();
    if (object.kind === 'dictionary' && parser.keyword('stream')) {
      if (this.bytes[parser.at] === 0x0d) parser.at++;
      if (this.bytes[parser.at] === 0x0a) parser.at++;
      const length = await this.#streamLength(number, object);
      const data = this.bytes.subarray(parser.at, parser.at + length);
      parser.at += length;
      if (data.length !== length || !parser.keyword('endstream')) throw broken('bad stream length');
      object = { kind: 'stream', dictionary: object, data };
    }
    if (!parser.keyword('endobj')) throw broken('object is not closed');
    return { number, generation, object, end: parser.at };
  }

  /**
   * Length of a stream. A hostile file can make a length depend on the very stream that is being read, so a reference
   * is followed to a plain integer only, and for the streams that hold other objects never into such a stream. Which
   * streams those are the cross-reference says; the label that a stream gives itself proves nothing.
   */
  async #streamLength(number: number, dictionary: PdfDictionary): Promise<number> {
    const length = entryOf(dictionary, 'Length');
    let value = integerOf(length);
    if (length.kind === 'reference') {
      const entry = this.#xref.get(length.number);
      const isXref = isName(entryOf(dictionary, 'Type'), 'XRef');
      if (entry?.kind === 'at') value = this.#integerAt(entry.offset);
      else if (entry?.kind === 'in-stream' && !isXref && !this.#containers.has(number)) {
        value = integerOf(await this.load(length.number));
      }
    }
    if (value === undefined) throw broken('no stream length');
    return value;
  }

  #integerAt(offset: number): number | undefined {
    const parser = this.#parser(offset);
    const isObject =
      parser.integer() !== undefined && parser.integer() !== undefined && parser.keyword('obj');
    return isObject ? parser.integer() : undefined;
  }

  #parser(at: number): PdfParser {
    return new PdfParser(this.bytes, at, this.budget);
  }

  /** The objects that a stream holds, with their numbers. */
  objectStream(number: number): Promise<readonly (readonly [number, PdfObject])[]> {
    const known = this.#streams.get(number);
    if (known !== undefined) return known;
    const reading = this.#readObjectStream(number);
    this.#streams.set(number, reading);
    return reading;
  }

  async #readObjectStream(number: number): Promise<readonly (readonly [number, PdfObject])[]> {
    if (this.#xref.get(number)?.kind !== 'at') throw broken('object stream inside another');
    const stream = await this.load(number);
    if (stream.kind !== 'stream' || !isName(entryOf(stream.dictionary, 'Type'), 'ObjStm')) {
      throw broken('no object stream');
    }
    const count = integerOf(entryOf(stream.dictionary, 'N'));
    const first = integerOf(entryOf(stream.dictionary, 'First'));
    if (count === undefined || first === undefined) throw broken('bad object stream');
    const data = await decodeStream(stream, this.budget);
    const header = new PdfParser(data, 0, this.budget);
    const objects: [number, PdfObject][] = [];
    for (let i = 0; i < count; i++) {
      const objectNumber = header.integer();
      const offset = header.integer();
      if (objectNumber === undefined || offset === undefined) throw broken('bad object stream');
      objects.push([objectNumber, new PdfParser(data, first + offset, this.budget).object()]);
    }
    return objects;
  }

  async #readSections(): Promise<void> {
    const seen = new Set<number>();
    const waiting = [this.startXref];
    for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
      if (seen.has(at)) throw broken('circular cross-reference');
      if (seen.size > maxSections) throw broken('too many revisions');
      seen.add(at);
      const parser = this.#parser(at);
      const isTable = parser.keyword('xref');
      const trailer = isTable ? this.#readTable(parser) : await this.#readXrefStream(at);
      if (seen.size === 1) {
        this.#trailer = trailer;
        this.#newestIsStream = !isTable;
      }
      // A hybrid file keeps part of this section in a stream (§7.5.8.4); it counts before the older sections.
      const hybrid = integerOf(entryOf(trailer, 'XRefStm'));
      if (isTable && hybrid !== undefined) await this.#readXrefStream(hybrid);
      const previous = integerOf(entryOf(trailer, 'Prev'));
      this.#sections.push({ offset: at, previous, hybrid: isTable && hybrid !== undefined });
      if (previous !== undefined) waiting.push(previous);
    }
  }

  #add(number: number, entry: XrefEntry): void {
    if (number > maxNumber) throw broken('object number too large');
    if (this.#xref.has(number)) return;
    this.#xref.set(number, entry);
    if (entry.kind === 'in-stream') this.#containers.add(entry.stream);
  }

  #readTable(parser: PdfParser): PdfDictionary {
    while (!parser.keyword('trailer')) {
      const first = parser.integer();
      const count = parser.integer();
      if (first === undefined || count === undefined) throw broken('bad cross-reference');
      this.budget.spendEntries(count);
      for (let number = first; number < first + count; number++) {
        const offset = parser.integer();
        const generation = parser.integer();
        if (offset === undefined || generation === undefined) throw broken('bad cross-reference');
        if (parser.keyword('n')) this.#add(number, { kind: 'at', offset, generation });
        else if (parser.keyword('f')) this.#add(number, { kind: 'free' });
        else throw broken('bad cross-reference');
      }
    }
    const trailer = parser.object();
    if (trailer.kind !== 'dictionary') throw broken('no trailer');
    return trailer;
  }

  async #readXrefStream(offset: number): Promise<PdfDictionary> {
    const { object } = await this.objectAt(offset);
    if (object.kind !== 'stream' || !isName(entryOf(object.dictionary, 'Type'), 'XRef')) {
      throw broken('no cross-reference');
    }
    const { dictionary } = object;
    const data = await decodeStream(object, this.budget);
    const widths = integers(entryOf(dictionary, 'W'));
    const size = integerOf(entryOf(dictionary, 'Size'));
    const [a, b, c] = widths;
    if (a === undefined || b === undefined || c === undefined || size === undefined) {
      throw broken('bad cross-reference stream');
    }
    if (widths.length !== 3 || widths.some((width) => width > 6)) throw broken('bad cross-reference stream');
    const index =
      entryOf(dictionary, 'Index').kind === 'null' ? [0, size] : integers(entryOf(dictionary, 'Index'));
    const width = a + b + c;
    let at = 0;
    for (let i = 0; i + 1 < index.length; i += 2) {
      const [first = 0, count = 0] = index.slice(i, i + 2);
      if (count * width > data.length - at) throw broken('cross-reference stream is cut off');
      this.budget.spendEntries(count);
      for (let number = first; number < first + count; number++, at += width) {
        const type = a === 0 ? 1 : bigEndian(data, at, a);
        const second = bigEndian(data, at + a, b);
        const third = bigEndian(data, at + a + b, c);
        if (type === 0) this.#add(number, { kind: 'free' });
        else if (type === 1) this.#add(number, { kind: 'at', offset: second, generation: third });
        else if (type === 2) this.#add(number, { kind: 'in-stream', stream: second, index: third });
        // A reader of a later standard sees something here that this one does not.
        else throw broken('unknown cross-reference entry');
      }
    }
    return dictionary;
  }
}

const integers = (object: PdfObject): number[] =>
  object.kind === 'array' ? object.items.map((item) => integerOf(item) ?? 0) : [];

function bigEndian(data: Uint8Array, at: number, width: number): number {
  let value = 0;
  for (let i = 0; i < width; i++) value = value * 256 + (data[at + i] ?? 0);
  return value;
}

/** `startxref` in the last kilobyte (§7.5.5). */
function findStartXref(bytes: Uint8Array): number {
  const tail = ascii(bytes, Math.max(0, bytes.length - 1024), bytes.length);
  const found = /startxref[\s\0]+(\d{1,12})[\s\0]+%%EOF/.exec(tail.slice(tail.lastIndexOf('startxref')));
  if (found === null) throw broken('no startxref');
  const at = Number(found[1]);
  if (at >= bytes.length) throw broken('startxref points outside the file');
  return at;
}
