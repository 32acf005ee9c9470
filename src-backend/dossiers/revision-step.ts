import { DvcttError } from '#shared/contract/errors.ts';
import { insertedSlice, onlySignatureInserted } from './inserted-signature.ts';

export interface RevisionStep {
  readonly format: 'pades' | 'xades' | 'cades';
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** `before` is the unsigned original. */
  readonly first: boolean;
}

/**
 * A signature may add itself to a document and do nothing else: a PDF only grows at its end (ISO 32000-1 §7.5.6), an
 * XML gains one `ds:Signature` element. A detached signature holds no content: the validation binds it to the original.
 * @throws DvcttError DOCUMENT_CHANGED
 */
export function refuseOtherChange(name: string, { format, before, after, first }: RevisionStep): void {
  switch (format) {
    case 'pades':
      if (after.length <= before.length || !Buffer.from(before).equals(after.subarray(0, before.length))) {
        throw new DvcttError('DOCUMENT_CHANGED', { name });
      }
      return;
    case 'xades':
      if (!onlySignatureInserted(insertedSlice(before, after)))
        throw new DvcttError('DOCUMENT_CHANGED', { name });
      return;
    case 'cades':
      if (!first && Buffer.from(before).equals(after)) throw new DvcttError('SIGNATURE_MISSING', { name });
      return;
  }
}
