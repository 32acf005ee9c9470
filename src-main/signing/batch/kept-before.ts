import { DvcttError } from '#shared/contract/errors.ts';
import type { SignatureKey, SignatureShelf } from '../../account-store/account-store.ts';
import { judgeRevision, type DocumentToSign, type Judge } from '../document-to-sign.ts';
import { withAddedBytes } from './added-bytes.ts';
import type { MadeSignature } from './batch-task.ts';

/**
 * The signature over these very bytes that an earlier try has left, judged once more. One that does not hold any more is
 * dropped, and the document is signed anew.
 */
export async function keptBefore(
  key: SignatureKey,
  base: DocumentToSign,
  { shelf, judge }: { readonly shelf: SignatureShelf; readonly judge: Judge },
): Promise<MadeSignature | undefined> {
  const kept = shelf.get(key);
  if (kept === undefined) return undefined;
  try {
    // A detached CMS takes the place of the file; of earlier signers' one it is a continuation.
    const bytes = withAddedBytes(base.bytes, kept, kept.sha256);
    const report = await judgeRevision(base, bytes, judge);
    const ours = report.signatures.find(({ signer }) => signer?.thumbprint === key.thumbprint);
    if (ours !== undefined && report.indication !== 'invalid') return { base, bytes, kept };
  } catch (cause) {
    if (!(cause instanceof DvcttError)) throw cause;
  }
  shelf.drop([key]);
  return undefined;
}
