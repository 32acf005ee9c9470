import { toHex } from '../signatures/hex.ts';

/** What a file is by its first bytes; a name can lie. */
export type FileKind = 'pdf' | 'xml' | 'cms' | 'other';

/**
 * `%PDF-` within the first 1024 bytes (ISO 32000-1 annex H, note 13), an XML declaration or a `<` at the start of a
 * file named `.xml`, or SignedData in DER or BER.
 */
export function fileKind(bytes: Uint8Array, fileName = ''): FileKind {
  const head = Array.from(bytes.subarray(0, 1024), (octet) => String.fromCharCode(octet)).join('');
  if (head.includes('%PDF-')) return 'pdf';
  const text = head.replace(/^\u00EF\u00BB\u00BF/, '').trimStart();
  if (text.startsWith('<?xml') || (text.startsWith('<') && /\.xml$/i.test(fileName))) return 'xml';
  // SEQUENCE, then the object identifier of SignedData right after its length.
  if (/^30(?:..){1,5}06092a864886f70d010702/.test(toHex(bytes.subarray(0, 20)))) return 'cms';
  return 'other';
}
