import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import { DvcttError } from '#shared/contract/errors.ts';
import type { DossierView, User } from '#shared/contract/ipc.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { call } from '../../bridge/bridge.ts';
import { keys, type SessionState } from '../../bridge/queries.ts';
import { standingNow, type Standing } from './caret-keeper.ts';
import { DraftSession, type DraftEffects, type DraftSnapshot } from './draft-session.ts';
import { typingShelf } from './typing-shelf.ts';

/** Saves and loads of one draft through the core, as this person and nobody else. */
export function draftEffects(code: DossierCode, user: User, client: QueryClient): DraftEffects {
  const ask = async (question: () => Promise<DossierView>) => {
    // Somebody else has signed in over this screen: what was typed here must not be stored under their name.
    const signedIn = client.getQueryData<SessionState>(keys.session)?.user ?? null;
    if (signedIn !== null && signedIn.username !== user.username) throw new DvcttError('SESSION_REQUIRED');
    const view = await question();
    client.setQueryData(keys.dossier(view.code), view);
    return view;
  };
  return {
    save: (baseVersion, content) => ask(() => call('drafts.save', { code, baseVersion, content })),
    load: () => ask(() => call('dossiers.get', { code })),
    now: () => new Date(),
    later: (act, ms) => {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
  };
}

/**
 * Opens an editing session on a stored draft and keeps it in step with what is stored; leaving the screen or the window
 * saves, or keeps what could not be saved for this person.
 */
export function useDraftSession(
  stored: DossierView,
  user: User,
): { readonly session: DraftSession; readonly snapshot: DraftSnapshot } {
  const client = useQueryClient();
  const { code } = stored;
  const { username } = user;
  const [session] = useState(
    () => new DraftSession(stored, draftEffects(code, user, client), typingShelf.of(username, code)),
  );
  const snapshot = useSyncExternalStore(session.subscribe, session.snapshot);
  const standing = useRef<Standing>(undefined);
  useEffect(() => {
    if (stored === session.snapshot().view) return;
    standing.current = standingNow();
    session.receive(stored);
  }, [session, stored]);
  // What waited may be on the server now: the draft itself has not changed by that.
  const { data: line } = useQuery({ queryKey: keys.sync, queryFn: () => call('sync.state', {}) });
  const waits = snapshot.view.draft?.waiting === true;
  useEffect(() => {
    if (waits && line !== undefined)
      void client.invalidateQueries({ queryKey: keys.dossier(code), exact: true });
  }, [client, code, line, waits]);
  const arrivals = snapshot.arrival?.number;
  useLayoutEffect(() => {
    standing.current?.restore();
    standing.current = undefined;
  }, [arrivals]);
  useEffect(() => {
    typingShelf.drop(username, code);
    const beforeUnload = (event: BeforeUnloadEvent) => {
      if (!session.unsaved) return;
      void session.flush();
      event.preventDefault();
    };
    addEventListener('beforeunload', beforeUnload);
    return () => {
      removeEventListener('beforeunload', beforeUnload);
      void session.flush().then(() => {
        session.close();
        const { typing } = session;
        // An edit of a dossier that was sent meanwhile is in its history already.
        if (typing !== undefined && session.failure?.code !== 'DOSSIER_FROZEN')
          typingShelf.put(username, code, typing);
      });
    };
  }, [session, username, code]);
  return { session, snapshot };
}
