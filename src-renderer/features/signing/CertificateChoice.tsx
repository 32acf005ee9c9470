import { Button, Checkbox, Loader } from '@mantine/core';
import { IconDeviceMobile, IconKey, IconRefresh, IconUsb } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '#shared/contract/errors.ts';
import type { CertificateView } from '#shared/contract/tokens.ts';
import { routeHref } from '../../app/route.ts';
import { useInfo } from '../../app/useSession.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { Empty } from '../../components/Empty.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { ProviderFetch } from '../remote-ca/ProviderFetch.tsx';
import { SignWayChoice } from '../remote-ca/SignWayChoice.tsx';
import type { SignWay } from '../remote-ca/sign-way.ts';
import { useSignWay } from '../remote-ca/useSignWay.ts';
import { isBeside } from '../tokens/holders.ts';
import { useCertificates } from '../tokens/useTokens.ts';
import { CertificateGroups } from './CertificateGroups.tsx';
import { whatIsMissing } from './what-is-missing.ts';

export interface ShownDocument {
  readonly id: string;
  readonly name: string;
}

/** How the things to be signed are called, where they are not “documents”. */
export interface ChoiceWords {
  /** How many were looked at, of all. */
  readonly looked: (seen: number) => string;
  readonly unopened: (count: number) => string;
  readonly consent: (count: number) => string;
  readonly sign: string;
}

/** Names of what was not opened that are written out; the rest is counted. */
const mostNames = 8;

