import { Radio } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SelfTestStep } from '#shared/contract/token-jobs.ts';
import type { TokenView } from '#shared/contract/tokens.ts';
import { call } from '../../bridge/bridge.ts';
import { Notice } from '../../components/Notice.tsx';
import { JobDialog } from './JobDialog.tsx';
import { takesPin } from './pin-work.ts';
import { StepTable } from './StepTable.tsx';

/** Goes through what the module can do, with or without a login, and shows each step. */
export function SelfTestDialog({
  token,
  onClose,
}: {
  readonly token: TokenView;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const [withPin, setWithPin] = useState(false);
  return (
    <JobDialog
      title={t('tokens.ofToken', { action: t('tokens.selfTest'), label: token.label })}
      start={t('tokens.job.selfTest.start')}
      ready
      begin={() =>
        call('tokens.selfTest', { modulePath: token.modulePath, tokenSerial: token.serial, withPin })
      }
      done={(job) => <Outcome steps={job.steps} />}
      onClose={onClose}
    >
      <p style={{ margin: 0 }}>{t('tokens.job.selfTest.lead')}</p>
      <Radio.Group
        aria-label={t('tokens.selfTest')}
        value={withPin ? 'with' : 'without'}
        onChange={(value) => setWithPin(value === 'with')}
      >
        <div className="stack">
          <Radio
            value="without"
            label={t('tokens.job.selfTest.without')}
            description={t('tokens.job.selfTest.withoutHint')}
          />
          <Radio
            value="with"
            disabled={!takesPin(token)}
            label={t('tokens.job.selfTest.with')}
            description={t('tokens.job.selfTest.withHint')}
          />
        </div>
      </Radio.Group>
    </JobDialog>
  );
}

function Outcome({ steps }: { readonly steps: readonly SelfTestStep[] }) {
  const { t } = useTranslation();
  const bad = steps.filter(({ outcome }) => outcome === 'failed').length;
  return (
    <>
      {bad === 0 ? (
        <Notice tone="good" heading={t('tokens.job.selfTest.done')} />
      ) : (
        <Notice tone="bad" heading={t('tokens.job.selfTest.doneBad', { count: bad })}>
          <p>{t('tokens.job.selfTest.doneBadText')}</p>
        </Notice>
      )}
      <StepTable steps={steps} />
    </>
  );
}
