/** Reads PDF tokens and objects at a place (ISO 32000-1 §7.2, §7.3). Malformed input is PDF_BROKEN, never repaired. */
import { broken } from './broken.ts';
import type { PdfBudget } from './budget.ts';
import type { PdfObject } from './objects.ts';

const maxDepth = 100;
const maxItems = 500_000;
/** Octets of a name, a number or a keyword; the standard's own limit for names is 127 (annex C). */
const maxWord = 1024;
/** Leading zeros are allowed; a number of more digits is read, and refused, as any other. */
const maxGenerationDigits = 15;

const isSpace = (octet: number | undefined): boolean =>
  octet === 0x20 || octet === 0x0a || octet === 0x0d || octet === 0x09 || octet === 0x0c || octet === 0;

const isDigit = (octet: number | undefined): boolean => octet !== undefined && octet >= 0x30 && octet <= 0x39;

/** 1 for each octet that ends a word. */
const endsWord = new Uint8Array(256);
for (const octet of [0x20, 0x0a, 0x0d, 0x09, 0x0c, 0]) endsWord[octet] = 1;
for (const character of '()<>[]{}/%') endsWord[character.charCodeAt(0)] = 1;

const hexValue = (octet: number | undefined): number => {
  if (octet === undefined) return -1;
  if (octet >= 0x30 && octet <= 0x39) return octet - 0x30;
  const letter = octet | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
};

export class PdfParser {
  readonly bytes: Uint8Array;
  at: number;
  readonly #budget: PdfBudget;

  /** Every octet that is gone over and every value that is made is taken from the budget. */
  constructor(bytes: Uint8Array, at: number, budget: PdfBudget) {
    this.bytes = bytes;
    this.at = at;
    this.#budget = budget;
  }

  /** White space and comments. */
  skip(): void {
    const start = this.at;
    for (;;) {
      const octet = this.bytes[this.at];
      if (isSpace(octet)) this.at++;
      else if (octet === 0x25) {
        while (this.at < this.bytes.length && !this.#atLineEnd()) this.at++;
      } else break;
    }
    this.#budget.spendRead(this.at - start);
  }

  /** White space alone. */
  skipSpace(): void {
    const start = this.at;
    while (isSpace(this.bytes[this.at])) this.at++;
    this.#budget.spendRead(this.at - start);
  }

  #atLineEnd(): boolean {
    return this.bytes[this.at] === 0x0a || this.bytes[this.at] === 0x0d;
  }

  /** A run of regular characters, as text; empty at a delimiter or the end. */
  word(): string {
    const start = this.at;
    for (;;) {
      const octet = this.bytes[this.at];
      if (octet === undefined || endsWord[octet] === 1) break;
      if (++this.at - start > maxWord) throw broken('token too long');
    }
    this.#budget.spendRead(this.at - start);
    return ascii(this.bytes, start, this.at);
  }

  /** Takes the keyword if it comes next, after white space and comments. */
  keyword(text: string): boolean {
    this.skip();
    const before = this.at;
    if (this.word() === text) return true;
    this.at = before;
    return false;
  }

  /** An unsigned integer; undefined, without moving, when something else comes. */
  integer(): number | undefined {
    this.skip();
    const before = this.at;
    const text = this.word();
    if (/^\d{1,15}$/.test(text)) return Number(text);
    this.at = before;
    return undefined;
  }

  object(depth = 0): PdfObject {
    if (depth > maxDepth) throw broken('nested too deeply');
    this.#budget.spendValue();
    this.skip();
    switch (this.bytes[this.at] ?? 0) {
      case 0x2f:
        return { kind: 'name', value: this.#name() };
      case 0x28:
        return this.#literal();
      case 0x5b:
        return this.#array(depth);
      case 0x3c:
        return this.bytes[this.at + 1] === 0x3c ? this.#dictionary(depth) : this.#hex();
      default:
        return this.#plain();
    }
  }

  #plain(): PdfObject {
    const start = this.at;
    const text = this.word();
    if (text === 'null') return { kind: 'null' };
    if (text === 'true' || text === 'false') return { kind: 'boolean', value: text === 'true' };
    if (!/^[+-]?(?:\d{1,15}\.?\d{0,15}|\.\d{1,15})$/.test(text)) throw broken(`unexpected token at ${start}`);
    if (this.#mayBeReference() && /^\d{1,10}$/.test(text)) {
      const after = this.at;
      const generation = this.integer();
      if (generation !== undefined && generation < 65_536) {
        this.skip();
        if (this.word() === 'R') return { kind: 'reference', number: Number(text), generation };
      }
      this.at = after;
    }
    return { kind: 'number', value: Number(text), text };
  }

