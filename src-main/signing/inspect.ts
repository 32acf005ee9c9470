import { PdfDocument } from '#shared/validation/pdf/document.ts';
import { readReferences } from '#shared/validation/pdf/references.ts';
import { checkFileSize } from './file-size.ts';
import { checkCertification } from './pades/certification.ts';
import { firstPage } from './pades/page.ts';

/**
 * Refuses a file that could not be signed later, at the moment it is chosen: FILE_EMPTY, FILE_TOO_LARGE, and for a PDF
 * PDF_BROKEN, PDF_ENCRYPTED or PDF_CHANGES_FORBIDDEN. Any other file is signed beside itself and may be anything.
 */
export async function inspectForSigning(bytes: Uint8Array, mediaType: string): Promise<void> {
  checkFileSize(bytes);
  if (mediaType !== 'application/pdf') return;
  const document = await PdfDocument.open(bytes);
  const { dictionary } = await document.catalog();
  await checkCertification(document, dictionary);
  await firstPage(document);
  await readReferences(document);
}
