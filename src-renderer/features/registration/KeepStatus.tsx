import { Button } from '@mantine/core';
import { IconAlertTriangle, IconArrowsSplit, IconCheck, IconCloudUp, IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { failureText } from '#shared/contract/errors.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { formatTime } from '../draft/clock-time.ts';
import type { RegistrationSnapshot } from './registration-session.ts';

/** Where the work is now: on this screen, or on this machine; always in sight. */
export function KeepStatus({
  snapshot,
  onRetry,
}: {
  readonly snapshot: RegistrationSnapshot;
  readonly onRetry: () => void;
}) {
  const { t, i18n } = useTranslation();
  const { state, view } = snapshot;
  switch (state.kind) {
    case 'kept':
      return (
        <span className="save-status" data-tone="good" role="status">
          {view.saved.state === 'queued' ? (
            <>
              <IconCloudUp size={18} aria-hidden /> {t('registration.keep.queued')}
            </>
          ) : view.saved.state === 'edited' && view.saved.waitingSince !== undefined ? (
            <>
              <IconCloudUp size={18} aria-hidden /> {t('registration.keep.queuedEarlier')}
            </>
          ) : (
            <>
              <IconCheck size={18} aria-hidden />{' '}
              {t('registration.keep.keptAt', { time: formatTime(state.at ?? new Date(view.updatedAt)) })}
            </>
          )}
        </span>
      );
    case 'dirty':
    case 'keeping':
      return (
        <span className="save-status">
          <IconPencil size={18} aria-hidden /> {t(`registration.keep.${state.kind}`)}
        </span>
      );
    case 'collided':
      return (
        <span className="save-status" data-tone="bad" role="alert">
          <IconArrowsSplit size={18} aria-hidden /> <b>{t('registration.keep.collided')}</b>
        </span>
      );
    case 'failed':
      return (
        <span className="save-status" data-tone="bad" role="alert">
          <IconAlertTriangle size={18} aria-hidden />
          <span>
            <b>{t('registration.keep.failed')}</b> ·{' '}
            {failureText(state.failure.code, languageOf(i18n)).heading}
          </span>
          <Button size="compact-sm" variant="default" onClick={onRetry}>
            {t('app.retry')}
          </Button>
        </span>
      );
  }
}
