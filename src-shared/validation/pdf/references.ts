/** Which object refers to which: all that a reader can reach from the trailer of a revision. */
import { broken } from './broken.ts';
import type { PdfDocument } from './document.ts';
import { entryOf, integerOf, type PdfObject } from './objects.ts';

/** Where a reference stands: the object that holds it, and the way to it inside that object. */
export interface Referrer {
  /** Undefined for the trailer. */
  readonly holder: number | undefined;
  /** Keys of dictionaries and indices of arrays. */
  readonly path: readonly (string | number)[];
}

export interface References {
  /** Numbers that something refers to although the revision has no such object: a reader takes them for null. */
  readonly missing: ReadonlySet<number>;
  /** Everything that refers to the numbers that were asked for. */
  readonly referrers: ReadonlyMap<number, readonly Referrer[]>;
}

/** A value on the way through an object. */
interface Step {
  readonly value: PdfObject;
  readonly key: string | number;
  readonly up: Step | undefined;
}

/**
 * Goes through everything that can be reached. A part that cannot be read is PDF_BROKEN, as is an object at or above
 * the trailer's /Size, which some readers see and some do not (ISO 32000-1 §7.5.5): a later revision could make either
 * appear without touching it.
 * @param wanted numbers whose referrers are noted
 */
export async function readReferences(
  document: PdfDocument,
  wanted: ReadonlySet<number> = new Set(),
): Promise<References> {
  const missing = new Set<number>();
  const referrers = new Map<number, Referrer[]>();
  const size = integerOf(entryOf(document.trailer, 'Size'));
  if (size === undefined) throw broken('no size');
  const reached = new Set<number>();
  const waiting: number[] = [];
  const reach = (number: number, referrer: () => Referrer): void => {
    if (wanted.has(number)) {
      const known = referrers.get(number);
      if (known === undefined) referrers.set(number, [referrer()]);
      else known.push(referrer());
    }
    if (reached.has(number)) return;
    reached.add(number);
    waiting.push(number);
  };
  const search = (object: PdfObject, holder: number | undefined): void => {
    const open: Step[] = [{ value: object, key: '', up: undefined }];
    for (let step = open.pop(); step !== undefined; step = open.pop()) {
      const here = step;
      const { value } = here;
      if (value.kind === 'reference') reach(value.number, () => ({ holder, path: pathOf(here) }));
      else if (value.kind === 'array') {
        for (const [key, item] of value.items.entries())
          if (holds(item)) open.push({ value: item, key, up: here });
      } else if (value.kind === 'dictionary' || value.kind === 'stream') {
        const { entries } = value.kind === 'stream' ? value.dictionary : value;
        for (const [key, item] of entries) if (holds(item)) open.push({ value: item, key, up: here });
      }
    }
  };
  search(document.trailer, undefined);
  for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
    const holder = number;
    const entry = document.xref.get(number);
    if (entry === undefined || entry.kind === 'free') {
      missing.add(number);
      continue;
    }
    if (number >= size) throw broken('an object is above the size');
    if (entry.kind === 'in-stream') reach(entry.stream, () => ({ holder, path: ['stream'] }));
    search(await document.load(number), number);
  }
  return { missing, referrers };
}

const holds = ({ kind }: PdfObject): boolean =>
  kind === 'reference' || kind === 'array' || kind === 'dictionary';

function pathOf(step: Step): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at = step; at.up !== undefined; at = at.up) path.unshift(at.key);
  return path;
}
