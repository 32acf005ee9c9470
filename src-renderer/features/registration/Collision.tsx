import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { registrationChanges } from '#shared/domain/registration/changes.ts';
import { Notice } from '../../components/Notice.tsx';
import { ChangeTable } from './ChangeTable.tsx';
import type { RegistrationSession, RegistrationSnapshot } from './registration-session.ts';

/** Another window wrote something else into the same places: what differs, side by side, and the choice. */
export function Collision({
  session,
  snapshot,
}: {
  readonly session: RegistrationSession;
  readonly snapshot: RegistrationSnapshot;
}) {
  const { t } = useTranslation();
  const { state, content } = snapshot;
  const { choices } = session;
  if (state.kind !== 'collided' || choices === undefined) return null;
  const differing = registrationChanges(choices.theirs, choices.mine);
  return (
    <Notice tone="bad" heading={t('registration.collision.heading')}>
      <p>{t('registration.collision.text')}</p>
      <ChangeTable
        // A row that only one side took out is kept by either choice: then all that differs is shown.
        changes={differing.length > 0 ? differing : registrationChanges(state.theirs.content, content)}
        words={{ before: t('registration.collision.there'), after: t('registration.collision.here') }}
      />
      <div className="row">
        <Button onClick={() => void session.decide('mine')}>{t('registration.collision.mine')}</Button>
        <Button variant="default" onClick={() => void session.decide('theirs')}>
          {t('registration.collision.theirs')}
        </Button>
      </div>
    </Notice>
  );
}
