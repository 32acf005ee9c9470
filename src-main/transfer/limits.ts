/** What one import may hold: counted while files are read, and again of all of them together. */
import { DvcttError } from '#shared/contract/errors.ts';
import { mostImported } from '#shared/contract/transfer.ts';
import type { Found } from './found.ts';

/** Vouchers, and refusals beside them. */
const mostRows = 2 * mostImported;
/** Lines of all vouchers together. */
const mostLinesInAll = 100_000;
/** Advice on one voucher: ten thousand lines may lack the same zero. */
const mostNotes = 100;

/** Counts what was found. */
export class ImportTally {
  #rows = 0;
  #vouchers = 0;
  #lines = 0;

  /** @throws DvcttError IMPORT_TOO_MUCH */
  add(found: Found): void {
    this.#rows += 1;
    if (found.kind === 'voucher') {
      this.#vouchers += 1;
      this.#lines += found.lines.length;
    }
    if (this.#vouchers > mostImported || this.#rows > mostRows || this.#lines > mostLinesInAll) {
      throw new DvcttError('IMPORT_TOO_MUCH', {
        vouchers: this.#vouchers,
        rows: this.#rows,
        lines: this.#lines,
      });
    }
  }
}

/**
 * All of it, unless it is more than an import takes: then nothing further is asked of `found`.
 * @throws DvcttError IMPORT_TOO_MUCH
 */
export function withinLimits(found: Iterable<Found>): readonly Found[] {
  const tally = new ImportTally();
  const taken: Found[] = [];
  for (const each of found) {
    tally.add(each);
    taken.push(each.kind === 'voucher' ? { ...each, notes: fewNotes(each.notes) } : each);
  }
  return taken;
}

/** The first ones are of the lines, the last ones of the voucher as a whole. */
function fewNotes<T>(notes: readonly T[]): T[] {
  return notes.length <= mostNotes
    ? [...notes]
    : [...notes.slice(0, mostNotes / 2), ...notes.slice(-mostNotes / 2)];
}
