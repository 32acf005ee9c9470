/**
 * Adds an incremental update (ISO 32000-1 §7.5.6) that gives the only page other contents; every byte of the file
 * stays. For PDFs written with a cross-reference table.
 */
export function withOtherPage(pdf: Uint8Array): Uint8Array {
  const text = Buffer.from(pdf).toString('latin1');
  const page = /(\d+) 0 obj\s*(<<(?:(?!endobj)[\s\S])*?\/Type \/Page\b(?!s)[\s\S]*?>>)\s*endobj/.exec(text);
  const size = Number(/\/Size (\d+)/.exec(text)?.[1]);
  const root = /\/Root (\d+ 0 R)/.exec(text)?.[1] ?? '';
  const info = /\/Info (\d+ 0 R)/.exec(text)?.[1];
  const previous = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1] ?? '';
  if (page?.[1] === undefined || page[2] === undefined) throw new Error('no page found');
  const drawing = '0 0 0 rg 10 10 200 100 re f';
  const changed = page[2].replace(/\/Contents (\[[^\]]*\]|\d+ 0 R)/, `/Contents ${size} 0 R`);
  if (changed === page[2]) throw new Error('the page has no contents');
  const start = pdf.length + 1;
  const first = `${page[1]} 0 obj\n${changed}\nendobj\n`;
  const second = `${size} 0 obj\n<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream\nendobj\n`;
  const offset = (at: number) => at.toString().padStart(10, '0');
  const table =
    `xref\n${page[1]} 1\n${offset(start)} 00000 n \n` +
    `${size} 1\n${offset(start + first.length)} 00000 n \n` +
    `trailer\n<< /Size ${size + 1} /Root ${root} ${info === undefined ? '' : `/Info ${info}`} /Prev ${previous} >>\n` +
    `startxref\n${start + first.length + second.length}\n%%EOF\n`;
  return Buffer.concat([pdf, Buffer.from(`\n${first}${second}${table}`, 'latin1')]);
}
