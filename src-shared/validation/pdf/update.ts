/**
 * Whether an incremental update did nothing but add invisible signatures. Everything else that comes after a signature
 * (a changed page, an annotation, a form value, an appearance laid over the text: “shadow attacks”) means that the
 * earlier signer signed something else than what is shown now.
 *
 * What may change is found from the catalogue down: the /Annots of a page of the page tree, the /AcroForm of the
 * catalogue, its /Fields and /SigFlags, and the /V of an empty signature field. Every other object keeps its value, and
 * what did not exist stays missing if anything refers to it. What an object calls itself counts for nothing.
 */
import { DvcttError } from '../../contract/errors.ts';
import { appendedObjects } from './appended.ts';
import type { PdfDocument, XrefEntry } from './document.ts';
import { formFields, formOf } from './fields.ts';
import { isInvisibleWidget, isSignatureDictionary } from './new-signature.ts';
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
import { pagesOf } from './pages.ts';
import { readReferences, type References } from './references.ts';

/** @param after the later revision; `before.bytes` must be its beginning. */
export async function addsOnlySignatures(before: PdfDocument, after: PdfDocument): Promise<boolean> {
  try {
    return continues(before, after) && (await new Update(before, after).isAllowed());
  } catch (thrown) {
    if (thrown instanceof DvcttError) return false;
    throw thrown;
  }
}

/** The trailer keeps what it says, and its chain of sections goes on from the newest one of the earlier revision. */
function continues(before: PdfDocument, after: PdfDocument): boolean {
  const older = after.sections.findIndex(({ offset }) => offset < before.bytes.length);
  const size = integerOf(entryOf(after.trailer, 'Size')) ?? 0;
  return (
    ['Root', 'Info'].every((key) => sameObject(entryOf(before.trailer, key), entryOf(after.trailer, key))) &&
    older > 0 &&
    after.sections[older]?.offset === before.startXref &&
    after.sections.slice(0, older).every(({ hybrid }) => !hybrid) &&
    // Readers ignore objects from the size on (§7.5.5): a smaller one would take objects away.
    size >= (integerOf(entryOf(before.trailer, 'Size')) ?? 0)
  );
}

