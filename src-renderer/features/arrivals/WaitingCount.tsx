import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { showWaiting } from '../../components/window-title.ts';
import { formatCount } from '../../format/count.ts';

/** By this id the link to the list is described. */
export const waitingCountId = 'waiting-count';

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
  const words = t('arrivals.badge', { count });
  return (
    <>
      {count > 0 && (
        <span className="nav-count figures" title={words} aria-hidden>
          {formatCount(count)}
        </span>
      )}
      {/* Described, not named: the link is called what messages call it, whatever waits. */}
      <span id={waitingCountId} hidden>
        {count > 0 && words}
      </span>
    </>
  );
}
