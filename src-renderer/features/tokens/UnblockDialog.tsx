import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TokenView } from '#shared/contract/tokens.ts';
import { call } from '../../bridge/bridge.ts';
import { Notice } from '../../components/Notice.tsx';
import { JobDialog } from './JobDialog.tsx';

/** Unblocks a locked PIN with the PUK, after the warning that its tries are the last. */
export function UnblockDialog({
  token,
  onClose,
}: {
  readonly token: TokenView;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const [sure, setSure] = useState(false);
  return (
    <JobDialog
      title={t('tokens.ofToken', { action: t('tokens.unblock'), label: token.label })}
      start={t('tokens.job.next')}
      ready={sure}
      begin={() => call('tokens.unblockPin', { tokenSerial: token.serial })}
      done={() => <Notice tone="good" heading={t('tokens.job.unblock.done')} />}
      onClose={onClose}
    >
      <Notice tone="bad" heading={t('tokens.job.unblock.warning')}>
        <p>{t('tokens.job.unblock.warningText')}</p>
      </Notice>
      <p style={{ margin: 0 }}>
        {t('tokens.job.unblock.lead', { min: token.minPinLength, max: token.maxPinLength })}
      </p>
      <Checkbox
        data-autofocus
        checked={sure}
        onChange={(event) => setSure(event.currentTarget.checked)}
        label={t('tokens.job.unblock.consent')}
      />
    </JobDialog>
  );
}
