/** Names under which answers of the core are kept, and the events that make them stale. */
import { QueryCache, QueryClient } from '@tanstack/react-query';
import { DvcttError } from '#shared/contract/errors.ts';
import type { CoreEvent } from '#shared/contract/ipc.ts';

export const keys = {
  info: ['app.info'],
  session: ['session'],
  dossiers: ['dossiers'],
  dossier: (code: string) => ['dossier', code],
  document: (code: string, id: string, sha256: string) => ['document', code, id, sha256],
  report: (code: string, id: string, sha256: string) => ['report', code, id, sha256],
  attachment: (code: string, sha256: string) => ['attachment', code, sha256],
  preview: (code: string, voucherId: string, version: number) => ['preview', code, voucherId, version],
  certificates: ['certificates'],
  doctor: ['doctor'],
} as const;

export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    // The core forgot who is signed in (a restart, an expired session): ask, and show the sign-in when it is so.
    onError: (error) => {
      if (error instanceof DvcttError && error.code === 'SESSION_REQUIRED') {
        void queries.invalidateQueries({ queryKey: keys.session });
      }
    },
  }),
  defaultOptions: {
    queries: {
      // The core answers from this machine; only a restart of the core is worth asking again by itself.
      retry: (count, error) => error instanceof DvcttError && error.code === 'CORE_RESTARTED' && count < 3,
      retryDelay: 1000,
      refetchOnWindowFocus: false,
      staleTime: 10_000,
    },
    mutations: { retry: false },
  },
});

/** Marks what an event has made stale. */
export function refreshAfter(event: CoreEvent, client: QueryClient = queries): void {
  switch (event.name) {
    case 'dossiers.changed':
      void client.invalidateQueries({ queryKey: keys.dossiers });
      if (event.payload.code === undefined) void client.invalidateQueries({ queryKey: ['dossier'] });
      else void client.invalidateQueries({ queryKey: keys.dossier(event.payload.code) });
      return;
    case 'tokens.changed':
      void client.invalidateQueries({ queryKey: keys.certificates });
      return;
    case 'core.restarted':
      void client.invalidateQueries();
      return;
    case 'signing.progress':
      // The signing dialog listens to its own job.
      return;
  }
}
