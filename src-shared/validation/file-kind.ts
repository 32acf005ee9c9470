import { toHex } from '../signatures/hex.ts';

/** What a file is by its first bytes; a name can lie. */
export type FileKind = 'pdf' | 'xml' | 'cms' | 'other';

/**
 * What starts (after a byte order mark and white space) with `<` is markup: XML by its declaration or by a file name in
 * `.xml`, and never a PDF, whatever its text says. A PDF has `%PDF-` at its start, or at the start of a line within the
 * first 1024 bytes (ISO 32000-1 annex H, note 13). SignedData is DER or BER.
 */
export function fileKind(bytes: Uint8Array, fileName = ''): FileKind {
  const head = Array.from(bytes.subarray(0, 1024), (octet) => String.fromCharCode(octet)).join('');
  if (head.startsWith('%PDF-')) return 'pdf';
  const text = head.replace(/^\u00EF\u00BB\u00BF/, '').trimStart();
  if (text.startsWith('<')) return text.startsWith('<?xml') || /\.xml$/i.test(fileName) ? 'xml' : 'other';
  // SEQUENCE, then the object identifier of SignedData right after its length.
  if (/^30(?:..){1,5}06092a864886f70d010702/.test(toHex(bytes.subarray(0, 20)))) return 'cms';
  if (/(?:^|[\r\n])%PDF-/.test(text)) return 'pdf';
  return 'other';
}
