/** Changing what a signed PDF shows by incremental updates, before and after the second signature. */
import { beforeAll, describe, expect, it } from 'vitest';
import { PDFDocument, PDFName, StandardFonts } from 'pdf-lib';
import { prepareSignature } from '#main/signing/format.ts';
import { IncrementalUpdate } from '#main/signing/pades/incremental-update.ts';
import { firstPage } from '#main/signing/pades/page.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import { PdfDocument } from '#shared/validation/pdf/document.ts';
import { entryOf, type PdfDictionary, type PdfObject } from '#shared/validation/pdf/objects.ts';
import type { ValidationReport } from '#shared/validation/report.ts';
import { validateDocument } from '#shared/validation/validate.ts';
import { makeTestCa, type TestCa, type TestSigner } from '#test/support/test-pki.ts';
import { makePdf } from '#test/support/signing-tools.ts';

const algorithm: SignatureAlgorithm = { scheme: 'rsa-pkcs1', hash: 'SHA-256' };
let root: TestCa;
let signer: TestSigner;

beforeAll(async () => {
  root = await makeTestCa();
  signer = await root.signer();
});

const sign = async (pdf: Uint8Array): Promise<Uint8Array> =>
  signer.complete(
    await prepareSignature(pdf, signer, { format: 'pades', algorithm, signingTime: new Date() }),
  );

const check = (pdf: Uint8Array): Promise<ValidationReport> =>
  validateDocument(pdf, { trustAnchors: [root.certificate], now: new Date() });

type Attack = (document: PdfDocument, update: IncrementalUpdate) => Promise<void>;

async function attack(pdf: Uint8Array, how: Attack): Promise<Uint8Array> {
  const document = await PdfDocument.open(pdf);
  const update = new IncrementalUpdate(document);
  await how(document, update);
  return new Uint8Array(update.finish());
}

const withEntry = (dictionary: PdfDictionary, key: string, value: PdfObject): PdfDictionary => ({
  kind: 'dictionary',
  entries: new Map(dictionary.entries).set(key, value),
});
const reference = (number: number): PdfObject => ({ kind: 'reference', number, generation: 0 });

const pageOf = async (document: PdfDocument): ReturnType<typeof firstPage> => firstPage(document);

const attacks: readonly (readonly [string, Attack])[] = [
  [
    'the content of a page is replaced',
    async (document, update) => {
      const number = update.reserve();
      update.add(number, '<</Length 8>>\nstream\n0 0 m f \nendstream');
      const page = await pageOf(document);
      update.replace(page.reference.number, withEntry(page.dictionary, 'Contents', reference(number)));
    },
  ],
  [
    'a note is laid over a page',
    async (document, update) => {
      const number = update.reserve();
      update.add(
        number,
        '<</Type/Annot/Subtype/FreeText/Rect[0 0 600 800]/Contents(9.999.999)/DA(/Helv 12 Tf)>>',
      );
      const page = await pageOf(document);
      const before = await document.array(entryOf(page.dictionary, 'Annots'));
      const annots: PdfObject = { kind: 'array', items: [...(before?.items ?? []), reference(number)] };
      update.replace(page.reference.number, withEntry(page.dictionary, 'Annots', annots));
    },
  ],
  [
    'a visible signature appearance is laid over a page',
    async (document, update) => {
      const number = update.reserve();
      update.add(number, '<</Type/Annot/Subtype/Widget/FT/Sig/T(x)/Rect[0 0 600 800]>>');
      const page = await pageOf(document);
      const before = await document.array(entryOf(page.dictionary, 'Annots'));
      const annots: PdfObject = { kind: 'array', items: [...(before?.items ?? []), reference(number)] };
      update.replace(page.reference.number, withEntry(page.dictionary, 'Annots', annots));
    },
  ],
  [
    'the catalogue gets a script that runs on opening',
    async (document, update) => {
      const { reference: own, dictionary } = await document.catalog();
      const script: PdfObject = {
        kind: 'dictionary',
        entries: new Map([['S', { kind: 'name', value: 'JavaScript' }]]),
      };
      update.replace(own.number, withEntry(dictionary, 'OpenAction', script));
    },
  ],
  [
    'the pages are taken away',
    async (document, update) => {
      const { reference: own, dictionary } = await document.catalog();
      const number = update.reserve();
      update.add(number, '<</Type/Pages/Kids[]/Count 0>>');
      update.replace(own.number, withEntry(dictionary, 'Pages', reference(number)));
    },
  ],
  [
    'an object that nothing names is hidden in the file',
    (_, update) => {
      update.add(update.reserve(), '<</Hidden true>>');
      return Promise.resolve();
    },
  ],
];

