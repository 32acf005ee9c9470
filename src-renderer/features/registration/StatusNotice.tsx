import { Button } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { toldFailure } from '#shared/contract/told-failure.ts';
import type { RegistrationView } from '#shared/contract/registration/window.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { formatMinute } from '../../format/date.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { Declined } from './Declined.tsx';

/** Where the dossier is and who is to act next; the code after “Lưu”, the reason after a rejection. */
export function StatusNotice({
  view,
  copying,
  onCopy,
  onGoTo,
}: {
  readonly view: RegistrationView;
  readonly copying: boolean;
  readonly onCopy: () => void;
  readonly onGoTo: (path: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <>
      <Declined view={view} onGoTo={onGoTo} />
      <Saved view={view} />
      {view.status === 'KBNN_TU_CHOI' && (
        <Notice tone="bad" heading={t('registration.finish.rejected')}>
          <p>
            <b>{t('registration.finish.rejectedReason')}:</b> {view.note}
          </p>
          {view.actions.includes('copy') && (
            <>
              <p>{t('registration.finish.rejectedHint')}</p>
              <Button leftSection={<IconCopy size={20} aria-hidden />} loading={copying} onClick={onCopy}>
                {t('registration.finish.copy')}
              </Button>
            </>
          )}
        </Notice>
      )}
      {view.status === 'CHO_PHE_DUYET' && view.saved.state === 'sent' && (
        <Notice tone="info" heading={t('registrationStatus.CHO_PHE_DUYET')}>
          <p>
            {t(
              view.actions.includes('sign')
                ? 'registration.finish.yourSignature'
                : 'registration.finish.waitingSigner',
            )}
          </p>
        </Notice>
      )}
      {view.status === 'CHO_KBNN' && (
        <Notice tone="info" heading={t('registrationStatus.CHO_KBNN')}>
          <p>{t('registration.finish.waitingOfficer')}</p>
        </Notice>
      )}
      {view.status === 'DA_HOAN_THANH' && (
        <Notice tone="good" heading={t('registrationStatus.DA_HOAN_THANH')}>
          <p>{t('registration.finish.approved')}</p>
        </Notice>
      )}
      {view.code !== undefined && view.asOf !== undefined && (
        <p className="quiet small" role="status">
          {t('registration.finish.asOf', { time: formatMinute(view.asOf) })}
        </p>
      )}
    </>
  );
}

function Saved({ view }: { readonly view: RegistrationView }) {
  const { t, i18n } = useTranslation();
  const { saved, code = '' } = view;
  switch (saved.state) {
    case 'refused':
      return <FailureNotice failure={saved.failure} lead={t('registration.finish.refused')} />;
    case 'queued':
      return (
        <Notice tone="info" heading={t('registration.finish.queuedHeading', { code })}>
          <p>{t('registration.finish.queued')}</p>
          {saved.failure !== undefined && (
            <p className="small">
              {t('registration.finish.whyQueued')}: {toldFailure(saved.failure, languageOf(i18n)).heading}
            </p>
          )}
        </Notice>
      );
    case 'sent':
      // Green says that nothing is left to do here.
      return view.status !== 'CHO_HOAN_THIEN' || someDeclined(view) ? null : (
        <Notice tone="good" heading={t('registration.finish.savedHeading', { code })}>
          <p>{t('registration.finish.saved')}</p>
          <p>{t('registration.finish.waitingMembers', { count: view.missing })}</p>
        </Notice>
      );
    case 'edited':
      if (saved.waitingSince !== undefined)
        return (
          <Notice tone="warn" heading={t('registration.finish.queuedHeading', { code })}>
            <p>{t('registration.finish.queuedEarlier', { time: formatMinute(saved.waitingSince) })}</p>
          </Notice>
        );
      return view.version === 0 ? null : (
        <Notice tone="warn">{t('registration.finish.saveAgainHint')}</Notice>
      );
  }
}

const someDeclined = ({ confirmations }: RegistrationView) =>
  confirmations.some(({ state }) => state === 'declined');