/** Certificates of every plugged-in token, or of the providers; those that cannot sign stay visible, with the reason. */
export function CertificateChoice({
  lead,
  documents,
  seen,
  starting,
  failure,
  judge,
  way: declared,
  words,
  onSign,
}: {
  readonly lead: string;
  readonly documents: readonly ShownDocument[];
  /** Ids of the documents that were opened on screen. */
  readonly seen: ReadonlySet<string>;
  readonly starting: boolean;
  readonly failure: Failure | undefined;
  /** What is signed may know better whose certificate it takes. */
  readonly judge?: ((certificate: CertificateView) => CertificateView) | undefined;
  /** In which the signer is known to be registered. */
  readonly way?: SignWay | undefined;
  readonly words?: ChoiceWords;
  readonly onSign: (certificateId: string) => void;
}) {
  const { t } = useTranslation();
  const info = useInfo().data;
  const client = useQueryClient();
  const tokens = useCertificates();
  const lookAgain = useMutation({
    mutationFn: () => call('tokens.lookAgain', {}),
    onSuccess: (list) => client.setQueryData(keys.tokens, list),
    // What could not be looked at again is told by the list itself.
    onSettled: () => tokens.refetch(),
  });
  const [picked, setPicked] = useState<string>();
  const ways = useSignWay({ declared });
  const { listed } = ways;
  const remote = ways.way === 'remote';
  const all = judge === undefined ? listed : listed.map(judge);
  const own = all.filter((certificate) => !isBeside(certificate));
  const usable = own.filter((certificate) => certificate.refusals.length === 0);
  const pending = remote ? 0 : (tokens.data?.pending.length ?? 0);
  // With one usable certificate there is nothing to choose.
  const chosen =
    usable.find((certificate) => certificate.id === picked) ?? (usable.length === 1 ? usable[0] : undefined);
  const count = documents.length;
  const unopened = documents.filter((document) => !seen.has(document.id));
  const [consent, setConsent] = useState(false);
  const missing = whatIsMissing({
    own,
    reading: !remote && (tokens.isPending || pending > 0),
    chosen: chosen !== undefined,
    consented: unopened.length === 0 || consent,
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen === undefined || missing !== undefined || starting) return;
        ways.keep();
        onSign(chosen.id);
      }}
    >
      <div>
        <p className="lead">{lead}</p>
        <p className="quiet small" style={{ margin: 0 }}>
          {words?.looked(count - unopened.length) ??
            t('signing.shown', { seen: count - unopened.length, count })}
          {info !== undefined && ` ${t('signing.policy')}: ${t(`signing.policies.${info.policy}`)}.`}
        </p>
      </div>
      {failure !== undefined && <FailureNotice failure={failure} />}
      {unopened.length > 0 && (
        <Notice
          tone="warn"
          heading={words?.unopened(unopened.length) ?? t('signing.unopened', { count: unopened.length })}
        >
          <ul className="unopened">
            {unopened.slice(0, mostNames).map((document) => (
              <li key={document.id}>{document.name}</li>
            ))}
            {unopened.length > mostNames && (
              <li>{t('batch.unopenedMore', { count: unopened.length - mostNames })}</li>
            )}
          </ul>
          <Checkbox
            data-autofocus
            checked={consent}
            onChange={(event) => setConsent(event.currentTarget.checked)}
            label={
              words?.consent(unopened.length) ?? t('signing.unopenedConsent', { count: unopened.length })
            }
          />
        </Notice>
      )}
      {ways.offered && <SignWayChoice way={ways.way} onChoose={ways.choose} />}
      <div className="row">
        <h2 className="grow" style={{ margin: 0 }} tabIndex={-1} data-autofocus>
          {t('signing.choose')}
        </h2>
        {!remote && (
          <Button
            size="compact-md"
            variant="default"
            leftSection={<IconRefresh size={18} aria-hidden />}
            loading={tokens.isFetching || lookAgain.isPending}
            onClick={() => lookAgain.mutate()}
          >
            {t('signing.refresh')}
          </Button>
        )}
      </div>
      {!remote && tokens.isPending && (
        <span className="row" role="status">
          <Loader size="sm" role="presentation" /> {t('signing.reading')}
        </span>
      )}
      {!remote && tokens.error !== null && (
        <FailureNotice error={tokens.error} retry={() => void tokens.refetch()} />
      )}
      <CertificateGroups certificates={all} chosen={chosen?.id} onChoose={setPicked} />
      {remote && <ProviderFetch />}
      {pending > 0 && (
        <p className="quiet" role="status" style={{ margin: 0 }}>
          {t('tokens.certificates.pending', { count: pending })}
        </p>
      )}
      {!remote && tokens.data !== undefined && own.length === 0 && pending === 0 && <NoCertificate />}
      {!remote && tokens.data !== undefined && tokens.data.problems.length > 0 && (
        <details open={own.length === 0}>
          <summary>{t('signing.problems')}</summary>
          <div className="stack" style={{ marginTop: 10 }}>
            {tokens.data.problems.map((problem, index) => (
              <FailureNotice key={index} failure={problem} tone="warn" />
            ))}
          </div>
        </details>
      )}
      <div className="dialog-foot in-reach">
        <span id="signing-next" className="quiet small grow" role="status">
          {missing === undefined
            ? t(remote ? 'remoteCa.phoneNext' : 'signing.pinNext')
            : remote && missing === 'noCertificate'
              ? t('remoteCa.missing.noCertificate')
              : t(`signing.missing.${missing}`)}
        </span>
        <Button
          type="submit"
          size="lg"
          leftSection={
            remote ? <IconDeviceMobile size={22} aria-hidden /> : <IconKey size={22} aria-hidden />
          }
          disabled={missing !== undefined}
          aria-describedby="signing-next"
          loading={starting}
        >
          {words?.sign ?? t('signing.sign', { count })}
        </Button>
      </div>
    </form>
  );
}

function NoCertificate() {
  const { t } = useTranslation();
  return (
    <Empty icon={IconUsb} heading={t('signing.none')} hint={t('signing.noneSteps.plug')}>
      <p style={{ margin: '-12px 0 0' }}>{t('signing.noneSteps.driver')}</p>
      <p style={{ margin: 0 }}>{t('signing.noneSteps.again')}</p>
      <span className="row" style={{ justifyContent: 'center' }}>
        <a href={routeHref({ screen: 'tokens' })}>{t('tokens.title')}</a>
        <a href={routeHref({ screen: 'doctor' })}>{t('nav.doctor')}</a>
      </span>
    </Empty>
  );
}
