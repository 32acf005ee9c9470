import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { showWaiting } from '../../components/window-title.ts';
import { formatCount } from '../../format/count.ts';

/** How many dossiers wait for this person: beside the name of their list, and in the window's title. */
export function WaitingCount() {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: keys.waiting,
    queryFn: () => call('dossiers.list', { scope: 'mine', limit: 1 }),
  });
  const count = data?.counts?.mine ?? 0;
  useEffect(() => {
    showWaiting(count);
    return () => showWaiting(0);
  }, [count]);
  if (count === 0) return null;
  return (
    <span className="nav-count figures" title={t('arrivals.badge', { count })}>
      {formatCount(count)}
      <span className="visually-hidden"> {t('arrivals.badge', { count })}</span>
    </span>
  );
}
