import { redactValue } from './redact-value.ts';
import type { Redactor } from './known-words.ts';

/** One file of a bundle: exactly what is shown and exactly what is sent. */
export interface BundleFile {
  readonly name: string;
  readonly text: string;
}

/** Bytes of one file at most: what a person can still look through. */
export const largestFile = 200_000;
/** Characters of one line at most. */
const longestLine = 4_000;

export const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8');

/** Lines, each redacted; the last ones are left out where they do not fit. */
export function linesFile(name: string, lines: readonly string[], redact: Redactor): BundleFile {
  return {
    name,
    text: fitting(
      lines.map((line) => safeLine(line, redact)),
      'head',
    ),
  };
}

/** Lines of a log: the newest are kept. */
export function tailFile(name: string, lines: readonly string[], redact: Redactor): BundleFile {
  return {
    name,
    text: fitting(
      lines.map((line) => safeLogLine(line, redact)),
      'tail',
    ),
  };
}

/** A document with lists that may be shortened: `lists` in the order in which they are, each from its beginning. */
export function jsonFile(
  name: string,
  document: Readonly<Record<string, unknown>>,
  redact: Redactor,
): BundleFile {
  let shown = redactFields(document, redact);
  for (;;) {
    const text = `${JSON.stringify(shown, undefined, 2)}\n`;
    if (bytesOf(text) <= largestFile) return { name, text };
    shown = shortened(shown);
  }
}

function redactFields(
  document: Readonly<Record<string, unknown>>,
  redact: Redactor,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(document).map(([field, value]) => [field, redactValue(value, redact)]),
  );
}

/** Half of the longest list goes, its older half; a document without lists loses its longest text. */
function shortened(document: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const lists = Object.entries(document).flatMap(([key, value]) =>
    Array.isArray(value) && value.length > 0 ? [{ key, value: value as readonly unknown[] }] : [],
  );
  const longest = lists.toSorted((one, other) => sizeOf(other.value) - sizeOf(one.value))[0];
  if (longest === undefined) return { leftOut: Object.keys(document).length };
  const kept = longest.value.slice(Math.ceil(longest.value.length / 2));
  const before = Number(document['leftOut'] ?? 0);
  return { ...document, [longest.key]: kept, leftOut: before + longest.value.length - kept.length };
}

const sizeOf = (value: unknown): number => JSON.stringify(value).length;

function safeLine(line: string, redact: Redactor): string {
  // Indentation is ours; what follows it may be anybody's.
  const indent = /^ {0,8}/.exec(line)?.[0] ?? '';
  return indent + redact(line.slice(indent.length), longestLine);
}

/** Lines of our log are JSON documents and stay so. */
function safeLogLine(line: string, redact: Redactor): string {
  try {
    return JSON.stringify(redactValue(JSON.parse(line.slice(0, largestFile)), redact)).slice(
      0,
      longestLine * 2,
    );
  } catch {
    return safeLine(line, redact);
  }
}

function fitting(lines: readonly string[], keep: 'head' | 'tail'): string {
  const kept: string[] = [];
  let size = 0;
  const order = keep === 'head' ? lines : lines.toReversed();
  for (const line of order) {
    size += bytesOf(line) + 1;
    if (size > largestFile) break;
    kept.push(line);
  }
  const shown = keep === 'head' ? kept : kept.reverse();
  return shown.length === 0 ? '' : `${shown.join('\n')}\n`;
}
