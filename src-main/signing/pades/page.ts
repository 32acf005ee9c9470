import {
  entryOf,
  isName,
  type PdfDictionary,
  type PdfObject,
  type PdfReference,
} from '#shared/validation/pdf/objects.ts';
import type { PdfDocument } from '#shared/validation/pdf/document.ts';
import { broken } from '#shared/validation/pdf/parser.ts';

const maxVisited = 10_000;

/** The first page of the document: its reference and dictionary. PDF_BROKEN when there is none. */
export async function firstPage(
  document: PdfDocument,
  catalog: PdfDictionary,
): Promise<{ readonly reference: PdfReference; readonly dictionary: PdfDictionary }> {
  const seen = new Set<number>();
  const waiting: PdfObject[] = [entryOf(catalog, 'Pages')];
  for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
    if (item.kind !== 'reference' || seen.has(item.number)) continue;
    if (seen.size > maxVisited) break;
    seen.add(item.number);
    const node = await document.dictionary(item);
    if (node === undefined) continue;
    const kids = await document.array(entryOf(node, 'Kids'));
    if (kids !== undefined) waiting.unshift(...kids.items.slice(0, maxVisited));
    else if (isName(entryOf(node, 'Type'), 'Page')) return { reference: item, dictionary: node };
  }
  throw broken('no page');
}
