import { broken } from './broken.ts';

/**
 * How much reading one file may cost, however its parts point at each other: a few kilobytes can name the same part a
 * thousand times or inflate to gigabytes. Shared by all the revisions of a file that are opened to judge it. Each limit
 * is several times what an honest file of that size needs; spending more is PDF_BROKEN.
 */
export class PdfBudget {
  /** Entries of cross-reference sections. A table spends 20 bytes on one, an object stream seldom less than 5. */
  #entries: number;
  /** Parsed values. They stay in memory. */
  #values: number;
  /** Octets that compressed streams give. */
  #inflated: number;
  /** Octets that a parser or a decompressor goes over. */
  #read: number;

  /** @param size octets of the whole file */
  constructor(size: number) {
    this.#entries = Math.min(4_000_000, 16_384 + size);
    this.#values = Math.min(8_000_000, 100_000 + 2 * size);
    this.#inflated = Math.min(256 * mebi, 8 * mebi + 32 * size);
    this.#read = Math.min(1024 * mebi, 8 * mebi + 64 * size);
  }

  spendEntries(count: number): void {
    this.#entries -= count;
    if (this.#entries < 0) throw broken('too many cross-reference entries');
  }

  spendValue(): void {
    this.#values--;
    if (this.#values < 0) throw broken('too many values');
  }

  spendInflated(octets: number): void {
    this.#inflated -= octets;
    if (this.#inflated < 0) throw broken('compressed data too large');
  }

  spendRead(octets: number): void {
    this.#read -= octets;
    if (this.#read < 0) throw broken('parts of the file overlap too often');
  }
}

const mebi = 1024 * 1024;
