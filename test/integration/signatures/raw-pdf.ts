/** PDFs written by hand, for shapes that no library makes. One character is one byte. */

export const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
export const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

export const stream = (entries: string, content: string): string =>
  `<<${entries}/Length ${content.length}>>\nstream\n${content}\nendstream`;

const tableEntry = (offset: number): string => `${String(offset).padStart(10, '0')} 00000 n \n`;

/** A PDF of the objects 1, 2, … with a cross-reference table; the first one is the catalogue. */
export function rawPdf(objects: readonly string[], size = objects.length + 1): Uint8Array {
  let text = '%PDF-1.7\n';
  const offsets = objects.map((object, i) => {
    const offset = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map(tableEntry).join('')}`;
  return bytesOf(`${text}trailer\n<</Size ${size}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`);
}

export interface RawUpdate {
  readonly objects: Readonly<Record<number, string>>;
  readonly size?: number;
  readonly trailer?: string;
}

/** An incremental update with a cross-reference table. */
export function rawUpdate(pdf: Uint8Array, { objects, size, trailer = '' }: RawUpdate): Uint8Array {
  const before = textOf(pdf);
  const previous = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(before)?.[1] ?? '';
  const known = Number([...before.matchAll(/\/Size (\d+)/g)].at(-1)?.[1]);
  let text = before;
  let table = 'xref\n';
  for (const [number, object] of Object.entries(objects)) {
    table += `${number} 1\n${tableEntry(text.length)}`;
    text += `${number} 0 obj\n${object}\nendobj\n`;
  }
  const needed = Math.max(known, ...Object.keys(objects).map((number) => Number(number) + 1));
  const end = `trailer\n<</Size ${size ?? needed}/Root 1 0 R/Prev ${previous}${trailer}>>\nstartxref\n${text.length}\n%%EOF\n`;
  return bytesOf(text + table + end);
}

/** Entries of a cross-reference stream with /W [1 4 1]. */
export const streamEntry = (kind: number, second: number, third = 0): string =>
  String.fromCharCode(
    kind,
    (second >>> 24) & 255,
    (second >>> 16) & 255,
    (second >>> 8) & 255,
    second & 255,
    third,
  );