const takeOutOfForm: Attack = async (document, update) => {
  const { reference: own, dictionary } = await document.catalog();
  const form = await document.dictionary(entryOf(dictionary, 'AcroForm'));
  const emptied = withEntry(form!, 'Fields', { kind: 'array', items: [] });
  update.replace(own.number, withEntry(dictionary, 'AcroForm', emptied));
};

describe.each([true, false])('a signed PDF (cross-reference stream: %s)', (streams) => {
  it.each(attacks)('is not valid when %s', async (_, how) => {
    const changed = await attack(await sign(await makePdf(streams)), how);
    const report = await check(changed);
    expect(report.indication).toBe('invalid');
  });

  it.each(attacks)(
    'does not become valid for the first signer when %s and a second one signs',
    async (_, how) => {
      const twice = await sign(await attack(await sign(await makePdf(streams)), how)).catch(() => undefined);
      // The file without pages cannot be signed any more.
      if (twice === undefined) return;
      const report = await check(twice);
      expect(report.indication).toBe('invalid');
      const [first] = report.signatures;
      if (report.signatures.length === 2) {
        expect(first).toMatchObject({ indication: 'invalid', coversWholeFile: false });
        expect(first?.warnings).toContain('CONTENT_ADDED_AFTER_SIGNATURE');
      }
    },
  );
});

it.each([true, false])(
  'names the second signer alone when the first signature was taken out of the form (stream: %s)',
  async (streams) => {
    const emptied = await attack(await sign(await makePdf(streams)), takeOutOfForm);
    expect((await check(emptied)).indication).toBe('invalid');
    const report = await check(await sign(emptied));
    expect(report.signatures).toHaveLength(1);
    expect(report.signatures[0]?.coversWholeFile).toBe(true);
  },
);

it('does not accept an older state of an object brought back by its old offset', async () => {
  const pdf = await makePdf(false);
  const edited = await attack(pdf, async (document, update) => {
    const page = await pageOf(document);
    update.replace(
      page.reference.number,
      withEntry(page.dictionary, 'Rotate', { kind: 'number', value: 90, text: '90' }),
    );
  });
  const signed = await sign(edited);
  const old = await PdfDocument.open(pdf);
  const page = await pageOf(old);
  const entry = old.xref.get(page.reference.number);
  const document = await PdfDocument.open(signed);
  const { reference: own } = await document.catalog();
  const tail =
    `xref\n${page.reference.number} 1\n${String(entry?.kind === 'at' ? entry.offset : 0).padStart(10, '0')} 00000 n \n` +
    `trailer\n<</Size 99/Root ${own.number} 0 R/Prev ${document.startXref}>>\nstartxref\n${signed.length}\n%%EOF\n`;
  const rolledBack = new Uint8Array(Buffer.concat([signed, Buffer.from(tail)]));
  expect((await check(rolledBack)).indication).toBe('invalid');
  expect((await check(await sign(rolledBack))).signatures[0]?.indication).toBe('invalid');
});

it('takes a signature made by a PDF that already has a form, annotations and an indirect Annots array', async () => {
  const document = await PDFDocument.create();
  const page = document.addPage();
  const font = await document.embedFont(StandardFonts.Helvetica);
  const field = document.getForm().createTextField('ghiChu');
  field.addToPage(page, { font });
  const annots = page.node.Annots();
  page.node.set(PDFName.of('Annots'), document.context.register(annots!));
  const once = await sign(await document.save());
  const twice = await sign(once);
  const report = await check(twice);
  expect(report.signatures.map(({ indication }) => indication)).toEqual(['valid', 'valid']);
});
