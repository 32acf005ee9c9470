import { withoutAccents } from '#shared/domain/text/accents.ts';
import { queryWords } from '#shared/domain/text/search-words.ts';
import type { HelpPage } from '#shared/help/help-page.ts';

const wholeText = (page: HelpPage) =>
  [
    page.title,
    page.id,
    page.explanation,
    page.meaning,
    ...page.steps,
    page.stop,
    ...page.helpers.map(({ text }) => text),
    ...page.ckrs,
  ].join(' ');

const words = (text: string) => text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');

/** How often the word begins one of the text: as written when it has accents, under any marks when not. */
function hits(text: string, word: string, accented: boolean): number {
  const where = accented ? text.normalize('NFC').toLowerCase() : withoutAccents(text);
  return words(where).filter((other) => other.startsWith(word)).length;
}

/** Pages that have every word, those that have them in the title or code first; all of them when nothing is asked. */
export function searchHelp(pages: readonly HelpPage[], query: string): readonly HelpPage[] {
  const asked = queryWords(query);
  if (asked.length === 0) return query.trim() === '' ? pages : [];
  return pages
    .map((page) => {
      const body = wholeText(page);
      const counts = asked.map(({ word, accented }) => ({
        anywhere: hits(body, word, accented),
        name: hits(`${page.title} ${page.id}`, word, accented),
      }));
      return {
        page,
        fits: counts.every(({ anywhere }) => anywhere > 0),
        weight: counts.reduce(
          (sum, { anywhere, name }) => sum + Math.min(anywhere, 5) + (name > 0 ? 100 : 0),
          0,
        ),
      };
    })
    .filter(({ fits }) => fits)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ page }) => page);
}
