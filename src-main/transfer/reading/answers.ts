import type { Found } from '../found.ts';
import type { ReadingAnswer } from './task.ts';

/** Lines of one answer, about: what the core parses in a blink. A voucher and a refusal count as lines, too. */
const linesAtOnce = 2_000;

/** What was found in messages of bounded size, all but the last saying that more follows. */
export function* answersOf(found: readonly Found[]): Generator<ReadingAnswer> {
  let part: Found[] = [];
  let lines = 0;
  for (const each of found) {
    const size = each.kind === 'voucher' ? each.lines.length + 1 : 1;
    if (part.length > 0 && lines + size > linesAtOnce) {
      yield { ok: true, found: part, more: true };
      part = [];
      lines = 0;
    }
    part.push(each);
    lines += size;
  }
  yield { ok: true, found: part };
}
