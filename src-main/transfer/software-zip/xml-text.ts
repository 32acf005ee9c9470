import { DvcttError } from '#shared/contract/errors.ts';

const known = ['utf-8', 'utf-16', 'utf-16le', 'utf-16be', 'us-ascii', 'windows-1252', 'windows-1258'];

/**
 * The text of an XML document by its byte order mark, else by its declaration, else UTF-8.
 * @throws DvcttError XML_BROKEN for another encoding or bytes that are none of it
 */
export function decodeXml(bytes: Uint8Array): string {
  const encoding = byMark(bytes) ?? declared(bytes) ?? 'utf-8';
  if (!known.includes(encoding)) throw new DvcttError('XML_BROKEN', { encoding: encoding.slice(0, 40) });
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new DvcttError('XML_BROKEN', { encoding }, { cause });
  }
}

function byMark([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

function declared(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  return /^<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(head)?.[1]?.toLowerCase();
}
