import { Button, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { QueuedChangeCard } from './QueuedChangeCard.tsx';
import { inReadingOrder } from './reading-order.ts';

/** How many are drawn at first, and more with each press: a week offline may leave thousands. */
const portion = 50;

/** Every change that the server does not have yet. */
export function QueueList({ onLeave }: { readonly onLeave: () => void }) {
  const { t } = useTranslation();
  const [limit, setLimit] = useState(portion);
  const queue = useQuery({
    queryKey: keys.queue,
    queryFn: () => call('sync.queue', {}),
    staleTime: 0,
    // Uploads move between events, and the event of the last change may come while an older answer is on its way.
    refetchInterval: (query) => (query.state.data?.changes.length === 0 ? false : 2000),
  });
  if (queue.error !== null) return <FailureNotice error={queue.error} retry={() => void queue.refetch()} />;
  if (queue.data === undefined) return <Loader role="status" aria-label={t('app.loading')} />;
  const changes = inReadingOrder(queue.data.changes);
  if (changes.length === 0) return <p className="quiet">{t('line.queueEmpty')}</p>;
  const hidden = changes.length - limit;
  return (
    <section aria-labelledby="queue-heading">
      <h2 id="queue-heading">{t('line.queue', { count: changes.length })}</h2>
      <ul className="queue">
        {changes.slice(0, limit).map((change) => (
          <QueuedChangeCard key={change.sequence} change={change} onLeave={onLeave} />
        ))}
      </ul>
      {hidden > 0 && (
        <Button variant="subtle" fullWidth onClick={() => setLimit(limit + portion)}>
          {t('line.more', { count: Math.min(hidden, portion), hidden })}
        </Button>
      )}
    </section>
  );
}
