import { Button } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowsSplit,
  IconCheck,
  IconCloudUp,
  IconPencil,
  IconRefresh,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { failureText } from '#shared/contract/errors.ts';
import type { DossierView } from '#shared/contract/ipc.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { partHref } from '../dossier/dossier-part.ts';
import { useLine } from '../line/useLine.ts';
import { formatTime } from './clock-time.ts';
import type { SaveState } from './draft-session.ts';
import { sentAt } from './sent-at.ts';

/** Where the work is now: on this screen, on this machine, at the server. Always in sight, so that nobody wonders. */
export function SaveStatus({
  state,
  view,
  onRetry,
}: {
  readonly state: SaveState;
  readonly view: DossierView;
  readonly onRetry: () => void;
}) {
  const { t, i18n } = useTranslation();
  switch (state.kind) {
    case 'saved':
      return <Saved view={view} at={state.at} />;
    case 'dirty':
      return (
        <span className="save-status" role="status">
          <IconPencil size={18} aria-hidden /> {t('draft.dirty')}
        </span>
      );
    case 'saving':
      return (
        <span className="save-status" role="status">
          <IconRefresh size={18} aria-hidden /> {t('draft.saving')}
        </span>
      );
    case 'collided':
      return (
        <span className="save-status" data-tone="bad" role="alert">
          <IconArrowsSplit size={18} aria-hidden /> <b>{t('draft.dirty')}</b>
        </span>
      );
    case 'failed':
      return (
        <span className="save-status" data-tone="bad" role="alert">
          <IconAlertTriangle size={18} aria-hidden />
          <span>
            <b>{t('sharedDraft.save.failed')}</b> ·{' '}
            {failureText(state.failure.code, languageOf(i18n)).heading}
          </span>
          <Button size="compact-sm" variant="default" onClick={onRetry}>
            {t('app.retry')}
          </Button>
        </span>
      );
  }
}

function Saved({ view, at }: { readonly view: DossierView; readonly at: Date | undefined }) {
  const { t } = useTranslation();
  const { data: line } = useLine();
  const { draft } = view;
  if (draft?.setAside !== undefined || (draft?.conflicts ?? 0) > 0)
    return (
      <span className="save-status" data-tone="warn" role="status">
        <IconArrowsSplit size={18} aria-hidden />{' '}
        {draft?.setAside === undefined ? (
          <a href={partHref(view.code, 'conflict')}>{t('sharedDraft.save.conflict')}</a>
        ) : (
          t('sharedDraft.save.refused')
        )}
      </span>
    );
  if (draft?.waiting === true)
    return (
      <span className="save-status" data-tone="good" role="status">
        <IconCloudUp size={18} aria-hidden /> {t('sharedDraft.save.waiting')}
      </span>
    );
  return (
    <span className="save-status" data-tone="good" role="status">
      <IconCheck size={18} aria-hidden />{' '}
      {t('sharedDraft.save.sent', { time: formatTime(sentAt(at ?? new Date(view.updatedAt), line)) })}
    </span>
  );
}
