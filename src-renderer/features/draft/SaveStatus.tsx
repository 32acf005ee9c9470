import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconPencil, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { failureText } from '#shared/contract/errors.ts';
import { formatClock } from '../../format/date.ts';
import { languageOf } from '../../i18n/i18n.ts';
import type { SaveState } from './draft-session.ts';

/** “Đã lưu lúc …”: always in sight, so that nobody wonders whether their work is safe. */
export function SaveStatus({ state, onRetry }: { readonly state: SaveState; readonly onRetry: () => void }) {
  const { t, i18n } = useTranslation();
  switch (state.kind) {
    case 'saved':
      return (
        <span className="save-status" data-tone="good" role="status">
          {state.at !== undefined && (
            <>
              <IconCheck size={18} aria-hidden /> {t('draft.saved', { time: formatClock(state.at) })}
            </>
          )}
        </span>
      );
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
    case 'failed':
      return (
        <span className="save-status" data-tone="bad" role="alert">
          <IconAlertTriangle size={18} aria-hidden />
          <span>
            <b>{t('draft.saveFailed')}</b> · {failureText(state.failure.code, languageOf(i18n)).heading}
          </span>
          <Button size="compact-sm" variant="default" onClick={onRetry}>
            {t('app.retry')}
          </Button>
        </span>
      );
  }
}
