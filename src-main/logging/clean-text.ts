/** Colour and cursor sequences of terminals (ECMA-48 CSI, OSC, and the two-character ones). */
// eslint's rule against control characters is for typing errors; these are meant.
const escape = String.fromCharCode(27);
const bell = String.fromCharCode(7);
const terminalSequence = new RegExp(
  `${escape}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${bell}${escape}]*(?:${bell}|${escape}\\\\)?|[@-Z\\\\^_a-z])`,
  'g',
);
/** Characters that are not seen or that turn what is seen around: controls, formats, surrogates, private use. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]+/gu;

/**
 * Text that came from a module, a certificate, a file or another program, made harmless for a log, a terminal and an
 * e-mail: one line, no escape sequences, no invisible or direction-changing characters, at most `limit` characters.
 */
export function cleanText(text: string, limit = 2000): string {
  // Cut first, so that ten megabytes cost nothing; some room is left for what is taken out.
  const part = text.length > limit * 4 ? text.slice(0, limit * 4) : text;
  const line = part
    .normalize('NFC')
    .replace(terminalSequence, '')
    .replace(unseen, (found) => (/[\n\r\t\u2028\u2029]/.test(found) ? ' ' : ''))
    .trim();
  return line.length <= limit && part.length === text.length ? line : `${cutCleanly(line, limit - 1)}…`;
}

/** Cuts without leaving the beginning of a number, which would no longer be known as one. */
export function cutCleanly(line: string, limit: number): string {
  return line
    .slice(0, limit)
    .replace(/\p{Cs}$/u, '')
    .replace(/[\p{Nd} .-]+$/u, '');
}