  /**
   * Whether a generation and an R can follow the number just read. A look ahead without making words of it: most numbers
   * stand in arrays of numbers, and each would be read three times. A comment between them is left to the reading.
   */
  #mayBeReference(): boolean {
    let at = this.at;
    while (isSpace(this.bytes[at])) at++;
    const first = at;
    while (isDigit(this.bytes[at]) && at - first < maxGenerationDigits) at++;
    if (this.bytes[first] === 0x25) return true;
    if (at === first) return false;
    while (isSpace(this.bytes[at])) at++;
    return this.bytes[at] === 0x52 || this.bytes[at] === 0x25;
  }

  #name(): string {
    this.at++;
    const raw = this.word();
    if (!raw.includes('#')) return raw;
    return raw.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  }

  #array(depth: number): PdfObject {
    this.at++;
    const items: PdfObject[] = [];
    for (;;) {
      this.skip();
      if (this.bytes[this.at] === 0x5d) {
        this.at++;
        return { kind: 'array', items };
      }
      if (items.length >= maxItems) throw broken('array too long');
      items.push(this.object(depth + 1));
    }
  }

  #dictionary(depth: number): PdfObject {
    this.at += 2;
    const entries = new Map<string, PdfObject>();
    for (;;) {
      this.skip();
      if (this.bytes[this.at] === 0x3e && this.bytes[this.at + 1] === 0x3e) {
        this.at += 2;
        return { kind: 'dictionary', entries };
      }
      if (this.bytes[this.at] !== 0x2f) throw broken('bad dictionary key');
      const key = this.#name();
      // Readers disagree on which of two values counts: whoever signed may have seen the other one.
      if (entries.has(key)) throw broken('duplicate dictionary key');
      entries.set(key, this.object(depth + 1));
    }
  }

  #hex(): PdfObject {
    const start = this.at++;
    const close = this.bytes.indexOf(0x3e, this.at);
    this.#budget.spendRead((close < 0 ? this.bytes.length : close) - start);
    if (close < 0) throw broken('string is not closed');
    const digits = new Uint8Array(close - this.at + 1);
    let count = 0;
    for (; this.at < close; this.at++) {
      const octet = this.bytes[this.at];
      if (isSpace(octet)) continue;
      const digit = hexValue(octet);
      if (digit < 0) throw broken('bad hex string');
      digits[count++] = digit;
    }
    this.at = close + 1;
    const bytes = new Uint8Array(Math.ceil(count / 2));
    for (let i = 0; i < bytes.length; i++) bytes[i] = ((digits[2 * i] ?? 0) << 4) | (digits[2 * i + 1] ?? 0);
    return { kind: 'string', bytes, start, end: this.at };
  }

  #literal(): PdfObject {
    const start = this.at;
    const close = this.#literalEnd();
    this.#budget.spendRead(close - start);
    // What is written is never shorter than what it means.
    const out = new Uint8Array(close - start);
    let length = 0;
    this.at = start + 1;
    while (this.at < close) {
      const octet = this.bytes[this.at++] ?? 0;
      if (octet === 0x5c) {
        const meant = this.#escape();
        if (meant !== undefined) out[length++] = meant;
      } else if (octet === 0x0d) {
        if (this.bytes[this.at] === 0x0a) this.at++;
        out[length++] = 0x0a;
      } else out[length++] = octet;
    }
    this.at = close + 1;
    return { kind: 'string', bytes: out.slice(0, length), start, end: this.at };
  }

  /** Place of the parenthesis that closes the one here. */
  #literalEnd(): number {
    let at = this.at + 1;
    for (let depth = 1; ; at++) {
      const octet = this.bytes[at];
      if (octet === undefined) {
        this.#budget.spendRead(at - this.at);
        throw broken('string is not closed');
      }
      if (octet === 0x5c) at++;
      else if (octet === 0x28) depth++;
      else if (octet === 0x29 && --depth === 0) return at;
    }
  }

  /** What stands behind a backslash means; undefined for a line that goes on. */
  #escape(): number | undefined {
    const octet = this.bytes[this.at++] ?? 0;
    const plain = escapes.get(octet);
    if (plain !== undefined) return plain;
    if (octet >= 0x30 && octet <= 0x37) {
      let value = octet - 0x30;
      for (let i = 0; i < 2; i++) {
        const digit = (this.bytes[this.at] ?? 0) - 0x30;
        if (digit < 0 || digit > 7) break;
        value = value * 8 + digit;
        this.at++;
      }
      return value & 0xff;
    }
    if (octet === 0x0d) {
      if (this.bytes[this.at] === 0x0a) this.at++;
      return undefined;
    }
    return octet === 0x0a ? undefined : octet;
  }
}

const escapes = new Map([
  [0x6e, 0x0a],
  [0x72, 0x0d],
  [0x74, 0x09],
  [0x62, 0x08],
  [0x66, 0x0c],
]);

/** Bytes as text, one character each (a decoder for Latin-1 would give other characters for 80 to 9F). */
export function ascii(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  // Most are words of a few letters: a call for each costs less than a view and its arguments for all.
  if (end - start <= 32) {
    const last = Math.min(end, bytes.length);
    for (let at = start; at < last; at++) text += String.fromCharCode(bytes[at] ?? 0);
    return text;
  }
  for (let at = start; at < end; at += 4096) {
    text += String.fromCharCode(...bytes.subarray(at, Math.min(end, at + 4096)));
  }
  return text;
}
