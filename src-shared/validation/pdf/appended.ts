import type { PdfDocument } from './document.ts';
import { PdfParser } from './parser.ts';

/**
 * Numbers and offsets of the objects that stand behind `start`, or undefined when anything else stands there. Allowed
 * are whole objects that the cross-reference names, its own sections and white space: nothing that a reader which scans
 * or repairs files could see instead.
 */
export async function appendedObjects(
  after: PdfDocument,
  start: number,
): Promise<ReadonlyMap<number, number> | undefined> {
  const sections = new Set(after.sections.map(({ offset }) => offset));
  const found = new Map<number, number>();
  const parser = new PdfParser(after.bytes, start, after.budget);
  for (;;) {
    parser.skipSpace();
    const at = parser.at;
    if (at >= after.bytes.length) return found;
    if (after.bytes[at] === 0x25) {
      if (!startsAt(after.bytes, at, '%%EOF')) return undefined;
      parser.at = at + 5;
    } else if (parser.keyword('xref')) {
      if (!sections.has(at)) return undefined;
      while (!parser.keyword('trailer')) {
        parser.skipSpace();
        if (!/^(?:\d{1,12}|n|f)$/.test(parser.word())) return undefined;
      }
      parser.object();
    } else if (parser.keyword('startxref')) {
      const offset = parser.integer();
      if (offset === undefined || !sections.has(offset)) return undefined;
    } else {
      const { number, generation, end } = await after.objectAt(at);
      const entry = after.xref.get(number);
      const isNamed = entry?.kind === 'at' && entry.offset === at && entry.generation === generation;
      // A cross-reference stream need not name itself.
      if (!isNamed && !(entry === undefined && sections.has(at))) return undefined;
      if (found.has(number)) return undefined;
      found.set(number, at);
      parser.at = end;
    }
  }
}

const startsAt = (bytes: Uint8Array, at: number, text: string): boolean =>
  Array.from(text).every((c, i) => bytes[at + i] === c.charCodeAt(0));
