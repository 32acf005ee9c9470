import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import type { SessionState } from '../../bridge/queries.ts';
import type { User } from '#shared/contract/ipc.ts';
import type { PresentPerson } from '#shared/contract/sync/http.ts';
import type { DossierCode, DossierContent } from '#shared/domain/dossiers/dossier.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { Announcer } from './announcer.ts';
import { contentPathOf, formPathOfElement } from './form-path.ts';

/** Tells the colleagues which field has the focus while the draft is open, and that nobody is there when it closes. */
export function useAnnouncedPresence(code: DossierCode, content: DossierContent): void {
  const pathOf = useEffectEvent((element: Element | null) =>
    contentPathOf(content, formPathOfElement(element) ?? ''),
  );
  useEffect(() => {
    const announcer = new Announcer(
      (path) => {
        // Nobody else's work depends on it: a failure is not worth a word.
        call('presence.set', { code: path === null ? null : code, path: path ?? '' }).catch(() => undefined);
      },
      (act, ms) => {
        const timer = setTimeout(act, ms);
        return () => clearTimeout(timer);
      },
    );
    const announce = () => announcer.say(pathOf(document.activeElement));
    // The focus is nowhere for a moment between two fields.
    const left = () => setTimeout(announce, 0);
    const gone = () => announcer.leave();
    announce();
    addEventListener('focusin', announce);
    addEventListener('focusout', left);
    addEventListener('pagehide', gone);
    return () => {
      removeEventListener('focusin', announce);
      removeEventListener('focusout', left);
      removeEventListener('pagehide', gone);
      announcer.leave();
    };
  }, [code]);
}

export interface Colleague extends PresentPerson {
  /** This person on another machine. */
  readonly myself: boolean;
}

/** Who else has the dossier open now; this machine is left out. */
export function useColleagues(code: DossierCode, user: User): readonly Colleague[] {
  const people = useQuery({ queryKey: keys.presence, queryFn: () => call('presence.list', {}) });
  const { data: session } = useQuery<SessionState>({
    queryKey: keys.session,
    queryFn: () => call('session.current', {}),
    staleTime: Infinity,
  });
  return (people.data?.people ?? [])
    .filter((person) => person.code === code && person.device !== session?.device)
    .map((person) => ({ ...person, myself: person.username === user.username }));
}
