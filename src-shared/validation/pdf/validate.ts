/** Validates the PAdES signatures of a PDF (ETSI EN 319 142-1, ISO 32000-1 §12.8). */
import { DvcttError } from '../../contract/errors.ts';
import { DerError } from '../../signatures/der/reader.ts';
import { readSignedData } from '../cms/signed-data.ts';
import { judgeCmsSigner } from '../cms/signer.ts';
import { oids } from '../../signatures/der/oids.ts';
import { concludeSignature, indeterminate, invalid, unreadable, type Findings } from '../conclusion.ts';
import type { SignatureReport } from '../report.ts';
import type { Trust } from '../trust.ts';
import { signedBytes, signedRange, type SignedRange } from './byte-range.ts';
import { readPdfDate } from './date.ts';
import { PdfDocument } from './document.ts';
import { signedFields, type SignatureField } from './fields.ts';
import { entryOf, isName, type PdfObject } from './objects.ts';
import { ascii } from './parser.ts';
import { addsOnlySignatures } from './update.ts';

interface Placed {
  readonly field: SignatureField;
  readonly range: SignedRange | undefined;
}

const maxSignatures = 100;

/** Rejects with PDF_BROKEN or PDF_ENCRYPTED when the file cannot be read. Reports come in the order of signing. */
export async function validatePades(bytes: Uint8Array, trust: Trust): Promise<SignatureReport[]> {
  const document = await PdfDocument.open(bytes);
  const fields = await signedFields(document);
  if (fields.length > maxSignatures) throw new DvcttError('PDF_BROKEN', { reason: 'too many signatures' });
  const placed = fields
    .map((field): Placed => ({ field, range: signedRange(document, field) }))
    .toSorted((a, b) => (a.range?.end ?? 0) - (b.range?.end ?? 0));
  const changedAfter = await findChange(document, placed);
  const reports: SignatureReport[] = [];
  for (const { field, range } of placed) {
    const findings =
      range === undefined
        ? unreadable('PAdES', invalid('SIGNATURE_INVALID'))
        : withHistory(await judge(bytes, field, range), range, changedAfter, bytes.length);
    reports.push(await concludeSignature(findings, trust));
  }
  return reports;
}

/**
 * End of the last revision after which something else than a signature was added: signatures that end there or before
 * do not cover what the file shows. −1 when every update was harmless.
 */
async function findChange(document: PdfDocument, placed: readonly Placed[]): Promise<number> {
  let change = -1;
  const ends = placed.map(({ range }) => range?.end).filter((end) => end !== undefined);
  for (const [i, end] of ends.entries()) {
    const next = ends[i + 1];
    if (
      next === undefined ? end !== document.bytes.length : !(await isHarmless(document, placed, end, next))
    ) {
      change = end;
    }
  }
  return change;
}

async function isHarmless(
  document: PdfDocument,
  placed: readonly Placed[],
  end: number,
  next: number,
): Promise<boolean> {
  // Two signatures over one revision cannot both have been made by an incremental update.
  if (end === next) return false;
  try {
    const before = await PdfDocument.open(document.bytes.subarray(0, end), document.budget);
    const after = await PdfDocument.open(document.bytes.subarray(0, next), document.budget);
    const own = placed.filter(({ range }) => range?.end === end).map(({ field }) => field.signature);
    const known = (await signedFields(before)).map(({ signature }) => signature);
    return (
      endsRevision(document.bytes, end) &&
      own.every((signature) => known.includes(signature)) &&
      (await addsOnlySignatures(before, after))
    );
  } catch (thrown) {
    if (thrown instanceof DvcttError) return false;
    throw thrown;
  }
}

const endsRevision = (bytes: Uint8Array, end: number): boolean =>
  /startxref\s+\d+\s+%%EOF(?:\r\n|\r|\n)?$/.test(ascii(bytes, Math.max(0, end - 60), end));

function withHistory(findings: Findings, range: SignedRange, changedAfter: number, length: number): Findings {
  const covers = { ...findings, coversWholeFile: range.end === length };
  if (range.end > changedAfter) return covers;
  return { ...covers, contentAdded: true, problem: invalid('SIGNATURE_INVALID') };
}

async function judge(bytes: Uint8Array, field: SignatureField, range: SignedRange): Promise<Findings> {
  try {
    const cms = readSignedData(range.contents);
    const [signer, ...more] = cms.signers;
    const padding = range.contents.subarray(cms.length);
    if (
      signer === undefined ||
      more.length > 0 ||
      cms.attached !== undefined ||
      cms.contentType !== oids.data
    ) {
      return unreadable('PAdES', invalid('SIGNATURE_INVALID'));
    }
    if (padding.some((octet) => octet !== 0)) return unreadable('PAdES', invalid('SIGNATURE_INVALID'));
    const signed = signedBytes(bytes, range);
    const found = await judgeCmsSigner(
      cms,
      signer,
      async (hash) => new Uint8Array(await crypto.subtle.digest(hash, signed)),
    );
    const isPades = isName(entryOf(field.dictionary, 'SubFilter'), 'ETSI.CAdES.detached');
    const date = entryOf(field.dictionary, 'M');
    const claimed = date.kind === 'string' ? readPdfDate(textOf(date)) : undefined;
    return {
      ...found,
      format: 'PAdES',
      level: isPades && found.bindsCertificate && claimed !== undefined ? 'B-B' : 'none',
      coversWholeFile: false,
      claimedSigningTime: claimed ?? found.claimedSigningTime,
      problem: found.problem ?? (isKnown(field) ? undefined : indeterminate('SIGNATURE_INDETERMINATE')),
    };
  } catch (thrown) {
    if (thrown instanceof DerError) return unreadable('PAdES', invalid('SIGNATURE_INVALID'));
    throw thrown;
  }
}

/** Time stamps of documents and legacy formats are not judged here. */
function isKnown({ dictionary }: SignatureField): boolean {
  const type = entryOf(dictionary, 'Type');
  const subFilter = entryOf(dictionary, 'SubFilter');
  return (
    (type.kind === 'null' || isName(type, 'Sig')) &&
    (isName(subFilter, 'ETSI.CAdES.detached') || isName(subFilter, 'adbe.pkcs7.detached'))
  );
}

const textOf = (object: Extract<PdfObject, { kind: 'string' }>): string =>
  ascii(object.bytes, 0, object.bytes.length);
