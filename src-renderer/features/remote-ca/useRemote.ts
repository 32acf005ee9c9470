/** What the core knows of remote signatures; `remote.changed` makes it stale. */
import { useQuery } from '@tanstack/react-query';
import { DvcttError } from '#shared/contract/errors.ts';
import type { CallOutput } from '#shared/contract/ipc.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';

export type OfferedProvider = CallOutput<'remote.providers'>['providers'][number];

/** Providers that this server is connected to; none of them is no failure: then there are tokens only. */
export function useProviders() {
  return useQuery({
    queryKey: keys.remoteProviders,
    queryFn: async (): Promise<readonly OfferedProvider[]> => {
      try {
        return (await call('remote.providers', {})).providers;
      } catch (thrown) {
        if (thrown instanceof DvcttError && thrown.code === 'REMOTE_NOT_CONFIGURED') return [];
        throw thrown;
      }
    },
  });
}

/** Certificates of every provider that is open; asked for only where there is a provider. */
export function useRemoteCertificates() {
  const offered = (useProviders().data ?? []).length > 0;
  return useQuery({
    queryKey: keys.remoteCertificates,
    queryFn: async () => (await call('remote.certificates', {})).certificates,
    enabled: offered,
    staleTime: 0,
  });
}

/** Requests that an earlier run of the program left on the phone. */
export function usePendingRequests() {
  return useQuery({
    queryKey: keys.remotePending,
    queryFn: async () => (await call('remote.pending', {})).requests,
    // An event may be lost with a broken stream: while something waits it is asked for now and then.
    refetchInterval: ({ state }) =>
      (state.data ?? []).some((request) => request.state !== 'ended') ? 5000 : false,
  });
}
