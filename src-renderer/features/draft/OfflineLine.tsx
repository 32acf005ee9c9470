import { IconCloudOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';

/** How often (ms) the server is looked for while somebody is drafting. */
const askEvery = 20_000;

/** A quiet line while the server cannot be reached: drafting goes on, sending has to wait. */
export function OfflineLine() {
  const { t } = useTranslation();
  const server = useQuery({
    // Not the list's own key: that is asked again after every save.
    queryKey: keys.server,
    queryFn: () => call('dossiers.list', {}),
    refetchInterval: askEvery,
    staleTime: askEvery,
  });
  if (server.data?.offline === undefined) return null;
  return (
    <span className="save-status" role="status">
      <IconCloudOff size={18} aria-hidden /> {t('draft.offline')}
    </span>
  );
}
