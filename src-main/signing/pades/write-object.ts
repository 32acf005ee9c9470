/** Writes PDF objects back (ISO 32000-1 §7.3); one character is one byte. */
import { toHex } from '#shared/signatures/hex.ts';
import type { PdfDictionary, PdfObject } from '#shared/validation/pdf/objects.ts';

export function writeObject(object: PdfObject): string {
  switch (object.kind) {
    case 'null':
      return 'null';
    case 'boolean':
      return String(object.value);
    case 'number':
      return object.text;
    case 'name':
      return writeName(object.value);
    case 'string':
      return `<${toHex(object.bytes)}>`;
    case 'reference':
      return `${object.number} ${object.generation} R`;
    case 'array':
      return `[${object.items.map(writeObject).join(' ')}]`;
    case 'dictionary':
      return writeDictionary(object);
    case 'stream':
      throw new TypeError('an incremental update here never rewrites a stream');
  }
}

function writeDictionary(dictionary: PdfDictionary): string {
  const entries = [...dictionary.entries].map(([key, value]) => `${writeName(key)} ${writeObject(value)}`);
  return `<<${entries.join(' ')}>>`;
}

/** Characters other than the regular printable ones are written as `#xx`. */
function writeName(name: string): string {
  return `/${name.replaceAll(/[^!-~]|[#()<>[\]{}/%]/g, (c) => `#${toHex(Uint8Array.of(c.charCodeAt(0)))}`)}`;
}

/** Text string: UTF-16BE with its mark, as hex (§7.9.2.2). */
export function writeText(text: string): string {
  let hex = 'feff';
  for (let i = 0; i < text.length; i++) hex += text.charCodeAt(i).toString(16).padStart(4, '0');
  return `<${hex}>`;
}

/** `D:YYYYMMDDHHmmSSZ` (§7.9.4). */
export const writeDate = (date: Date): string =>
  `(D:${date.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z)`;
