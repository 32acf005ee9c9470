/** Independent judges of signatures, and documents to sign. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';

export interface Judgement {
  readonly ok: boolean;
  readonly text: string;
}

/** Writes the files into a folder of their own, runs the tool there, and removes the folder. */
export function judge(
  files: Readonly<Record<string, Uint8Array | string>>,
  command: string,
  ...args: readonly string[]
): Judgement {
  const folder = mkdtempSync(join(tmpdir(), 'dvctt-judge-'));
  try {
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
    const run = spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
    return { ok: run.status === 0, text: `${run.stdout}${run.stderr}` };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Two pages of text. Without object streams the file has a classic cross-reference table. */
export async function makePdf(useObjectStreams: boolean): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.addPage().drawText('So tien 1.005.000');
  document.addPage();
  document.setTitle('C2-02a/NS');
  return document.save({ useObjectStreams });
}

/** XML with everything that canonicalization touches: CRLF, comments, quotes, entities, CDATA, namespaces, emoji. */
export const awkwardXml = utf8(
  `<?xml version="1.0" encoding="UTF-8"?>\r\n<!-- c --><?pi  x ?><a:doc xmlns:a='urn:a' xmlns="urn:b" z="1"   ` +
    `b='2 &quot;"'><!-- hi --><b x="&#9;"/>Nguyễn 😀 &amp; &gt; <![CDATA[<x>]]>` +
    `<c xmlns="" a:q="1" xml:lang="vi" xmlns:unused="urn:u">\r\n</c><d xmlns=""><e xmlns="urn:b"/></d></a:doc>\n<?after?>\n`,
);
