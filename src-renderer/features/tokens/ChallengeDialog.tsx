import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CertificateView } from '#shared/contract/tokens.ts';
import { call } from '../../bridge/bridge.ts';
import { Notice } from '../../components/Notice.tsx';
import { JobDialog } from './JobDialog.tsx';
import { StepTable } from './StepTable.tsx';

/** One signature over random bytes with a private key, with consent and PIN: does the key work? */
export function ChallengeDialog({
  certificate,
  onClose,
}: {
  readonly certificate: Pick<CertificateView, 'id' | 'owner' | 'tokenLabel'>;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const [consent, setConsent] = useState(false);
  return (
    <JobDialog
      title={t('tokens.ofToken', {
        action: t('tokens.certificates.challenge'),
        label: certificate.tokenLabel,
      })}
      start={t('tokens.job.challenge.start')}
      ready={consent}
      begin={() => call('tokens.challenge', { certificateId: certificate.id })}
      done={(job) => (
        <>
          <Notice tone="good" heading={t('tokens.job.challenge.done')} />
          {job.steps.length > 0 && <StepTable steps={job.steps} />}
        </>
      )}
      onClose={onClose}
    >
      <p style={{ margin: 0 }}>{t('tokens.job.challenge.lead')}</p>
      <p className="quiet" style={{ margin: 0 }}>
        {t('tokens.job.challenge.consentText')}
      </p>
      <Checkbox
        data-autofocus
        checked={consent}
        onChange={(event) => setConsent(event.currentTarget.checked)}
        label={t('tokens.job.challenge.consent', { owner: certificate.owner })}
      />
    </JobDialog>
  );
}
