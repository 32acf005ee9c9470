import { failureCodes, type Failure, type FailureCode } from '#shared/contract/errors.ts';
import { documentFailures } from '#shared/contract/errors/document.ts';
import { cleanText } from './clean-text.ts';
import { redactText } from './redact-text.ts';

/** What a line of the log may tell beside its event. */
export type Facts = Readonly<Record<string, string | number | boolean | undefined>>;
type Kept = Readonly<Record<string, string | number | boolean>>;

const hidden = '***';
const secretKey =
  /^(?:.*pin|.*puk|.*password|.*passphrase|.*secret|.*cookie|authorization|.*key|sealed|ciphertext|proof|.*sessionid|session|.+token|base64|input|content|der|digest|iv|salt|value)$/i;
/** Numbers of things that belong to one person. */
const serialKey = /(?:serial|thumbprint|certificate|certificateid|^token|device)$/i;
const personKey = /^(?:owner|user|username|person|subject|author|createdby|by|holder|organisation|label)$/i;
const attachmentKey = /^(?:name|file|document|attachment|title)$/i;
/** Folders and files of the program itself, which support needs; of a document only its kind may be told. */
const placeKey = /^(?:file|folder|path|module|entry|untouched)$/i;
const longest = 300;

/** Facts without secrets, names and numbers, by the name of each fact first and by its text then. */
export function redactFacts(facts: Facts, about?: FailureCode): Kept {
  const kept: Record<string, string | number | boolean> = {};
  for (const [name, fact] of Object.entries(facts).slice(0, 40)) {
    if (fact === undefined) continue;
    kept[redactText(name, 40)] = redactFact(name, fact, about);
  }
  return kept;
}

/** A failure as it may be kept: its code, and its details after the same rules. */
export function redactFailure(failure: Failure): { readonly code: FailureCode; readonly details?: Kept } {
  const code = failureCodes.includes(failure.code) ? failure.code : 'UNEXPECTED';
  if (failure.details === undefined) return { code };
  return { code, details: redactFacts(failure.details, code) };
}

function redactFact(
  name: string,
  fact: string | number | boolean,
  about: FailureCode | undefined,
): string | number | boolean {
  if (typeof fact === 'boolean') return fact;
  if (secretKey.test(name)) return hidden;
  if (typeof fact === 'number') return redactNumber(fact);
  if (serialKey.test(name)) return lastThreeOf(fact);
  if (personKey.test(name)) return initials(fact);
  if (attachmentKey.test(name) && !(placeKey.test(name) && !isOfDocument(about))) return onlyKind(fact);
  if (/url$/i.test(name)) return redactText(withoutQuery(fact), longest);
  return redactText(fact, longest);
}

/** Whole and short: a float's tail and a large number look like somebody's number. */
function redactNumber(fact: number): string | number {
  if (!Number.isFinite(fact)) return String(fact);
  const rounded = Math.round(fact * 1000) / 1000;
  const text = String(rounded);
  const safe = redactText(text);
  return safe === text ? rounded : safe;
}

/** The last three letters or digits, and only when there is more than those. */
export function lastThreeOf(serial: string): string {
  const letters = Array.from(cleanText(serial, longest)).filter((letter) => /[\p{L}\p{N}]/u.test(letter));
  return letters.length <= 3 ? hidden : `${hidden}${letters.slice(-3).join('')}`;
}

/** `Nguyễn Thị Lan` → `N.T.L.` */
export function initials(name: string): string {
  const words = redactText(name, longest)
    .split(/[\s,._-]+/u)
    .filter((word) => /^[\p{L}]/u.test(word));
  if (words.length === 0) return hidden;
  return words
    .slice(0, 6)
    .map((word) => `${Array.from(word)[0]?.toUpperCase() ?? ''}.`)
    .join('');
}

/** Of the name of somebody's file its kind: `Quyết định lương.PDF` → `*.pdf`. */
function onlyKind(name: string): string {
  const kind = /\.([a-z0-9]{1,5})$/i.exec(name.trim())?.[1];
  return kind === undefined ? '*' : `*.${kind.toLowerCase()}`;
}

function isOfDocument(code: FailureCode | undefined): boolean {
  return code === undefined ? false : Object.hasOwn(documentFailures, code);
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '');
}
