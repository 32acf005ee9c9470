/** Small files that name their parts so often, or so deeply, that judging them would take minutes or gigabytes. */
import { deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { prepareSignature } from '#main/signing/format.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import type { ValidationReport } from '#shared/validation/report.ts';
import { validateDocument } from '#shared/validation/validate.ts';
import { makeTestCa, type TestSigner } from '#test/support/test-pki.ts';
import { utf8 } from '#test/support/signing-tools.ts';
import { bytesOf, rawPdf, streamEntry } from './raw-pdf.ts';

const algorithm: SignatureAlgorithm = { scheme: 'rsa-pkcs1', hash: 'SHA-256' };
let signer: TestSigner;

beforeAll(async () => {
  signer = await (await makeTestCa()).signer();
});

const judge = (bytes: Uint8Array, format: 'pades' | 'xades'): Promise<ValidationReport> =>
  validateDocument(bytes, { format, trustAnchors: [], now: new Date() });

const deflated = (bytes: Uint8Array): string => deflateSync(bytes, { level: 9 }).toString('latin1');

/** Every section declares two million free entries; compressed they take two kilobytes. */
function chainedSections(sections: number): Uint8Array {
  const count = 1_990_000;
  const data = deflated(Buffer.alloc(count));
  let text = '%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n';
  let previous = '';
  for (let i = 0; i < sections; i++) {
    const at = text.length;
    text +=
      `9 0 obj\n<</Type/XRef/Size ${count}/W[1 0 0]/Root 1 0 R${previous}/Filter/FlateDecode/Length ${data.length}>>` +
      `stream\n${data}\nendstream\nendobj\n`;
    previous = `/Prev ${at}`;
  }
  const last = /\d+$/.exec(previous)?.[0] ?? '';
  return bytesOf(`${text}startxref\n${last}\n%%EOF\n`);
}

/** Many empty tables that all name the same long cross-reference stream beside them. */
function sharedSection(): Uint8Array {
  const entries = 20_000;
  let text = '%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n';
  const shared = text.length;
  const data = deflated(Buffer.alloc(entries));
  text += `2 0 obj\n<</Type/XRef/Size ${entries}/W[1 0 0]/Filter/FlateDecode/Length ${data.length}>>stream\n${data}\nendstream\nendobj\n`;
  let previous = '';
  for (let i = 0; i < 900; i++) {
    const at = text.length;
    text += `xref\n0 0\ntrailer\n<</Root 1 0 R/Size ${entries}/XRefStm ${shared}${previous}>>\n`;
    previous = `/Prev ${at}`;
  }
  return bytesOf(`${text}startxref\n${/\d+$/.exec(previous)?.[0] ?? ''}\n%%EOF\n`);
}

/** A catalogue whose form has `fields`, and objects from 3 on that stand in compressed streams. */
function withObjectStreams(fields: string, streams: readonly string[], held: readonly number[]): Uint8Array {
  let text = '%PDF-1.7\n';
  let data = streamEntry(0, 0);
  const add = (object: string, number: number): void => {
    data += streamEntry(1, text.length);
    text += `${number} 0 obj\n${object}\nendobj\n`;
  };
  add('<</Type/Catalog/AcroForm 2 0 R>>', 1);
  add(`<</Fields ${fields}>>`, 2);
  streams.forEach((stream, i) => {
    add(stream, i + 3);
  });
  for (const stream of held) data += streamEntry(2, stream);
  const size = 3 + streams.length + held.length;
  const start = text.length;
  text += `${size} 0 obj\n<</Type/XRef/Size ${size}/W[1 4 1]/Root 1 0 R/Length ${data.length}>>stream\n${data}\nendstream\nendobj\n`;
  return bytesOf(`${text}startxref\n${start}\n%%EOF\n`);
}

/** Streams of one object each that compress a thousandfold. */
function bombs(count: number, object: string): Uint8Array {
  const numbers = Array.from({ length: count }, (_, i) => 3 + count + i);
  const streams = numbers.map((number) => {
    const data = deflated(Buffer.from(`${number} 0 `.padEnd(8) + object));
    return `<</Type/ObjStm/N 1/First 8/Filter/FlateDecode/Length ${data.length}>>stream\n${data}\nendstream`;
  });
  const fields = `[${numbers.map((number) => `${number} 0 R`).join(' ')}]`;
  return withObjectStreams(
    fields,
    streams,
    streams.map((_, i) => 3 + i),
  );
}

/** Each string holds the start of all the objects behind it. */
function overlapping(count: number): Uint8Array {
  const fields = Array.from({ length: count }, (_, i) => `${i + 3} 0 R`).join(' ');
  const objects = Array.from({ length: count }, () => '(');
  return rawPdf(['<</Type/Catalog/AcroForm 2 0 R>>', `<</Fields[${fields}]>>`, ...objects]);
}

const inCatalog = (value: string): Uint8Array =>
  rawPdf(['<</Type/Catalog/AcroForm 2 0 R>>', `<</Fields[]/X ${value}>>`]);

describe('a PDF is PDF_BROKEN', () => {
  const cases: readonly (readonly [string, () => Uint8Array])[] = [
    ['with five sections of two million entries in ten kilobytes', () => chainedSections(5)],
    ['with one section of two million entries in three kilobytes', () => chainedSections(1)],
    ['with nine hundred sections that share a stream', sharedSection],
    [
      'with entries that take no room',
      () =>
        bytesOf(
          '%PDF-1.7\n1 0 obj\n<</Type/XRef/Size 900000000/W[0 0 0]/Root 1 0 R/Length 0>>stream\n\nendstream\nendobj\n' +
            'startxref\n9\n%%EOF\n',
        ),
    ],
    [
      'with a hundred streams that inflate to three megabytes each',
      () => bombs(100, `${' '.repeat(3_000_000)}null`),
    ],
    ['with ten thousand strings that overlap', () => overlapping(10_000)],
    ['with fifty million values', () => bombs(100, `[${'/'.repeat(499_000)}]`)],
    ['with a name of a megabyte', () => inCatalog(`/${'A'.repeat(1_000_000)}`)],
    [
      'with half a million fields',
      () => rawPdf(['<</AcroForm<</Fields 2 0 R>>>>', `[${'0 '.repeat(499_000)}]`]),
    ],
    [
      'with an object stream whose length stands in itself',
      () => withObjectStreams('[4 0 R]', ['<</Length 4 0 R>>stream\n4 0 9\nendstream'], [3]),
    ],
  ];
  it.each(cases)('%s', { timeout: 20_000 }, async (_, make) => {
    const bytes = make();
    expect(bytes.length).toBeLessThan(1_300_000);
    expect(await judge(bytes, 'pades')).toMatchObject({ indication: 'invalid', reason: 'PDF_BROKEN' });
  });

  it('with ten thousand nodes that share their ten thousand kids', { timeout: 20_000 }, async () => {
    const kids = Array.from({ length: 10_000 }, (_, i) => `${i + 3} 0 R`).join(' ');
    const nodes = Array.from({ length: 10_000 }, () => '<</Kids 2 0 R>>');
    const bytes = rawPdf(['<</Type/Catalog/Pages 3 0 R>>', `[${kids}]`, ...nodes]);
    const options = { format: 'pades', algorithm, signingTime: new Date() } as const;
    await expect(prepareSignature(bytes, signer, options)).rejects.toMatchObject({ code: 'PDF_BROKEN' });
  });
});

it('reads a string of a megabyte', async () => {
  const report = await judge(inCatalog(`(${'(a)\\051'.repeat(150_000)})`), 'pades');
  expect(report).toMatchObject({ indication: 'invalid', reason: 'SIGNATURE_MISSING' });
});

const ds = 'http://www.w3.org/2000/09/xmldsig#';

/** `inner` below so many levels that each declare so many namespaces. */
const declaring = (levels: number, each: number, inner: string): string => {
  const open = Array.from({ length: levels }, (_, level) => {
    const names = Array.from({ length: each }, (__, i) => ` xmlns:n${level}_${i}="u"`);
    return `<a${names.join('')}>`;
  });
  return open.join('') + inner + '</a>'.repeat(levels);
};

describe('an XML is XML_TOO_COMPLEX', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['with thirty thousand namespaces in scope', declaring(190, 190, '<b xmlns:z="u"/>'.repeat(2000))],
    ['with a namespace of a megabyte', `<a xmlns:n="${'u'.repeat(500_000)}">${'<n:b/>'.repeat(60_000)}</a>`],
    ['with a thousand signatures', `<a>${`<Signature xmlns="${ds}"/>`.repeat(1000)}</a>`],
  ];
  it.each(cases)('%s', { timeout: 20_000 }, async (_, xml) => {
    expect(await judge(utf8(xml), 'xades')).toMatchObject({
      indication: 'invalid',
      reason: 'XML_TOO_COMPLEX',
    });
  });

  it('when its canonical form would be a hundred times as long', { timeout: 20_000 }, async () => {
    const xml = utf8(`<a xmlns:n="${'u'.repeat(1000)}">${'<n:b/>'.repeat(150_000)}</a>`);
    const options = { format: 'xades', algorithm, signingTime: new Date() } as const;
    await expect(prepareSignature(xml, signer, options)).rejects.toMatchObject({ code: 'XML_TOO_COMPLEX' });
  });
});

it('signs and judges an XML with many namespaces that one prefix stands for in turn', async () => {
  const row = '<n:b xmlns:n="urn:one"><n:c xmlns:n="urn:two"><n:d/></n:c><n:e/></n:b><b xmlns=""><c/></b>';
  const xml = utf8(`<a xmlns="urn:a">${row.repeat(500)}</a>`);
  const options = { format: 'xades', algorithm, signingTime: new Date() } as const;
  const signed = await signer.complete(await prepareSignature(xml, signer, options));
  const [signature] = (await judge(signed, 'xades')).signatures;
  expect(signature?.intact).toBe(true);
});

it('finds the signature of a voucher whose number reads %PDF-1.7', async () => {
  const xml = utf8('<?xml version="1.0" encoding="UTF-8"?>\n<a>\n<so>\n%PDF-1.7\n</so></a>');
  const options = { format: 'auto', algorithm, signingTime: new Date(), fileName: 'v1.xml' } as const;
  const signed = await signer.complete(await prepareSignature(xml, signer, options));
  const report = await validateDocument(signed, { trustAnchors: [], now: new Date() });
  expect(report.signatures).toMatchObject([{ format: 'XAdES', intact: true }]);
});
