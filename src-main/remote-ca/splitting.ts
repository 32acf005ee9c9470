import { mostRemoteDocuments } from '#shared/contract/remote-ca/http.ts';

/**
 * What one confirmation on the phone may cover, in order: rounds of at most `mostDocuments` (the provider's limit), and
 * of no more than the server takes. Nothing to sign makes no round.
 */
export function roundsOf<T>(documents: readonly T[], mostDocuments: number): readonly (readonly T[])[] {
  const size = Math.max(1, Math.min(mostDocuments, mostRemoteDocuments));
  const rounds: T[][] = [];
  for (let from = 0; from < documents.length; from += size) rounds.push(documents.slice(from, from + size));
  return rounds;
}
