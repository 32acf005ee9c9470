/** What came of each document of a transaction, from values that nobody has checked yet. */
import type { KeyObject } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { failureSchema, type Failure } from '#shared/contract/errors.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import { z } from 'zod';
import type { GivenValue } from './adapter.ts';
import { trueValue } from './values/over-digest.ts';

/** As kept in the store. */
export const keptDocumentSchema = z.object({
  id: z.string(),
  /** Base64. */
  digest: z.string(),
  /** Base64, checked. */
  value: z.string().optional(),
  failure: failureSchema.optional(),
});
export type KeptDocument = z.infer<typeof keptDocumentSchema>;

/** Values that are tried for one document: an answer may come twice, not a thousand times. */
const mostCandidates = 2;

/**
 * Each document with the value that verifies over its own digest. Whatever order or ids the values came with, one that
 * was made for another document cannot get in here; that document fails by itself, and the others stand.
 * Checking takes milliseconds a value, and lets others have their turn after each document.
 * @param missing what a document without any value has failed with
 */
export async function judged(
  key: KeyObject,
  algorithm: SignatureAlgorithm,
  documents: readonly KeptDocument[],
  values: readonly GivenValue[],
  missing: Failure,
): Promise<readonly KeptDocument[]> {
  const byPlace = Map.groupBy(values, ({ position }) => position);
  const kept: KeptDocument[] = [];
  for (const [position, { id, digest }] of documents.entries()) {
    const candidates = byPlace.get(position) ?? [];
    if (candidates.length === 0) {
      kept.push({ id, digest, failure: missing });
      continue;
    }
    const found = valueAmong(candidates, key, algorithm, digest);
    kept.push(
      found === undefined
        ? { id, digest, failure: { code: 'REMOTE_SIGNATURE_WRONG' } }
        : { id, digest, value: Buffer.from(found).toString('base64') },
    );
    await nextTurn();
  }
  return kept;
}

function valueAmong(
  candidates: readonly GivenValue[],
  key: KeyObject,
  algorithm: SignatureAlgorithm,
  digest: string,
): Uint8Array | undefined {
  for (const { value } of candidates.slice(0, mostCandidates)) {
    const found = trueValue(key, algorithm, Buffer.from(digest, 'base64'), Buffer.from(value, 'base64'));
    if (found !== undefined) return found;
  }
  return undefined;
}
