import { withoutAccents } from '#shared/domain/text/accents.ts';
import { queryWords, type QueryWord } from '#shared/domain/text/search-words.ts';
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
    ...page.keywords,
    ...page.ckrs,
  ].join(' ');

const words = (text: string) => text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');

/** Words that say nothing of what is looked for. */
const functionWords: ReadonlySet<string> = new Set(
  [
    'bị là và thì của cho tôi em làm sao thế nào như khi được cách với này',
    // Those of them that are nothing else without their accents.
    'bi la va thi cua toi em lam sao nao nhu duoc cach',
    'a an is my of to how do it',
  ].flatMap((line) => line.split(' ')),
);

/** What is looked for in earnest; the whole query where it is made of such words alone. */
function contentWords(query: string): readonly QueryWord[] {
  const all = queryWords(query);
  const content = all.filter(({ word }) => !functionWords.has(word));
  return content.length === 0 ? all : content;
}

interface Text {
  readonly written: readonly string[];
  readonly plain: readonly string[];
}
const read = (text: string): Text => ({
  written: words(text.normalize('NFC').toLowerCase()),
  plain: words(withoutAccents(text)),
});
/** The words among which one of the query is looked for: as written when it has accents, without any when not. */
const wordsFor = ({ written, plain }: Text, { accented }: QueryWord) => (accented ? written : plain);

/** How often the word begins one of the text. */
const hits = (text: Text, asked: QueryWord) =>
  wordsFor(text, asked).filter((other) => other.startsWith(asked.word)).length;

/** How many words of the query stand in the text after the one typed before them: next to it, or past one that was left out (“đổi mã PIN”). */
function neighbours(text: Text, asked: readonly QueryWord[]): number {
  return asked.slice(1).filter((next, index) => {
    const before = asked[index];
    if (before === undefined) return false;
    const following = wordsFor(text, next);
    return wordsFor(text, before).some(
      (other, place) =>
        other === before.word &&
        following.slice(place + 1, place + 3).some((after) => after.startsWith(next.word)),
    );
  }).length;
}

/**
 * Pages by how many of the words they have, those that have them in their names first; where some page has every word,
 * only such pages. All of them when nothing is asked.
 */
export function searchHelp(pages: readonly HelpPage[], query: string): readonly HelpPage[] {
  const asked = contentWords(query);
  if (asked.length === 0) return query.trim() === '' ? pages : [];
  const judged = pages
    .map((page) => judge(page, asked))
    .filter(({ found }) => found > 0)
    .toSorted((a, b) => b.weight - a.weight);
  const whole = judged.filter(({ found }) => found === asked.length);
  return (whole.length > 0 ? whole : judged).map(({ page }) => page);
}

function judge(page: HelpPage, asked: readonly QueryWord[]) {
  const body = read(wholeText(page));
  // One by one: the end of one name and the beginning of the next are no neighbours.
  const names = [page.title, page.id, ...page.keywords].map(read);
  const anywhere = asked.map((word) => hits(body, word));
  const named = asked.filter((word) => names.some((name) => hits(name, word) > 0)).length;
  const inTitle = asked.filter((word) => names.slice(0, 2).some((name) => hits(name, word) > 0)).length;
  const together = Math.max(...names.map((name) => neighbours(name, asked)));
  const found = anywhere.filter((count) => count > 0).length;
  const often = anywhere.reduce((sum, count) => sum + Math.min(count, 5), 0);
  const near = neighbours(body, asked);
  return {
    page,
    found,
    weight: 1000 * found + 200 * together + 100 * named + 50 * near + 20 * inTitle + often,
  };
}
