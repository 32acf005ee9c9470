import { redactText } from '../../logging/redact-text.ts';
import type { Anonymise } from './known-words.ts';

/** How deep and how wide a document may be. */
const deepest = 8;
const mostEntries = 10_000;
const longestText = 1_000;

/** The same document with every text and every name of a field redacted; numbers that look like somebody's are texts then. */
export function redactValue(value: unknown, anonymise: Anonymise, depth = 0): unknown {
  if (depth > deepest) return '…';
  if (typeof value === 'string') return safeText(value, anonymise, longestText);
  if (typeof value === 'number') return safeNumber(value);
  if (typeof value === 'boolean' || value === null) return value;
  if (Array.isArray(value)) {
    return value.slice(0, mostEntries).map((entry: unknown) => redactValue(entry, anonymise, depth + 1));
  }
  if (typeof value !== 'object') return undefined;
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, mostEntries)
      .map(([key, entry]: [string, unknown]) => [
        safeText(key, anonymise, 80),
        redactValue(entry, anonymise, depth + 1),
      ]),
  );
}

/** Before the names are looked for the text is cleaned, so that nothing invisible hides them; after it nothing new stands there. */
export function safeText(text: string, anonymise: Anonymise, limit = longestText): string {
  return redactText(anonymise(redactText(text, limit)), limit);
}

function safeNumber(value: number): number | string {
  if (!Number.isFinite(value)) return String(value);
  const rounded = Math.round(value * 1000) / 1000;
  const text = String(rounded);
  const safe = redactText(text);
  return safe === text ? rounded : safe;
}
