import { useTranslation } from 'react-i18next';
import type { TokenView } from '#shared/contract/tokens.ts';
import { call } from '../../bridge/bridge.ts';
import { Notice } from '../../components/Notice.tsx';
import { JobDialog } from './JobDialog.tsx';

/** Changes the PIN: old and new are typed in the PIN prompt, never here. */
export function ChangePinDialog({
  token,
  onClose,
}: {
  readonly token: TokenView;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <JobDialog
      title={t('tokens.ofToken', { action: t('tokens.changePin'), label: token.label })}
      start={t('tokens.job.next')}
      ready
      begin={() => call('tokens.changePin', { tokenSerial: token.serial })}
      done={() => <Notice tone="good" heading={t('tokens.job.change.done')} />}
      onClose={onClose}
    >
      <p style={{ margin: 0 }}>
        {t('tokens.job.change.lead', { min: token.minPinLength, max: token.maxPinLength })}
      </p>
      <p className="quiet" style={{ margin: 0 }}>
        {t('tokens.job.change.once')}
      </p>
    </JobDialog>
  );
}
