import { IconCloudOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';

/** A quiet line while the server cannot be reached: drafting goes on, sending has to wait. */
export function OfflineLine() {
  const { t } = useTranslation();
  // Kept fresh by the core's `sync.changed`.
  const sync = useQuery({ queryKey: keys.sync, queryFn: () => call('sync.state', {}) });
  if (sync.data?.line !== 'offline') return null;
  return (
    <span className="save-status" role="status">
      <IconCloudOff size={18} aria-hidden /> {t('draft.offline')}
    </span>
  );
}
