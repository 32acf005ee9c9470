import { DvcttError } from '#shared/contract/errors.ts';
import type { BookedPayee } from '#shared/contract/voucher-desk.ts';
import { queryWords, searchWords, type SearchWords } from '#shared/domain/text/search-words.ts';
import { payeeKey } from '#shared/domain/vouchers/payee-key.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import type { PayeeBook } from '../account-store/vouchers/payee-book.ts';

const usual = 50;
const dictionary = new Intl.Collator('vi');

/**
 * Payees of whom every word typed begins a word, with or without accents: those paid most often first, then saved ones,
 * then those that stand on drafts only.
 */
export function findPayees(book: PayeeBook, query = '', limit = usual): readonly BookedPayee[] {
  const wanted = queryWords(query).map(({ word }) => word);
  if (wanted.length === 0 && query.trim() !== '') return [];
  return book
    .list()
    .filter((row) => wanted.length === 0 || hasWords(wordsOf(book, row), wanted))
    .sort(mostUsedFirst)
    .slice(0, limit);
}

/** Words of rows by their text: the window asks at each key, and cutting the words is nearly all of the work. */
const cut = new WeakMap<PayeeBook, Map<string, SearchWords>>();
const mostCut = 20_000;

function wordsOf(book: PayeeBook, { name, taxCode, accountNumber, bank }: BookedPayee): SearchWords {
  const known = cut.get(book) ?? new Map<string, SearchWords>();
  cut.set(book, known);
  const text = `${name} ${taxCode} ${accountNumber} ${bank}`;
  const words = known.get(text) ?? searchWords(text);
  if (known.size >= mostCut) known.clear();
  known.set(text, words);
  return words;
}

function hasWords({ exact, folded }: SearchWords, wanted: readonly string[]): boolean {
  return wanted.every(
    (word) => exact.some((other) => other.startsWith(word)) || folded.some((other) => other.startsWith(word)),
  );
}

function mostUsedFirst(a: BookedPayee, b: BookedPayee): number {
  if (a.times !== b.times) return b.times - a.times;
  if (a.from !== b.from) return a.from === 'saved' ? -1 : 1;
  return dictionary.compare(a.name, b.name) || dictionary.compare(a.accountNumber, b.accountNumber);
}

/** @throws PAYEE_INCOMPLETE without a name or an account. */
export function savePayee(book: PayeeBook, id: string | undefined, payee: Voucher['payee']): BookedPayee {
  const whole = {
    name: payee.name.normalize('NFC').trim(),
    taxCode: payee.taxCode.trim(),
    accountNumber: payee.accountNumber.trim(),
    bank: payee.bank.normalize('NFC').trim(),
  };
  if (whole.name === '' || payeeKey(whole) === '') throw new DvcttError('PAYEE_INCOMPLETE');
  return book.save(id, whole);
}
