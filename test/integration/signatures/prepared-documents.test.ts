/**
 * The second signer wrote the document himself and left gaps in it: what the first one sees and signs says one thing,
 * and an update that looks like a mere signature fills a gap so that the page says another.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { inspectForSigning } from '#main/signing/inspect.ts';
import { preparePades } from '#main/signing/pades/prepare.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import { PdfDocument } from '#shared/validation/pdf/document.ts';
import type { Indication } from '#shared/validation/report.ts';
import { validateDocument } from '#shared/validation/validate.ts';
import { makeTestCa, type TestCa, type TestSigner } from '#test/support/test-pki.ts';
import { bytesOf, rawPdf, rawUpdate, stream, streamEntry, textOf, type RawUpdate } from './raw-pdf.ts';

const algorithm: SignatureAlgorithm = { scheme: 'rsa-pkcs1', hash: 'SHA-256' };
let root: TestCa;
let signer: TestSigner;

beforeAll(async () => {
  root = await makeTestCa();
  signer = await root.signer();
});

const sign = async (pdf: Uint8Array): Promise<Uint8Array> =>
  signer.complete(await preparePades(pdf, signer, { algorithm, signingTime: new Date() }));

const judged = async (pdf: Uint8Array): Promise<Indication[]> =>
  (await validateDocument(pdf, { trustAnchors: [root.certificate], now: new Date() })).signatures.map(
    ({ indication }) => indication,
  );

const page = '<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources 5 0 R';
const shown = 'BT /F 16 Tf 20 100 Td (So tien: 3.350.000) Tj ET /X Do';
const hidden = '1 g 0 60 300 100 re f 0 g BT /F 16 Tf 20 100 Td (So tien: 999.000.000) Tj ET';
const form = '/Type/ObjStm/N 0/First 0/Subtype/Form/BBox[0 0 300 200]';

/** Objects 1 to 8; 50 does not exist, 8 is a list that `more` may use. */
const objects = (more: {
  page?: string;
  resources?: string;
  form?: string;
  catalog?: string;
  list?: string;
}) => [
  `<</Type/Catalog/Pages 2 0 R${more.catalog ?? ''}>>`,
  '<</Type/Pages/Kids[3 0 R]/Count 1>>',
  `${page}${more.page ?? ''}>>`,
  stream('', shown),
  `<</Font<</F 6 0 R>>/XObject<</X ${more.resources ?? '7 0 R'}>>>>`,
  '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  stream(`/Type/XObject/Subtype/Form${more.form ?? '/BBox[0 0 300 200]'}`, hidden),
  more.list ?? '[900 900 901 901]',
];

const widget = '<</Type/Annot/Subtype/Widget/FT/Sig/T(zz)/F 2/Rect[0 0 0 0]>>';
const annotation = '<</Type/Annot/Subtype/Link/Rect[0 0 0 0]>>';

const attacks: readonly (readonly [string, Uint8Array, RawUpdate])[] = [
  [
    'a missing form appears that calls itself an object stream',
    rawPdf(objects({ resources: '50 0 R' })),
    { objects: { 50: stream('/Type/ObjStm/N 0/First 0/Subtype/Form/BBox[0 0 300 200]', hidden) } },
  ],
  [
    'a missing form appears that calls itself a cross-reference stream',
    rawPdf(objects({ resources: '50 0 R' })),
    { objects: { 50: stream('/Type/XRef/W[1 1 1]/Subtype/Form/BBox[0 0 300 200]', hidden) } },
  ],
  [
    'a form that nothing uses is left in the file',
    rawPdf(objects({})),
    { objects: { 50: stream('/Type/ObjStm/N 0/First 0', hidden) } },
  ],
  [
    'the bounding box of a form is lengthened by an empty field',
    rawPdf(objects({ form: '/BBox 8 0 R' })),
    { objects: { 8: '[900 900 901 901 20 0 R]', 20: widget } },
  ],
  [
    'the crop box of a page is lengthened by an empty field',
    rawPdf(objects({ page: '/CropBox 8 0 R', list: '[0 0 300 200]' })),
    { objects: { 8: '[0 0 300 200 20 0 R]', 20: widget } },
  ],
  [
    'an empty field is added that a missing reference waits for',
    rawPdf(objects({ page: '/Annots[50 0 R]' })),
    { objects: { 50: widget } },
  ],
  ['a smaller size hides the last objects', rawPdf(objects({})), { objects: {}, size: 7 }],
  ['a page gets another content', rawPdf(objects({})), { objects: { 4: stream('', hidden) } }],
  [
    'a form that the catalogue misses appears',
    rawPdf(objects({ catalog: '/AcroForm 50 0 R' })),
    { objects: { 50: '<</Fields[]/NeedAppearances true>>' } },
  ],
];

describe.each(attacks)('when %s between two signatures', (_, base, update) => {
  it('is the first signature not valid, whether the second signer adds his or not', async () => {
    const once = await sign(base);
    expect(await judged(once)).toEqual(['valid']);
    const changed = rawUpdate(once, update);
    expect(await judged(changed)).not.toEqual(['valid']);
    const twice = await sign(changed).catch(() => undefined);
    if (twice !== undefined) expect((await judged(twice))[0]).toBe('invalid');
  });
});

