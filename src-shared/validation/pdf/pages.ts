import { broken } from './broken.ts';
import type { PdfDocument } from './document.ts';
import { entryOf, isName, type PdfDictionary, type PdfReference } from './objects.ts';

export interface Page {
  readonly reference: PdfReference;
  readonly dictionary: PdfDictionary;
}

const maxDepth = 100;

/** The pages that the catalogue's page tree leads to (ISO 32000-1 §7.7.3), in reading order, each number once. */
export async function* pagesOf(document: PdfDocument): AsyncGenerator<Page> {
  const seen = new Set<number>();
  const root = entryOf((await document.catalog()).dictionary, 'Pages');
  // One iterator for each level of the tree that is open.
  const open = [[root].values()];
  for (let level = open.at(-1); level !== undefined; level = open.at(-1)) {
    const { value: item, done } = level.next();
    if (done === true) open.pop();
    if (item?.kind !== 'reference') continue;
    // A tree whose nodes all share one long list of kids would otherwise be gone through for each of them.
    document.budget.spendValue();
    if (seen.has(item.number)) continue;
    seen.add(item.number);
    const dictionary = await document.dictionary(item);
    if (dictionary === undefined) continue;
    const kids = await document.array(entryOf(dictionary, 'Kids'));
    if (kids !== undefined) {
      if (open.length >= maxDepth) throw broken('page tree too deep');
      open.push(kids.items.values());
    } else if (isName(entryOf(dictionary, 'Type'), 'Page')) yield { reference: item, dictionary };
  }
}
