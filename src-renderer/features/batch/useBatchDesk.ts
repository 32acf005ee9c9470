import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { emptyDesk, type BatchDesk } from './batch-desk.ts';
import { dismissBatch } from './running-batch.ts';

/** The review as the person left it; outlives the screen, ends with the session. */
export function useBatchDesk(): readonly [
  BatchDesk,
  (change: (desk: BatchDesk) => Partial<BatchDesk>) => void,
] {
  const client = useQueryClient();
  const { data } = useQuery<BatchDesk>({ queryKey: keys.batchDesk, queryFn: skipToken, gcTime: Infinity });
  return [
    data ?? emptyDesk,
    (change) =>
      client.setQueryData<BatchDesk>(keys.batchDesk, (before = emptyDesk) => ({
        ...before,
        ...change(before),
      })),
  ];
}

/** Puts these dossiers up for review; the report of a batch that has ended makes room for it. */
export function useReviewOf(): (codes: readonly DossierCode[]) => void {
  const client = useQueryClient();
  return (codes) => {
    dismissBatch(client);
    client.setQueryData<BatchDesk>(keys.batchDesk, (before = emptyDesk) => ({
      ...emptyDesk,
      number: before.number + 1,
      codes,
    }));
  };
}

/** What the dossiers on the desk ask this person to sign. */
export function useReview(desk: BatchDesk) {
  return useQuery({
    queryKey: keys.batchReview(desk.number),
    queryFn: () => call('batch.review', { codes: [...desk.codes] }),
    enabled: desk.codes.length > 0,
    // A list that changes by itself while it is being read is not what is signed: the person asks for a new one.
    staleTime: Infinity,
    gcTime: 30 * 60_000,
  });
}
