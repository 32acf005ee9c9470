import { useTranslation } from 'react-i18next';
import type { DossierView } from '#shared/contract/ipc.ts';
import { Notice } from '../../components/Notice.tsx';

/** The last word on a dossier: why it came back or was refused, and what happens next. */
export function LatestNote({
  dossier,
}: {
  readonly dossier: Pick<DossierView, 'status' | 'note' | 'actions'>;
}) {
  const { t } = useTranslation();
  const { status, note, actions } = dossier;
  const mine = actions.includes('edit');
  if (status === 'YEU_CAU_BO_SUNG')
    return (
      <Notice tone="bad" heading={t('dossier.supplement')}>
        <p className="latest-note">{note}</p>
        <p>{t(mine ? 'dossier.supplementNext' : 'dossier.supplementOther')}</p>
      </Notice>
    );
  if (status === 'TRA_LAI')
    return (
      <Notice tone="bad" heading={t('dossier.returnedHeading')}>
        <p className="latest-note">{note}</p>
        <p>{t(mine ? 'dossier.returnedNext' : 'dossier.returnedOther')}</p>
      </Notice>
    );
  if (status === 'KBNN_TU_CHOI')
    return (
      <Notice tone="bad" heading={t('dossier.rejectedHeading')}>
        <p className="latest-note">{note}</p>
        <p>{t(actions.includes('copy') ? 'dossier.rejectedNext' : 'dossier.rejectedOther')}</p>
      </Notice>
    );
  if (note === '') return null;
  return (
    <Notice tone="info">
      <b>{t('dossier.noteLabel')}:</b> {note}
    </Notice>
  );
}
