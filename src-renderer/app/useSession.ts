import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Failure } from '#shared/contract/errors.ts';
import type { CoreEvent, User } from '#shared/contract/ipc.ts';
import { call, subscribe } from '../bridge/bridge.ts';
import { keys, refreshAfter, type LeftBehind } from '../bridge/queries.ts';

export function useInfo() {
  return useQuery({ queryKey: keys.info, queryFn: () => call('app.info', {}), staleTime: Infinity });
}

/** The signed-in person, `user: null` when nobody is; `offline` when the server takes nothing of them now. */
export function useSession() {
  return useQuery({
    queryKey: keys.session,
    queryFn: () => call('session.current', {}),
    staleTime: Infinity,
  });
}

/** Whether the key of the stores on this machine is here. */
export function useStoreKey() {
  return useQuery({ queryKey: keys.storeKey, queryFn: () => call('store.key', {}), staleTime: Infinity });
}

/** Who was at work when the session ended by itself; undefined after an ordinary sign-out. */
export function useInterrupted(): User | undefined {
  const { data } = useQuery<User | null>({ queryKey: keys.interrupted, queryFn: skipToken });
  return data ?? undefined;
}

/** Why the person was put out for good, until they have read it. */
export function useRevoked(): Failure | undefined {
  const { data } = useQuery<Failure | null>({ queryKey: keys.revoked, queryFn: skipToken });
  return data ?? undefined;
}

/** What the last person who left has still to send from this machine. */
export function useLeftBehind(): LeftBehind | undefined {
  const { data } = useQuery<LeftBehind | null>({ queryKey: keys.leftBehind, queryFn: skipToken });
  return data ?? undefined;
}

/** Whether the password is asked for over the screen, and how to ask or stop asking. */
export function useSignInAgain(): readonly [boolean, (asked: boolean) => void] {
  const client = useQueryClient();
  const { data } = useQuery<boolean>({ queryKey: keys.signInAgain, queryFn: skipToken });
  return [data === true, (asked) => client.setQueryData(keys.signInAgain, asked)];
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
