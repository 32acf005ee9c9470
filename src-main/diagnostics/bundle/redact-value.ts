import { redactText } from '../../logging/redact-text.ts';
import type { Redactor } from './known-words.ts';

/** How deep and how wide a document may be. */
const deepest = 8;
const mostEntries = 10_000;

/** The same document with every text and every name of a field redacted; numbers that look like somebody's are texts then. */
export function redactValue(value: unknown, redact: Redactor, depth = 0): unknown {
  if (depth > deepest) return '…';
  if (typeof value === 'string') return redact(value);
  if (typeof value === 'number') return safeNumber(value);
  if (typeof value === 'boolean' || value === null) return value;
  if (Array.isArray(value)) {
    return value.slice(0, mostEntries).map((entry: unknown) => redactValue(entry, redact, depth + 1));
  }
  if (typeof value !== 'object') return undefined;
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, mostEntries)
      .map(([key, entry]: [string, unknown]) => [redact(key, 80), redactValue(entry, redact, depth + 1)]),
  );
}

function safeNumber(value: number): number | string {
  if (!Number.isFinite(value)) return String(value);
  const rounded = Math.round(value * 1000) / 1000;
  const text = String(rounded);
  const safe = redactText(text);
  return safe === text ? rounded : safe;
}