/** Object numbers whose cross-reference entries differ between the revisions. */
interface Difference {
  readonly added: readonly number[];
  readonly changed: readonly number[];
}

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
    const appended = await appendedObjects(this.#after, this.#before.bytes.length);
    const difference = appended === undefined ? undefined : this.#difference(appended);
    if (appended === undefined || difference === undefined) return false;
    const { added, changed } = difference;
    const references = await readReferences(this.#before, new Set(changed));
    if ([...added, ...appended.keys()].some((number) => references.missing.has(number))) return false;
    await this.#findSignatures(added, changed);
    for (const number of added) if (!(await this.#isAllowedNew(number))) return false;
    const allowed = await this.#allowedChanges(references);
    for (const number of changed) if (!(await this.#isAllowedChange(number, allowed))) return false;
    return this.#formIsExtended();
  }

  /** Undefined when the update takes an object away, or brings one into being in another way than by writing it. */
  #difference(appended: ReadonlyMap<number, number>): Difference | undefined {
    const size = integerOf(entryOf(this.#after.trailer, 'Size')) ?? 0;
    const changed: number[] = [];
    const added: number[] = [];
    for (const [number, entry] of this.#after.xref) {
      const earlier = this.#before.xref.get(number);
      if (sameEntry(earlier, entry)) continue;
      const existed = earlier !== undefined && earlier.kind !== 'free';
      if (entry.kind === 'free') {
        if (existed) return undefined;
        continue;
      }
      if (number >= size) return undefined;
      const holder = entry.kind === 'at' ? number : entry.stream;
      // An entry that points into the old bytes would bring an older state back.
      if (!appended.has(holder)) return undefined;
      if (entry.kind === 'at' && appended.get(number) !== entry.offset) return undefined;
      if (existed && generationOf(earlier) !== generationOf(entry)) return undefined;
      (existed ? changed : added).push(number);
    }
    for (const number of this.#before.xref.keys()) if (!this.#after.xref.has(number)) return undefined;
    return { added, changed };
  }

  /** Notes the new widgets that the form names, and the signature dictionaries that fields point to now. */
  async #findSignatures(added: readonly number[], changed: readonly number[]): Promise<void> {
    const candidates = new Set(added);
    const replaced = new Set(changed);
    for (const { number, dictionary } of await formFields(this.#after)) {
      const value = entryOf(dictionary, 'V');
      if (number === undefined || value.kind !== 'reference' || !candidates.has(value.number)) continue;
      if (!candidates.has(number) && !replaced.has(number)) continue;
      if (!isInvisibleWidget(dictionary)) continue;
      if (candidates.has(number)) this.#newWidgets.add(number);
      this.#newSignatures.add(value.number);
    }
  }

  async #isAllowedNew(number: number): Promise<boolean> {
    if (this.#newWidgets.has(number)) return true;
    const object = await this.#after.load(number);
    if (this.#newSignatures.has(number)) return isSignatureDictionary(object);
    return object.kind === 'stream' && ((await this.#holdsObjects(number)) || this.#isSection(number));
  }

  /** A stream that the new cross-reference uses as an object stream, for each object that is in it. */
  async #holdsObjects(number: number): Promise<boolean> {
    if (!this.#after.isContainer(number)) return false;
    const objects = await this.#after.objectStream(number);
    return objects.every(([held], index) => {
      const entry = this.#after.xref.get(held);
      return entry?.kind === 'in-stream' && entry.stream === number && entry.index === index;
    });
  }

  #isSection(number: number): boolean {
    const entry = this.#after.xref.get(number);
    return entry?.kind === 'at' && this.#after.sections.some(({ offset }) => offset === entry.offset);
  }

  /** Object numbers and what may become of them, by the way that leads to them from the catalogue. */
  async #allowedChanges(references: References): Promise<ReadonlyMap<number, Change>> {
    const allowed = new Map<number, Change>();
    /** An object that has a second role may not change: it would change there as well. */
    const allow = (number: number, change: Change, isOwn: (referrer: string) => boolean): void => {
      const referrers = references.referrers.get(number) ?? [];
      if (referrers.every(({ holder, path }) => isOwn(place(holder, path)))) allowed.set(number, change);
    };
    for (const { number, dictionary, isSignature } of await formFields(this.#before)) {
      if (number === undefined || !isSignature || entryOf(dictionary, 'V').kind !== 'null') continue;
      allowed.set(number, (a, b) => this.#isSignedField(a, b));
    }
    const annotated = new Map<number, Set<string>>();
    for await (const { reference, dictionary } of pagesOf(this.#before)) {
      allowed.set(reference.number, (a, b) => this.#isExtendedDictionary(a, b, 'Annots'));
      const annots = entryOf(dictionary, 'Annots');
      if (annots.kind !== 'reference') continue;
      const places = annotated.get(annots.number) ?? new Set();
      annotated.set(annots.number, places.add(place(reference.number, ['Annots'])));
    }
    for (const [number, places] of annotated) {
      allow(
        number,
        (a, b) => isExtended(a, b, this.#newWidgets),
        (at) => places.has(at),
      );
    }
    const { reference: catalog, dictionary } = await this.#before.catalog();
    const form = entryOf(dictionary, 'AcroForm');
    const formPlace = place(catalog.number, ['AcroForm']);
    const fields = entryOf((await formOf(this.#before)) ?? empty, 'Fields');
    if (fields.kind === 'reference') {
      const own =
        form.kind === 'reference'
          ? place(form.number, ['Fields'])
          : place(catalog.number, ['AcroForm', 'Fields']);
      allow(
        fields.number,
        (a, b) => isExtended(a, b, this.#newWidgets),
        (at) => at === own,
      );
    }
    if (form.kind === 'reference') {
      // Its entries are compared by #formIsExtended.
      allow(
        form.number,
        (a, b) => a.kind === 'dictionary' && b.kind === 'dictionary',
        (at) => at === formPlace,
      );
    }
    allowed.set(
      catalog.number,
      async (a, b) =>
        a.kind === 'dictionary' &&
        b.kind === 'dictionary' &&
        sameEntries(a, b, ['AcroForm']) &&
        (await this.#staysInPlace(a, b, 'AcroForm')),
    );
    return allowed;
  }

  async #isAllowedChange(number: number, allowed: ReadonlyMap<number, Change>): Promise<boolean> {
    const [before, after] = await Promise.all([this.#before.load(number), this.#after.load(number)]);
    if (before.kind === 'stream' || after.kind === 'stream') return false;
    return sameObject(before, after) || (await allowed.get(number)?.(before, after)) === true;
  }

  /** A field that stood empty was signed. */
  #isSignedField(before: PdfObject, after: PdfObject): boolean {
    if (before.kind !== 'dictionary' || !isInvisibleWidget(after)) return false;
    const value = entryOf(after, 'V');
    return (
      entryOf(before, 'V').kind === 'null' &&
      value.kind === 'reference' &&
      this.#newSignatures.has(value.number) &&
      sameEntries(before, after, ['V'])
    );
  }

  /** The form has the same entries but for its fields, to which new signature widgets were added at the end. */
  async #formIsExtended(): Promise<boolean> {
    const before = (await formOf(this.#before)) ?? empty;
    const after = (await formOf(this.#after)) ?? empty;
    const flags = integerOf(entryOf(after, 'SigFlags')) ?? 0;
    return (
      sameEntries(before, after, ['Fields', 'SigFlags']) &&
      flags <= 3 &&
      (await this.#staysInPlace(before, after, 'Fields')) &&
      isExtended(
        await this.#before.resolve(entryOf(before, 'Fields')),
        await this.#after.resolve(entryOf(after, 'Fields')),
        this.#newWidgets,
      )
    );
  }

  async #isExtendedDictionary(before: PdfObject, after: PdfObject, key: string): Promise<boolean> {
    return (
      before.kind === 'dictionary' &&
      after.kind === 'dictionary' &&
      isName(entryOf(before, 'Type'), 'Page') &&
      sameEntries(before, after, [key]) &&
      (await this.#staysInPlace(before, after, key)) &&
      isExtended(
        await this.#before.resolve(entryOf(before, key)),
        await this.#after.resolve(entryOf(after, key)),
        this.#newWidgets,
      )
    );
  }

  /** What was an object of its own still is the same one; what was not stands in the dictionary itself. */
  async #staysInPlace(before: PdfDictionary, after: PdfDictionary, key: string): Promise<boolean> {
    const [earlier, later] = [entryOf(before, key), entryOf(after, key)];
    if (sameObject(earlier, later)) return true;
    const existed = earlier.kind !== 'reference' || (await this.#before.resolve(earlier)).kind === 'null';
    return existed && later.kind !== 'reference';
  }
}

type Change = (before: PdfObject, after: PdfObject) => boolean | Promise<boolean>;

const empty: PdfDictionary = { kind: 'dictionary', entries: new Map() };

const place = (holder: number | undefined, path: readonly (string | number)[]): string =>
  JSON.stringify([holder ?? null, ...path]);

/** A list of annotations or fields (never of numbers or names) that got new widgets at its end. */
function isExtended(before: PdfObject, after: PdfObject, widgets: ReadonlySet<number>): boolean {
  if (before.kind === 'null' && after.kind === 'null') return true;
  const earlier = before.kind === 'array' ? before.items : [];
  if ((before.kind !== 'array' && before.kind !== 'null') || after.kind !== 'array') return false;
  return (
    earlier.every(({ kind }) => kind === 'reference' || kind === 'dictionary' || kind === 'null') &&
    startsWith(after.items, earlier) &&
    after.items
      .slice(earlier.length)
      .every((item) => item.kind === 'reference' && item.generation === 0 && widgets.has(item.number))
  );
}

function sameEntry(a: XrefEntry | undefined, b: XrefEntry): boolean {
  if (a?.kind === 'at') return b.kind === 'at' && a.offset === b.offset && a.generation === b.generation;
  if (a?.kind === 'in-stream') return b.kind === 'in-stream' && a.stream === b.stream && a.index === b.index;
  return a?.kind === b.kind;
}

/** Objects in streams are of generation 0 (§7.5.7). */
const generationOf = (entry: XrefEntry): number => (entry.kind === 'at' ? entry.generation : 0);
