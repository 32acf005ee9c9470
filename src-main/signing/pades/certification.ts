import { DvcttError } from '#shared/contract/errors.ts';
import type { PdfDocument } from '#shared/validation/pdf/document.ts';
import { entryOf, integerOf, isName, type PdfDictionary } from '#shared/validation/pdf/objects.ts';

/** PDF_CHANGES_FORBIDDEN when an author's certification (DocMDP, ISO 32000-1 §12.8.2.2) has P = 1. */
export async function checkCertification(document: PdfDocument, catalog: PdfDictionary): Promise<void> {
  const permissions = await document.dictionary(entryOf(catalog, 'Perms'));
  if (permissions === undefined) return;
  const certification = await document.dictionary(entryOf(permissions, 'DocMDP'));
  if (certification === undefined) return;
  const references = await document.array(entryOf(certification, 'Reference'));
  for (const item of references?.items ?? []) {
    const reference = await document.dictionary(item);
    if (reference === undefined || !isName(entryOf(reference, 'TransformMethod'), 'DocMDP')) continue;
    const parameters = await document.dictionary(entryOf(reference, 'TransformParams'));
    const permitted = parameters === undefined ? undefined : integerOf(entryOf(parameters, 'P'));
    if (permitted === 1) throw new DvcttError('PDF_CHANGES_FORBIDDEN');
  }
}
