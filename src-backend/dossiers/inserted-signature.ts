import { DOMParser } from '@xmldom/xmldom';

const dsig = 'http://www.w3.org/2000/09/xmldsig#';

/**
 * The one piece of text by which `after` differs from `before`; undefined when the difference is not one insertion.
 * Where the piece could be cut at several places (`<a><` or `><a>`), the cut that begins with `<` is taken.
 */
export function insertedSlice(before: Uint8Array, after: Uint8Array): string | undefined {
  const extra = after.length - before.length;
  if (extra <= 0) return undefined;
  let prefix = 0;
  while (prefix < before.length && before[prefix] === after[prefix]) prefix += 1;
  const suffix = before.length - prefix;
  if (Buffer.compare(before.subarray(prefix), after.subarray(after.length - suffix)) !== 0) return undefined;
  let start = prefix;
  // Moving the cut left keeps the same text as long as the byte that leaves equals the one that enters.
  while (after[start] !== 0x3c && start > 0 && after[start - 1] === after[start + extra - 1]) start -= 1;
  return Buffer.from(after.subarray(start, start + extra)).toString('utf8');
}

/** Whether a piece of text is one `ds:Signature` element and, but for white space, nothing else. */
export function onlySignatureInserted(piece: string | undefined): boolean {
  if (piece === undefined || /<!|<\?/.test(piece)) return false;
  try {
    // Anything beside the one root element is an error to the parser or a sibling seen here.
    const parser = new DOMParser({
      onError: (level, message) => {
        if (level !== 'warning') throw new Error(message);
      },
    });
    const document = parser.parseFromString(piece.trim(), 'application/xml');
    const root = document.documentElement;
    return document.childNodes.length === 1 && root?.namespaceURI === dsig && root.localName === 'Signature';
  } catch {
    return false;
  }
}
