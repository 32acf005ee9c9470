import { DvcttError } from '#shared/contract/errors.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import type { PreparedSignature } from '#shared/signatures/prepared.ts';
import type { SigningSession } from '../tokens/token-service.ts';

/** One document of a batch: how to prepare it is known only when its turn comes, so the signing time is true. */
export interface BatchItem {
  readonly id: string;
  readonly name: string;
  /** `id`: UUID; with the same one and the same time the digest is the same again. */
  prepare(algorithm: SignatureAlgorithm, signingTime: Date, id?: string): Promise<PreparedSignature>;
}

export interface SignedItem {
  readonly id: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Signs documents one after the other on one token. The next document is prepared while the token works, and
 * finished signatures are put into their files meanwhile. Nothing is kept from a batch that fails or is cancelled:
 * the caller gets all documents or an error. @throws SIGNING_CANCELLED between two signatures
 */
export async function signBatch(
  items: readonly BatchItem[],
  session: SigningSession,
  options: {
    readonly algorithm: SignatureAlgorithm;
    readonly now: () => Date;
    readonly signal: AbortSignal;
    readonly onStart?: (item: BatchItem, index: number) => void;
  },
): Promise<readonly SignedItem[]> {
  const completions: Promise<SignedItem>[] = [];
  const prepare = (item: BatchItem | undefined) => {
    const prepared = item?.prepare(options.algorithm, options.now());
    // Its failure is met when its turn comes; until then it must not count as unhandled.
    prepared?.catch(() => undefined);
    return prepared;
  };

  let upcoming = prepare(items[0]);
  for (const [index, item] of items.entries()) {
    const prepared = await upcoming;
    if (prepared === undefined) break;
    if (options.signal.aborted) throw new DvcttError('SIGNING_CANCELLED');
    options.onStart?.(item, index);
    const signature = session.sign(
      { algorithm: prepared.algorithm, digest: prepared.digest },
      options.signal,
    );
    upcoming = prepare(items[index + 1]);
    const completion = prepared
      .complete(await signature)
      .then((bytes) => ({ id: item.id, name: item.name, bytes }));
    completion.catch(() => undefined);
    completions.push(completion);
  }
  return Promise.all(completions);
}
