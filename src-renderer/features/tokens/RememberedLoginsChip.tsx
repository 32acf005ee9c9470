import { Tooltip } from '@mantine/core';
import { IconLockOpen } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { settleFocus } from '../../components/settle-focus.ts';
import { notifyDone, notifyFailure } from '../../components/notify.ts';
import { formatTime } from '../draft/clock-time.ts';
import { languageOf } from '../../i18n/i18n.ts';
import './tokens.css';

/** Says in the masthead that a token stands open for the batch, and locks it with one press. */
export function RememberedLoginsChip() {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: keys.logins,
    queryFn: () => call('signing.remembered', {}),
    // `logins.changed` brings every change.
    staleTime: Infinity,
  });
  const forget = useMutation({
    mutationFn: () => call('signing.forget', {}),
    onSuccess: (left) => {
      client.setQueryData(keys.logins, left);
      notifyDone(t('tokens.remembered.locked'));
      // The chip leaves the masthead together with the last login.
      setTimeout(() => settleFocus());
    },
    onError: (thrown) => notifyFailure(thrown, languageOf(i18n)),
  });
  const logins = data?.logins ?? [];
  return (
    <span role="status" className="logins">
      {logins.length > 0 && (
        <Tooltip
          label={logins
            .map(({ owner, until }) =>
              t('tokens.remembered.until', { owner, at: formatTime(new Date(until)) }),
            )
            .join(' · ')}
        >
          <button
            type="button"
            className="logins-chip"
            onClick={() => {
              if (!forget.isPending) forget.mutate();
            }}
          >
            <IconLockOpen size={18} aria-hidden />
            <span>{t('tokens.remembered.open')} ·</span>
            <b>{t('tokens.remembered.lock')}</b>
          </button>
        </Tooltip>
      )}
    </span>
  );
}
