import { IconSignature } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { User } from '#shared/contract/ipc.ts';
import { go, routeHref } from '../../app/route.ts';
import { Empty } from '../../components/Empty.tsx';
import { useSettledSteps } from '../../components/settle-focus.ts';
import { useShortcut } from '../../components/useShortcut.ts';
import { BatchProgress } from './BatchProgress.tsx';
import { BatchReport } from './BatchReport.tsx';
import { BatchReview } from './BatchReview.tsx';
import { isOver } from './running-batch.ts';
import { useBatch } from './useBatch.ts';
import { useBatchDesk } from './useBatchDesk.ts';
import './batch.css';

/** Many dossiers at once: what is reviewed, how the signing goes, what became of it; the batch that runs comes first. */
export default function BatchScreen({ user }: { readonly user: User }) {
  const { t } = useTranslation();
  const batch = useBatch();
  const [desk] = useBatchDesk();
  useShortcut('alt+l', () => go({ screen: 'dossiers' }));
  const step =
    batch === undefined
      ? desk.codes.length === 0
        ? 'empty'
        : 'review'
      : isOver(batch.phase)
        ? 'over'
        : 'running';
  useSettledSteps(step);
  if (batch !== undefined)
    return isOver(batch.phase) ? <BatchReport batch={batch} user={user} /> : <BatchProgress batch={batch} />;
  if (step === 'review') return <BatchReview key={desk.number} />;
  return (
    <div className="page">
      <div className="sheet">
        <Empty icon={IconSignature} heading={t('batch.none')} hint={t('batch.noneHint')}>
          <a href={routeHref({ screen: 'dossiers' })}>{t('batch.toList')}</a>
        </Empty>
      </div>
    </div>
  );
}
