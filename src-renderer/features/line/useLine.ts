import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import type { SyncState } from '#shared/contract/sync/window.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { held, holdFor } from './steady-line.ts';

/** State of line and queue, kept up to date by the core's events. */
export function useLine() {
  return useQuery({
    queryKey: keys.sync,
    queryFn: () => call('sync.state', {}),
    // Events bring every change; asking now and then mends one that was lost.
    refetchInterval: 60_000,
  });
}

/** The same without the flicker of short work; see {@link holdFor}. */
export function useSteadyLine(): SyncState | undefined {
  const { data: next } = useLine();
  const [shown, setShown] = useState(next);
  const wait = shown === undefined || next === undefined ? 0 : holdFor(shown, next);
  if (wait === 0 && shown !== next) setShown(next);
  // The newest state, not the one at the start of the wait: counts move while the line is held.
  const settle = useEffectEvent(() => setShown(next));
  useEffect(() => {
    if (wait === 0) return;
    const timer = setTimeout(() => settle(), wait);
    return () => clearTimeout(timer);
  }, [wait]);
  if (wait === 0 || shown === undefined || next === undefined) return next;
  return held(shown, next);
}
