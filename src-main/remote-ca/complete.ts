import { DvcttError } from '#shared/contract/errors.ts';
import type { PreparedSignature } from '#shared/signatures/prepared.ts';

/**
 * Embeds a value that came over the line. What does not verify with the chosen certificate gets into no document.
 * @throws REMOTE_SIGNATURE_WRONG
 */
export async function completeRemotely(prepared: PreparedSignature, value: Uint8Array): Promise<Uint8Array> {
  try {
    return await prepared.complete(value);
  } catch (cause) {
    if (!(cause instanceof DvcttError) || !wrong.has(cause.code)) throw cause;
    throw new DvcttError('REMOTE_SIGNATURE_WRONG', cause.details, { cause });
  }
}

/** What `complete` says of a value of the wrong size, and of one that fits nothing; tokens give other advice for both. */
const wrong: ReadonlySet<string> = new Set(['SIGNATURE_INVALID', 'TOKEN_KEY_FAILED']);
