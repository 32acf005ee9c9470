/** A PDF as poppler's tools read it. */
import { execFileSync } from 'node:child_process';

export const run = (program: string, ...args: string[]) => execFileSync(program, args, { encoding: 'utf8' });

/** The texts in the order in which they are drawn. */
export const textOf = (path: string, ...options: string[]) =>
  run('pdftotext', '-raw', ...options, path, '-').normalize('NFC');

export const dense = (text: string) => text.replace(/\s+/g, '');

export const pagesOf = (path: string) => Number(/Pages:\s+(\d+)/.exec(run('pdfinfo', path))?.[1]);

export interface PlacedWord {
  readonly page: number;
  /** Points from the left and from the top of the page. */
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly text: string;
}

export function wordsOf(path: string): readonly PlacedWord[] {
  const found = /<page |<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)</g;
  let page = 0;
  return [...run('pdftotext', '-bbox', path, '-').matchAll(found)].flatMap(
    ([, left, top, right, bottom, text]) => {
      if (text === undefined) {
        page += 1;
        return [];
      }
      return [
        { page, left: Number(left), top: Number(top), right: Number(right), bottom: Number(bottom), text },
      ];
    },
  );
}

/** Words that stand on others, by more than a hair. */
export function overlapsOf(words: readonly PlacedWord[]): readonly string[] {
  const hair = 0.6;
  const sorted = [...words].sort((one, other) => one.page - other.page || one.top - other.top);
  return sorted.flatMap((one, at) => {
    const over: string[] = [];
    for (let next = at + 1; next < sorted.length; next += 1) {
      const other = sorted[next];
      if (other === undefined || other.page !== one.page || other.top > one.bottom - hair) break;
      if (other.left < one.right - hair && one.left < other.right - hair) {
        over.push(`page ${String(one.page)}: ${one.text} | ${other.text}`);
      }
    }
    return over;
  });
}
