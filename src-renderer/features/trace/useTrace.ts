import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Trace } from '#shared/contract/trace.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { notifyFailure } from '../../components/notify.ts';
import { languageOf } from '../../i18n/i18n.ts';

/** How often (ms) a running trace is read; a long one more seldom, since it is read whole. */
const readEvery = (rows: number) => (rows < 1500 ? 1000 : 3000);

/** The trace as the core holds it, read again and again while it runs, and the buttons that change it. */
export function useTrace() {
  const client = useQueryClient();
  const { i18n } = useTranslation();
  const trace = useQuery({
    queryKey: keys.trace,
    queryFn: () => call('trace.read', {}),
    refetchInterval: ({ state }) => (state.data?.on === true ? readEvery(state.data.rows.length) : false),
    staleTime: 0,
    // Thousands of rows: comparing them with the last ones costs more than drawing thirty.
    structuralSharing: false,
  });
  const took = {
    onSuccess: (next: Trace) => client.setQueryData(keys.trace, next),
    onError: (thrown: unknown) => notifyFailure(thrown, languageOf(i18n)),
  };
  const set = useMutation({ mutationFn: (on: boolean) => call('trace.set', { on }), ...took });
  const clear = useMutation({ mutationFn: () => call('trace.clear', {}), ...took });
  const list = useMutation({
    mutationFn: () => call('tokens.lookAgain', {}),
    onSuccess: (found) => {
      client.setQueryData(keys.tokens, found);
      void client.invalidateQueries({ queryKey: keys.trace });
    },
    onError: took.onError,
  });
  return { trace, set, clear, list };
}
