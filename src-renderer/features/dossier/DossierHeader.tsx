import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDong } from '#shared/domain/money/dong.ts';
import type { DossierView } from '#shared/contract/ipc.ts';
import { routeHref } from '../../app/route.ts';
import { Held } from '../../components/Held.tsx';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import { useNow } from '../../components/useNow.ts';
import { authorOf } from './author.ts';
import './dossier.css';

/** Code, title, status, who holds it, the total; on the right what this person does next. */
export function DossierHeader({
  dossier,
  children,
}: {
  readonly dossier: DossierView;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  const now = useNow(60_000);
  return (
    <header className="dossier-header sheet padded">
      <div className="grow">
        <a className="back" href={routeHref({ screen: 'dossiers' })}>
          <IconArrowLeft size={18} aria-hidden /> {t('dossier.back')} <kbd aria-hidden>Alt+L</kbd>
        </a>
        <h1>{dossier.title === '' ? t('list.untitled') : dossier.title}</h1>
        <div className="row facts-line">
          <StatusBadge status={dossier.status} />
          <span className="figures unbroken">{dossier.code}</span>
          {dossier.heldBy !== undefined && (
            <span>
              {t('dossier.heldBy')}: <Held dossier={dossier} now={now} inline />
            </span>
          )}
          <span className="figures">
            {t('dossier.total')}: <b>{formatDong(dossier.total)}</b> {t('app.dong')}
          </span>
          <span>
            {t('dossier.createdBy')}: {authorOf(dossier)}
          </span>
        </div>
      </div>
      {children}
    </header>
  );
}
