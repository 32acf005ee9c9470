import { DvcttError } from '#shared/contract/errors.ts';
import { PdfDocument } from '#shared/validation/pdf/document.ts';
import { addsOnlySignatures } from '#shared/validation/pdf/update.ts';
import { insertedSlice, onlySignatureInserted } from './inserted-signature.ts';

export interface RevisionStep {
  readonly format: 'pades' | 'xades' | 'cades';
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** `before` is the unsigned original. */
  readonly first: boolean;
}

/**
 * A signature may add itself to a document and do nothing else: a PDF grows at its end (ISO 32000-1 §7.5.6) by
 * invisible signatures alone, so that a signer cannot lay another amount over the page that was frozen; an XML gains
 * one `ds:Signature` element. A detached signature holds no content: the validation binds it to the original.
 * @throws DvcttError DOCUMENT_CHANGED; PDF_BROKEN or PDF_ENCRYPTED when a PDF cannot be read
 */
export async function refuseOtherChange(name: string, step: RevisionStep): Promise<void> {
  if (!(await onlySigned(step))) throw new DvcttError('DOCUMENT_CHANGED', { name });
}

async function onlySigned({ format, before, after, first }: RevisionStep): Promise<boolean> {
  switch (format) {
    case 'pades':
      return (
        after.length > before.length &&
        Buffer.compare(before, after.subarray(0, before.length)) === 0 &&
        (await addsOnlySignatures(await PdfDocument.open(before), await PdfDocument.open(after)))
      );
    case 'xades':
      return onlySignatureInserted(insertedSlice(before, after));
    case 'cades':
      return first || Buffer.compare(before, after) !== 0;
  }
}
