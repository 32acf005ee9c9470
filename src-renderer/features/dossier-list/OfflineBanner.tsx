import { useTranslation } from 'react-i18next';
import { Notice } from '../../components/Notice.tsx';
import { useNow } from '../../components/useNow.ts';
import { dayAndTime } from '../line/line-words.ts';
import { useSteadyLine } from '../line/useLine.ts';

/** Says above the list how old it is while the server cannot be reached. */
export function OfflineBanner() {
  const { t } = useTranslation();
  const line = useSteadyLine();
  const now = useNow(60_000);
  if (line?.line !== 'offline') return null;
  return (
    <div style={{ marginBottom: 14 }}>
      <Notice tone="warn" heading={t('account.offlineNow')}>
        <p>
          {t('account.offlineNowText')}{' '}
          {line.syncedAt !== undefined && t('list.asOf', { at: dayAndTime(line.syncedAt, now, t) })}
        </p>
      </Notice>
    </div>
  );
}
