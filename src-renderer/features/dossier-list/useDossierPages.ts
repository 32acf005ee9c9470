import { keepPreviousData, useQueries, useQuery, type QueryClient } from '@tanstack/react-query';
import { mostBatchDossiers } from '#shared/contract/batch.ts';
import type { CallInput, DossierSummary } from '#shared/contract/ipc.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { listFilter, pageSize, type ListView } from './list-view.ts';

const page = (filter: CallInput<'dossiers.list'>) => ({
  queryKey: keys.dossierPage(filter),
  queryFn: () => call('dossiers.list', filter),
  staleTime: 5_000,
  // A list of 100 000 that was scrolled through is not kept in memory.
  gcTime: 60_000,
});

/** The head of the list: its first page, how many there are in all, and whether the server answers. */
export function useListHead(view: ListView, query: string) {
  return useQuery({
    ...page(listFilter(view, query, 0)),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

/** Rows by their number in the list, as far as the pages at `offsets` have been read. */
export function useDossierRows(
  view: ListView,
  query: string,
  offsets: readonly number[],
): ReadonlyMap<number, DossierSummary> {
  const pages = useQueries({ queries: offsets.map((offset) => page(listFilter(view, query, offset))) });
  const rows = new Map<number, DossierSummary>();
  pages.forEach(({ data }, at) => {
    const from = offsets[at] ?? 0;
    data?.dossiers.slice(0, pageSize).forEach((dossier, row) => rows.set(from + row, dossier));
  });
  return rows;
}

/** Rows of the list from `first` on, also those that were never drawn: one more than can be chosen at most. */
export async function readRows(
  client: QueryClient,
  view: ListView,
  query: string,
  first: number,
  count: number,
): Promise<readonly DossierSummary[]> {
  const wanted = Math.min(count, mostBatchDossiers + 1);
  const read: DossierSummary[] = [];
  while (read.length < wanted) {
    const offset = first + read.length;
    const filter = { ...listFilter(view, query, offset), limit: Math.min(1000, wanted - read.length) };
    const { dossiers } = await client.query({ ...page(filter), gcTime: 0 });
    read.push(...dossiers);
    if (dossiers.length === 0) break;
  }
  return read;
}
