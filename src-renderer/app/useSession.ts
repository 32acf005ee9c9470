import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { call, subscribe } from '../bridge/bridge.ts';
import { keys, refreshAfter } from '../bridge/queries.ts';
import { useEffect } from 'react';
import type { CoreEvent, User } from '#shared/contract/ipc.ts';

export function useInfo() {
  return useQuery({ queryKey: keys.info, queryFn: () => call('app.info', {}), staleTime: Infinity });
}

/** The signed-in person, `null` when nobody is. */
export function useSession() {
  return useQuery({
    queryKey: keys.session,
    queryFn: async () => (await call('session.current', {})).user,
    staleTime: Infinity,
  });
}

/** Who was at work when the session ended by itself; undefined after an ordinary sign-out. */
export function useInterrupted(): User | undefined {
  const { data } = useQuery<User | null>({ queryKey: keys.interrupted, queryFn: skipToken });
  return data ?? undefined;
}

/** Signs out and forgets everything that was shown. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    try {
      await call('session.signOut', {});
    } finally {
      // The session query itself stays: whoever watches it must be told, and a removed query tells nobody.
      client.setQueryData(keys.interrupted, null);
      client.setQueryData(keys.session, null);
      const kept: readonly unknown[] = [keys.info[0], keys.session[0], keys.interrupted[0]];
      client.removeQueries({ predicate: (query) => !kept.includes(query.queryKey[0]) });
      location.hash = '';
    }
  };
}

/** Keeps what is on screen in step with the core for as long as the window lives. */
export function useCoreEvents(onEvent: (event: CoreEvent) => void): void {
  useEffect(
    () =>
      subscribe((event) => {
        refreshAfter(event);
        onEvent(event);
      }),
    [onEvent],
  );
}
