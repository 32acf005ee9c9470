/** Names under which answers of the core are kept, and the events that make them stale. */
import { QueryClient } from '@tanstack/react-query';
import { DvcttError } from '#shared/contract/errors.ts';
import type { CoreEvent, User } from '#shared/contract/ipc.ts';

export const keys = {
  info: ['app.info'],
  session: ['session'],
  /** Who was signed in when the session ended by itself. */
  interrupted: ['interrupted'],
  dossiers: ['dossiers'],
  /** Whether the server answers. */
  server: ['server'],
  dossier: (code: string) => ['dossier', code],
  document: (code: string, id: string, sha256: string) => ['document', code, id, sha256],
  report: (code: string, id: string, sha256: string) => ['report', code, id, sha256],
  attachment: (code: string, sha256: string) => ['attachment', code, sha256],
  preview: (code: string, voucherId: string, version: number) => ['preview', code, voucherId, version],
  certificates: ['certificates'],
  doctor: ['doctor'],
} as const;

export const queries: QueryClient = new QueryClient({
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

/**
 * The core no longer knows who is signed in (a restart, an expired session): asks it, and remembers whose screen this
 * is, so that the sign-in comes over it and nothing that was being typed is lost.
 */
export function noteSessionEnded(client: QueryClient = queries): void {
  const user = client.getQueryData<User | null>(keys.session);
  if (user === null || user === undefined) return;
  client.setQueryData(keys.interrupted, user);
  void client.invalidateQueries({ queryKey: keys.session });
}

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
