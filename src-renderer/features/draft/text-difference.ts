/** A run of a text: the same as in the text it is compared with, or not. */
export interface TextRun {
  readonly text: string;
  readonly changed: boolean;
}

/** Longer texts (in words) are not compared word by word: the table would grow with their product. */
const longest = 300;

/** Marks the words of `text` that `before` does not have at that place (longest common subsequence of words). */
export function markDifferences(before: string, text: string): readonly TextRun[] {
  if (before === text) return [{ text, changed: false }];
  const [old, now] = [words(before), words(text)];
  if (old.length > longest || now.length > longest) return [{ text, changed: true }];
  const common = commonLengths(old, now);
  const runs: TextRun[] = [];
  const add = (word: string, changed: boolean) => {
    const last = runs.at(-1);
    if (last?.changed === changed) runs[runs.length - 1] = { text: last.text + word, changed };
    else runs.push({ text: word, changed });
  };
  let [at, to] = [0, 0];
  while (to < now.length) {
    const word = now[to] ?? '';
    if (same(old[at], word)) {
      add(word, false);
      at += 1;
      to += 1;
    } else if (at < old.length && length(common, at + 1, to) >= length(common, at, to + 1)) at += 1;
    else {
      add(word, true);
      to += 1;
    }
  }
  return runs;
}

/** Words with the space behind them. */
const words = (text: string): readonly string[] => text.match(/\S+\s*|\s+/g) ?? [];

/** The space behind a word is no difference. */
const same = (one: string | undefined, other: string | undefined) =>
  one !== undefined && one.trim() === other?.trim();

const length = (table: readonly (readonly number[])[], at: number, to: number) => table[at]?.[to] ?? 0;

/** How many words the rests of both texts from (at, to) on have in common, in order. */
function commonLengths(old: readonly string[], now: readonly string[]): readonly (readonly number[])[] {
  const table: number[][] = Array.from({ length: old.length + 1 }, () =>
    new Array<number>(now.length + 1).fill(0),
  );
  for (let at = old.length - 1; at >= 0; at -= 1) {
    for (let to = now.length - 1; to >= 0; to -= 1) {
      const row = table[at];
      if (row === undefined) continue;
      row[to] = same(old[at], now[to])
        ? length(table, at + 1, to + 1) + 1
        : Math.max(length(table, at + 1, to), length(table, at, to + 1));
    }
  }
  return table;
}
