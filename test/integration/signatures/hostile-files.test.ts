/** Files made to break a parser: every outcome is a signature or one of our codes, soon. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { prepareSignature, type SignatureFormat } from '#main/signing/format.ts';
import { DvcttError } from '#shared/contract/errors.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import { validateDocument } from '#shared/validation/validate.ts';
import { makeTestCa, type TestCa, type TestSigner } from '#test/support/test-pki.ts';
import { awkwardXml, makePdf, utf8 } from '#test/support/signing-tools.ts';

const algorithm: SignatureAlgorithm = { scheme: 'rsa-pkcs1', hash: 'SHA-256' };
let root: TestCa;
let signer: TestSigner;

beforeAll(async () => {
  root = await makeTestCa();
  signer = await root.signer();
});

async function outcome(bytes: Uint8Array, format: SignatureFormat): Promise<void> {
  try {
    await prepareSignature(bytes, signer, { format, algorithm, signingTime: new Date() });
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(DvcttError);
  }
  const options = { trustAnchors: [root.certificate], now: new Date(), format, content: bytes };
  expect((await validateDocument(bytes, options)).indication).not.toBe('valid');
}

describe.each(['pades', 'xades', 'cades'] as const)('%s', (format) => {
  it('answers random bytes with a code of ours or a signature, and never finds them valid', async () => {
    const starts = { pades: '%PDF-1.7\n', xades: '<?xml version="1.0"?><a>', cades: '0' };
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.boolean(), async (bytes, dressed) => {
        await outcome(dressed ? Uint8Array.from([...utf8(starts[format]), ...bytes]) : bytes, format);
      }),
      { numRuns: 300 },
    );
  });

  it('answers a file with pieces torn out or doubled in the same way', async () => {
    const file = format === 'xades' ? awkwardXml : await makePdf(format === 'pades');
    const place = fc.integer({ min: 0, max: file.length });
    await fc.assert(
      fc.asyncProperty(place, place, fc.uint8Array({ maxLength: 20 }), async (a, b, piece) => {
        await outcome(Uint8Array.from([...file.subarray(0, a), ...piece, ...file.subarray(b)]), format);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a PDF made to hang a reader', () => {
  const startxref = (body: string, at: string): string => `${body}startxref\n${body.indexOf(at)}\n%%EOF\n`;
  const cases: readonly (readonly [string, string])[] = [
    [
      'whose cross-reference points to itself',
      startxref('%PDF-1.4\nxref\n0 0\ntrailer\n<</Prev 9/Root 1 0 R>>\n', 'xref'),
    ],
    [
      'whose stream length is the stream itself',
      startxref(
        '%PDF-1.5\n1 0 obj\n<</Type/XRef/Length 1 0 R/W[1 1 1]/Size 2>>\nstream\n\nendstream\nendobj\n',
        '1 0 obj',
      ),
    ],
    [
      'whose pages are their own children',
      startxref(
        '%PDF-1.4\n1 0 obj\n<</Pages 2 0 R>>\nendobj\n2 0 obj\n<</Kids[2 0 R 2 0 R]>>\nendobj\n' +
          'xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000041 00000 n \ntrailer\n<</Size 3/Root 1 0 R>>\n',
        'xref\n0',
      ),
    ],
    ['with a million open brackets', startxref(`%PDF-1.4\nxref\n0 0\ntrailer\n${'['.repeat(1e6)}`, 'xref')],
  ];
  it.each(cases)('%s is PDF_BROKEN', async (_, text) => {
    const options = { format: 'pades', algorithm, signingTime: new Date() } as const;
    await expect(prepareSignature(utf8(text), signer, options)).rejects.toMatchObject({ code: 'PDF_BROKEN' });
  });
});

it('refuses an encrypted PDF, and one whose author forbade every change', async () => {
  const pdf = Buffer.from(await makePdf(false)).toString('latin1');
  const options = { format: 'pades', algorithm, signingTime: new Date() } as const;
  const encrypted = Buffer.from(pdf.replace('/Size', '/Encrypt 1 0 R /Size'), 'latin1');
  await expect(prepareSignature(encrypted, signer, options)).rejects.toMatchObject({ code: 'PDF_ENCRYPTED' });
  const certified =
    '/Perms<</DocMDP<</Reference[<</TransformMethod/DocMDP/TransformParams<</P 1>>>>]>>>>/Type /Catalog';
  const text = pdf.replace('/Type /Catalog', certified);
  const moved = moveOffsets(pdf, text, certified.length - '/Type /Catalog'.length);
  await expect(prepareSignature(moved, signer, options)).rejects.toMatchObject({
    code: 'PDF_CHANGES_FORBIDDEN',
  });
});

/** Shifts the offsets behind the change, so that nothing but the certification is special about the file. */
function moveOffsets(before: string, after: string, shift: number): Uint8Array {
  const place = before.indexOf('/Type /Catalog');
  const moved = after
    .replaceAll(/^(\d{10}) (\d{5}) n/gm, (_, offset: string, generation: string) => {
      const at = Number(offset) > place ? Number(offset) + shift : Number(offset);
      return `${String(at).padStart(10, '0')} ${generation} n`;
    })
    .replace(/startxref\n(\d+)/, (_, at: string) => `startxref\n${Number(at) + shift}`);
  return Buffer.from(moved, 'latin1');
}
