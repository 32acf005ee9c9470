/**
 * Text of certificates, modules, files and servers on its way to a terminal. A terminal obeys control characters: a
 * name that holds some could rewrite a verdict above it or turn around what is read. They are shown, not obeyed.
 */

/** Controls, formats (bidi, zero width), halves of pairs, line separators, and letters that take no room. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** One line, of characters that are seen: `\x1b[2K`, `\n`. */
export function visible(text: string): string {
  return text.replace(unseen, escaped);
}

/** Lines of our own making: only their line ends are obeyed. */
export function visibleLines(text: string): string {
  return text.replace(unseen, (found) => (found === '\n' ? found : escaped(found)));
}

/**
 * The same view with every text in it made visible, before it is put into words: after that nobody knows which line
 * ends are ours.
 */
export function shown<T>(view: T): T {
  // Strings become strings, and lists and records keep their shape.
  return shownValue(view) as T;
}

function shownValue(value: unknown): unknown {
  if (typeof value === 'string') return visible(value);
  if (Array.isArray(value)) return value.map(shownValue);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]: [string, unknown]) => [visible(name), shownValue(part)]),
  );
}

function escaped(character: string): string {
  if (character === '\n') return '\\n';
  const code = character.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}
