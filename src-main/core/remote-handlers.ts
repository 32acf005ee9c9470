import type { PendingRequests } from '../remote-ca/pending-requests.ts';
import type { RemoteDesk } from '../remote-ca/remote-desk.ts';
import type { Handlers } from './handlers.ts';

/** Calls about remote signatures. */
export function makeRemoteHandlers({
  remote,
  pendingRequests,
}: {
  readonly remote: RemoteDesk;
  readonly pendingRequests: PendingRequests;
}): Pick<Handlers, Extract<keyof Handlers, `remote.${string}`>> {
  return {
    'remote.providers': () => remote.providers(),
    'remote.open': (given) => remote.open(given),
    'remote.secondFactor': ({ provider, code }) => remote.secondFactor(provider, code),
    'remote.certificates': async () => ({ certificates: await remote.certificates() }),
    'remote.close': async ({ provider }) => {
      await remote.close(provider);
      return {};
    },
    'remote.pending': () => ({ requests: pendingRequests.list() }),
    'remote.forget': async ({ id }) => {
      await pendingRequests.forget(id);
      return {};
    },
  };
}
