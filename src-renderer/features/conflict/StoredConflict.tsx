import { Button, Loader } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DvcttError } from '#shared/contract/errors.ts';
import type { DraftConflict } from '#shared/contract/sync/window.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { Empty } from '../../components/Empty.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { notifyDone } from '../../components/notify.ts';
import { openPart } from '../dossier/dossier-part.ts';
import type { DraftSession } from '../draft/draft-session.ts';
import { ConflictScreen } from './ConflictScreen.tsx';
import type { Choices } from './decisions.ts';

/** A conflict that synchronising found: decided here, then sent by itself. */
export function StoredConflict({
  code,
  session,
}: {
  readonly code: DossierCode;
  readonly session: DraftSession;
}) {
  const { t } = useTranslation();
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const asked = useQuery({
    // Below the dossier's own key: asked again whenever the draft has changed.
    queryKey: [...keys.dossier(code), 'conflict'],
    queryFn: async () => {
      await session.flush();
      return (await call('drafts.conflict', { code })).conflict;
    },
    staleTime: 0,
  });
  const back = () => openPart(code, 'desk');
  const finish = async (conflict: DraftConflict, choices: Choices) => {
    setBusy(true);
    setFailure(undefined);
    const { theirsVersion } = conflict;
    try {
      const done = await session.between(async () => ({
        dossier: await call('drafts.resolve', { code, theirsVersion, choices }),
      }));
      if (!done) return;
      notifyDone(t('conflict.done'));
      back();
    } catch (thrown) {
      // Theirs moved on: the rows are asked for again and keep the choices that still hold.
      if (thrown instanceof DvcttError && thrown.code === 'DOSSIER_CONFLICT') await asked.refetch();
      else setFailure(thrown);
    } finally {
      setBusy(false);
    }
  };
  if (asked.error !== null)
    return (
      <div className="page">
        <FailureNotice error={asked.error} retry={() => void asked.refetch()} />
      </div>
    );
  if (asked.data === undefined)
    return (
      <div className="page">
        <Loader role="status" aria-label={t('app.loading')} />
      </div>
    );
  const conflict = asked.data;
  if (conflict === null)
    return (
      <div className="page">
        <div className="sheet">
          <Empty icon={IconCircleCheck} heading={t('conflict.none')} hint={t('conflict.noneHint')}>
            <Button onClick={back}>{t('conflict.back')}</Button>
          </Empty>
        </div>
      </div>
    );
  return (
    <ConflictScreen
      sides={conflict}
      lead={t('conflict.lead', { name: conflict.theirsBy })}
      busy={busy}
      onFinish={(choices) => void finish(conflict, choices)}
      onBack={back}
    >
      {failure !== undefined && <FailureNotice error={failure} />}
    </ConflictScreen>
  );
}
