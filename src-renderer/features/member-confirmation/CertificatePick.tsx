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
import { NoToken } from '../tokens/NoToken.tsx';
import { useCertificates, useTokenList } from '../tokens/useTokens.ts';
import { Validity } from '../tokens/Validity.tsx';
import '../tokens/tokens.css';
import { confirmable } from './confirmable.ts';

/** The certificates of every plugged-in token that can be registered; what to do when there is none. */
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
  const { usable, others } = confirmable(list.data?.certificates ?? [], member);
  const pending = list.data?.pending.length ?? 0;
  // The one that was declared already (a renewal), or the only one there is.
  const likely =
    usable.find(({ thumbprint }) => thumbprint === member.certificate?.thumbprint) ??
    (usable.length === 1 && pending === 0 ? usable[0] : undefined);
  const settle = useEffectEvent(() => {
    // What is likely need not be chosen; one that was pulled out is not chosen any more.
    if (chosen === undefined && likely !== undefined) onChoose(likely);
    if (chosen !== undefined && list.data !== undefined && !usable.some(({ id }) => id === chosen.id))
      onChoose(likely);
  });
  useEffect(() => settle(), [list.data]);
  const none = list.data !== undefined && pending === 0 && usable.length === 0;
  return (
    <div className="stack">
      {(list.isPending || pending > 0) && (
        <span className="row" role="status">
          <Loader size="sm" role="presentation" /> {t('memberConfirmation.reading')}
        </span>
      )}
      {list.error !== null && <FailureNotice error={list.error} />}
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
      {list.data?.problems.map((problem, index) => (
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
                  <Validity certificate={certificate} /> · {certificate.tokenLabel}
                </span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      {usable.length > 0 && others.length > 0 && (
        <details>
          <summary>{t('memberConfirmation.unusable', { count: others.length })}</summary>
          <Unusable certificates={others} />
        </details>
      )}
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
