import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { keys } from '../../bridge/queries.ts';
import { firstView, type ListView } from './list-view.ts';

/** The person's view of the list; outlives the screen, ends with the session. */
export function useListView(): readonly [ListView, (changed: Partial<ListView>) => void] {
  const client = useQueryClient();
  const { data } = useQuery<ListView>({ queryKey: keys.listView, queryFn: skipToken, gcTime: Infinity });
  return [
    data ?? firstView,
    (changed) =>
      client.setQueryData<ListView>(keys.listView, (view) => ({ ...(view ?? firstView), ...changed })),
  ];
}
