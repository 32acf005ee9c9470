import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { DossierView } from '#shared/contract/ipc.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { DraftSession, type DraftSnapshot } from './draft-session.ts';

/** Opens an editing session on a stored draft; leaving the screen or the window saves, or asks before losing. */
export function useDraftSession(initial: DossierView): {
  readonly session: DraftSession;
  readonly snapshot: DraftSnapshot;
} {
  const client = useQueryClient();
  const [session] = useState(
    () =>
      new DraftSession(initial, {
        save: async (baseVersion, content) => {
          const view = await call('drafts.save', { code: initial.code, baseVersion, content });
          client.setQueryData(keys.dossier(view.code), view);
          return view;
        },
        now: () => new Date(),
        later: (act, ms) => {
          const timer = setTimeout(act, ms);
          return () => clearTimeout(timer);
        },
      }),
  );
  const snapshot = useSyncExternalStore(session.subscribe, session.snapshot);
  useEffect(() => {
    const beforeUnload = (event: BeforeUnloadEvent) => {
      if (!session.unsaved) return;
      void session.flush();
      event.preventDefault();
    };
    addEventListener('beforeunload', beforeUnload);
    return () => {
      removeEventListener('beforeunload', beforeUnload);
      void session.flush();
    };
  }, [session]);
  return { session, snapshot };
}
