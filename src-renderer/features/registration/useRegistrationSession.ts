import { useEffect, useState, useSyncExternalStore } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { RegistrationView } from '#shared/contract/registration/window.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { RegistrationSession, type RegistrationSnapshot, type UnkeptTyping } from './registration-session.ts';

/** Typing that could not be kept when its screen closed; in this window's memory, until the dossier is opened again. */
const shelf = new Map<string, UnkeptTyping>();

/**
 * Opens an editing session on a dossier and keeps it in step with what is kept; leaving the screen or the window keeps
 * what was typed, or holds it back for the next visit.
 */
export function useRegistrationSession(stored: RegistrationView): {
  readonly session: RegistrationSession;
  readonly snapshot: RegistrationSnapshot;
} {
  const client = useQueryClient();
  const { id } = stored;
  const [session] = useState(() => {
    const ask = async (question: () => Promise<RegistrationView>) => {
      const view = await question();
      client.setQueryData(keys.registration(id), view);
      return view;
    };
    return new RegistrationSession(
      stored,
      {
        keep: (baseRevision, content) => ask(() => call('registrations.keep', { id, baseRevision, content })),
        load: () => ask(() => call('registrations.get', { id })),
        now: () => new Date(),
        later: (act, ms) => {
          const timer = setTimeout(act, ms);
          return () => clearTimeout(timer);
        },
      },
      shelf.get(id),
    );
  });
  const snapshot = useSyncExternalStore(session.subscribe, session.snapshot);
  useEffect(() => {
    if (stored !== session.snapshot().view) session.receive(stored);
  }, [session, stored]);
  useEffect(() => {
    shelf.delete(id);
    const beforeUnload = (event: BeforeUnloadEvent) => {
      if (!session.unkept) return;
      void session.flush();
      event.preventDefault();
    };
    addEventListener('beforeunload', beforeUnload);
    return () => {
      removeEventListener('beforeunload', beforeUnload);
      void session.flush().then(() => {
        session.close();
        const { typing } = session;
        if (typing !== undefined) shelf.set(id, typing);
      });
    };
  }, [session, id]);
  return { session, snapshot };
}
