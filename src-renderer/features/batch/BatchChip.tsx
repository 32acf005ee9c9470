import { IconSignature } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { routeHref } from '../../app/route.ts';
import { formatCount } from '../../format/count.ts';
import { isOver } from './running-batch.ts';
import { useBatch } from './useBatch.ts';
import './batch.css';

/** In the masthead while a batch runs, or its report has not been closed: how far it is, and the way there. */
export function BatchChip({ here }: { readonly here: boolean }) {
  const { t } = useTranslation();
  const batch = useBatch();
  if (batch === undefined || here) return null;
  const { phase, signed, documents } = batch;
  return (
    <a className="running-batch figures" href={routeHref({ screen: 'batch' })} title={t('batch.runningOpen')}>
      <IconSignature size={18} aria-hidden />
      {isOver(phase)
        ? t('batch.runningOver')
        : phase === 'paused'
          ? t('batch.runningPaused')
          : phase === 'awaiting-pin' || phase === 'awaiting-phone'
            ? t(phase === 'awaiting-pin' ? 'batch.runningPin' : 'batch.runningPhone')
            : t('batch.running', { done: formatCount(signed), total: formatCount(documents) })}
    </a>
  );
}
