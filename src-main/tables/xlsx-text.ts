/** Texts in a workbook's XML. What XML cannot carry is written `_xHHHH_` (ECMA-376 part 1, §22.9.2.19, ST_Xstring). */

const unwritable = /[^\t\n\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

export function escapeCell(text: string): string {
  return escapeXml(
    text
      .replace(/_x[0-9A-Fa-f]{4}_/g, (escape) => `_x005F${escape}`)
      .replace(unwritable, (character) => `_x${hex(character)}_`),
  );
}

export function escapeAttribute(text: string): string {
  return escapeXml(text.replace(unwritable, '-'))
    .replace(/"/g, '&quot;')
    .replace(/[\t\n]/g, ' ');
}

/** The text of a cell as its author typed it. */
export function unescapeCell(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function hex(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
}
