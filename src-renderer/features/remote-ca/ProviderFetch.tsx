import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { useSettledSteps } from '../../components/settle-focus.ts';
import { ProviderSignIn } from './ProviderSignIn.tsx';
import { useProviders, useRemoteCertificates } from './useRemote.ts';

/** The way to a certificate at a provider: open as long as none was fetched, one press away afterwards. */
export function ProviderFetch() {
  const { t } = useTranslation();
  const providers = useProviders();
  const certificates = useRemoteCertificates();
  const [wanted, setWanted] = useState(false);
  const [taken, setTaken] = useState<number>();
  const box = useRef<HTMLDivElement>(null);
  const outcome = useRef<HTMLSpanElement>(null);
  const none = certificates.data?.length === 0;
  // Steps of the person's own: a list that comes in from elsewhere moves nobody's focus.
  useSettledSteps(wanted ? 'wanted' : taken === undefined || none ? 'first' : `taken ${taken}`, () =>
    wanted ? box.current?.querySelector('select') : outcome.current,
  );
  if (providers.error !== null)
    return <FailureNotice error={providers.error} retry={() => void providers.refetch()} />;
  const offered = providers.data ?? [];
  // The form may stand from the time of another server: say what to do, not nothing.
  if (offered.length === 0)
    return providers.isPending ? null : (
      <FailureNotice
        failure={{ code: 'REMOTE_NOT_CONFIGURED' }}
        tone="warn"
        retry={() => void providers.refetch()}
      />
    );
  return (
    <div className="stack" ref={box}>
      {certificates.error !== null && (
        <FailureNotice error={certificates.error} retry={() => void certificates.refetch()} />
      )}
      {none || wanted ? (
        <ProviderSignIn
          providers={offered}
          onOpened={(count) => {
            setTaken(count);
            setWanted(false);
          }}
        />
      ) : (
        <Button
          type="button"
          variant="default"
          size="compact-md"
          style={{ alignSelf: 'flex-start' }}
          onClick={() => setWanted(true)}
        >
          {t('remoteCa.fetch.other')}
        </Button>
      )}
      <span className="quiet small" role="status" ref={outcome} tabIndex={-1}>
        {taken === undefined ? '' : t('remoteCa.fetch.taken', { count: taken })}
      </span>
    </div>
  );
}
