import { Button, Loader } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { toldRefusal } from '#shared/contract/told-failure.ts';
import type { CertificateView } from '#shared/contract/tokens.ts';
import type { RegistrationMember } from '#shared/domain/registration/registration.ts';
import { routeHref } from '../../app/route.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { languageOf } from '../../i18n/i18n.ts';
import { ProviderFetch } from '../remote-ca/ProviderFetch.tsx';
import { useSignWay } from '../remote-ca/useSignWay.ts';
import { NoToken } from '../tokens/NoToken.tsx';
import { useCertificates, useTokenList } from '../tokens/useTokens.ts';
import { Validity } from '../tokens/Validity.tsx';
import '../tokens/tokens.css';
import { confirmable, doubtOf, likelyOf } from './confirmable.ts';

/** The certificates of every plugged-in token, or of the providers, that can be registered; what to do when there is none. */
export function CertificatePick({
  member,
  chosen,
  onChoose,
}: {
  readonly member: RegistrationMember;
  readonly chosen: CertificateView | undefined;
  readonly onChoose: (certificate: CertificateView | undefined) => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const tokens = useTokenList();
  const list = useCertificates();
  const lookAgain = useMutation({
    mutationFn: () => call('tokens.lookAgain', {}),
    onSuccess: (found) => client.setQueryData(keys.tokens, found),
    // What could not be looked at again is told by the list itself.
    onSettled: () => list.refetch(),
  });
  const remote = member.signatureForm === 'remote';
  const { listed } = useSignWay({ fixed: remote ? 'remote' : 'token' });
  const { usable, others } = confirmable(listed, member);
  const pending = remote ? 0 : (list.data?.pending.length ?? 0);
  const likely = likelyOf(usable, member, pending === 0);
  const settle = useEffectEvent(() => {
    if (chosen === undefined) {
      // What is likely need not be chosen.
      if (likely !== undefined) onChoose(likely);
      return;
    }
    const gone = (remote || list.data !== undefined) && !usable.some(({ id }) => id === chosen.id);
    // Another person's cannot be registered: the member's own, which came after it, takes its place.
    const better =
      likely !== undefined && doubtOf(chosen, member) !== undefined && doubtOf(likely, member) === undefined;
    if (gone || better) onChoose(likely);
  });
  const known = listed.map(({ id }) => id).join(' ');
  useEffect(() => settle(), [list.data, known]);
  const none = !remote && list.data !== undefined && pending === 0 && usable.length === 0;
  return (
    <div className="stack">
      {remote && <ProviderFetch />}
      {!remote && (list.isPending || pending > 0) && (
        <span className="row" role="status">
          <Loader size="sm" role="presentation" /> {t('memberConfirmation.reading')}
        </span>
      )}
      {!remote && list.error !== null && <FailureNotice error={list.error} />}
      {none && tokens.data !== undefined && tokens.data.tokens.length === 0 && <NoToken list={tokens.data} />}
      {none && tokens.data !== undefined && tokens.data.tokens.length > 0 && (
        <Notice tone="warn" heading={t('memberConfirmation.noneUsable')}>
          <Unusable certificates={others} />
          <p className="row">
            <a href={routeHref({ screen: 'tokens' })}>{t('tokens.title')}</a>
            <a href={routeHref({ screen: 'doctor' })}>{t('tokens.doctor')}</a>
          </p>
        </Notice>
      )}
      {(remote ? [] : (list.data?.problems ?? [])).map((problem, index) => (
        <FailureNotice key={`${problem.code}-${index}`} failure={problem} tone="warn" />
      ))}
      {usable.length > 1 && (
        <fieldset className="member-certificates">
          <legend>{t('memberConfirmation.choose')}</legend>
          {usable.map((certificate) => (
            <label key={certificate.id} data-chosen={certificate.id === chosen?.id}>
              <input
                type="radio"
                name="member-certificate"
                checked={certificate.id === chosen?.id}
                onChange={() => onChoose(certificate)}
              />
              <span>
                <b>{certificate.owner}</b>
                <span className="quiet figures">
                  {t('memberConfirmation.serial')}: <span className="serial">{certificate.serial}</span>
                </span>
                <span className="quiet figures">
                  <Validity certificate={certificate} /> ·{' '}
                  {certificate.remote?.providerName ?? certificate.tokenLabel}
                </span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      {remote && usable.length === 0 && others.length > 0 && (
        <Notice tone="warn" heading={t('remoteCa.register.noneUsable')}>
          <Unusable certificates={others} />
        </Notice>
      )}
      {usable.length > 0 && others.length > 0 && (
        <details>
          <summary>
            {t(remote ? 'remoteCa.register.unusable' : 'memberConfirmation.unusable', {
              count: others.length,
            })}
          </summary>
          <Unusable certificates={others} />
        </details>
      )}
      {!remote && (
        <Button
          size="sm"
          variant="default"
          style={{ alignSelf: 'flex-start' }}
          leftSection={<IconRefresh size={18} aria-hidden />}
          loading={lookAgain.isPending}
          onClick={() => lookAgain.mutate()}
        >
          {t('memberConfirmation.fetchAgain')}
        </Button>
      )}
    </div>
  );
}

/** What cannot be registered, and why. */
function Unusable({ certificates }: { readonly certificates: readonly CertificateView[] }) {
  const { i18n } = useTranslation();
  return (
    <ul>
      {certificates.map((certificate) => (
        <li key={certificate.id}>
          {certificate.owner} · <span className="figures serial">{certificate.serial}</span>
          {toldRefusal(certificate, languageOf(i18n))
            .filter(({ code }) => code !== 'CERT_NOT_REGISTERED')
            .map(({ code, heading }) => (
              <span key={code} className="refusal">
                {' '}
                – {heading}
              </span>
            ))}
        </li>
      ))}
    </ul>
  );
}