it('is the first signature not valid when an object appears that was free, in the table, but referred to', async () => {
  const text = textOf(rawPdf([...objects({ resources: '9 0 R' }), 'null'])).replace(
    /\d{10} 00000 n (?=\ntrailer)/,
    '0000000000 00001 f ',
  );
  const once = await sign(bytesOf(text));
  expect(await judged(once)).toEqual(['valid']);
  const changed = rawUpdate(once, { objects: { 9: stream(form, hidden) } });
  expect((await judged(await sign(changed)))[0]).toBe('invalid');
});

it('is the first signature not valid when the list that grows is a bounding box too', async () => {
  const base = rawPdf([
    ...objects({ form: '/BBox 8 0 R', page: '/Annots 8 0 R', list: '[9 0 R]' }),
    annotation,
  ]);
  expect(await judged(await sign(await sign(base)))).toEqual(['invalid', 'valid']);
});

/** Appends a cross-reference stream of one entry for object 4, and what follows it. */
function withSection(
  pdf: Uint8Array,
  entry: string,
  rest: (at: number, previous: string) => string,
): Uint8Array {
  const text = textOf(pdf);
  const previous = `/Root 1 0 R/Size 61/Prev ${/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1] ?? ''}`;
  const section = `60 0 obj\n${stream(`/Type/XRef/W[1 4 1]/Index[4 1]${previous}`, entry)}\nendobj\n`;
  return bytesOf(text + section + rest(text.length, previous));
}

it('is the first signature not valid when an entry of a kind that this standard does not know hides an object', async () => {
  const once = await sign(rawPdf(objects({})));
  const changed = withSection(once, streamEntry(3, 0), (at) => `startxref\n${at}\n%%EOF\n`);
  expect(await judged(changed)).not.toEqual(['valid']);
  await expect(sign(changed)).rejects.toMatchObject({ code: 'PDF_BROKEN' });
});

it('is the first signature not valid when a stream beside the table shows some readers less', async () => {
  const once = await sign(rawPdf(objects({})));
  const own = (await PdfDocument.open(once)).xref.get(4);
  const entry = streamEntry(1, own?.kind === 'at' ? own.offset : 0);
  const changed = withSection(once, entry, (at, previous) => {
    const table = `xref\n0 0\ntrailer\n<<${previous}/XRefStm ${at}>>\nstartxref\n`;
    const section = `60 0 obj\n${stream(`/Type/XRef/W[1 4 1]/Index[4 1]${previous}`, entry)}\nendobj\n`;
    return `${table}${at + section.length}\n%%EOF\n`;
  });
  expect((await judged(await sign(changed)))[0]).toBe('invalid');
});

it('refuses to sign what some readers see and some do not: an object above the size', async () => {
  const pdf = rawPdf(objects({}), 6);
  await expect(inspectForSigning(pdf, 'application/pdf')).rejects.toMatchObject({ code: 'PDF_BROKEN' });
  await expect(sign(pdf)).rejects.toMatchObject({ code: 'PDF_BROKEN' });
});

it('refuses to sign a page with a part that cannot be read, which a later update could complete', async () => {
  const pdf = rawPdf(objects({ form: '/Broken (' }));
  await expect(inspectForSigning(pdf, 'application/pdf')).rejects.toMatchObject({ code: 'PDF_BROKEN' });
  await expect(sign(pdf)).rejects.toMatchObject({ code: 'PDF_BROKEN' });
});

describe('honest documents with gaps', () => {
  const honest: readonly (readonly [string, Uint8Array, readonly number[]])[] = [
    // The next free numbers are the missing ones.
    [
      'missing objects',
      rawPdf(objects({ resources: '9 0 R', page: '/Thumb 10 0 R/B[12 0 R]' })),
      [9, 10, 12],
    ],
    [
      'a missing form and a missing list of annotations',
      rawPdf(objects({ catalog: '/AcroForm 9 0 R', page: '/Annots 10 0 R' })),
      [9, 10],
    ],
    [
      'a list of annotations and one of fields as objects',
      rawPdf([
        ...objects({ catalog: '/AcroForm 10 0 R', page: '/Annots 8 0 R', list: '[9 0 R]' }),
        annotation,
        '<</Fields 11 0 R>>',
        '[]',
      ]),
      [],
    ],
    [
      'a form in the catalogue with its fields as an object',
      rawPdf([...objects({ catalog: '/AcroForm<</Fields 9 0 R/DR 10 0 R>>' }), '[]']),
      [10],
    ],
  ];
  it.each(honest)('are valid for three signers, and the gaps stay: %s', async (_, base, missing) => {
    await inspectForSigning(base, 'application/pdf');
    const signed = await sign(await sign(await sign(base)));
    expect(await judged(signed)).toEqual(['valid', 'valid', 'valid']);
    const { xref } = await PdfDocument.open(signed);
    expect(missing.filter((number) => xref.has(number))).toEqual([]);
  });
});
