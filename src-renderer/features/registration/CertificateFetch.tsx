import { Button, Loader } from '@mantine/core';
import { IconRefresh, IconUsb } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { toldRefusal } from '#shared/contract/told-failure.ts';
import type { CertificateView } from '#shared/contract/tokens.ts';
import { isHeldBy } from '#shared/domain/registration/certificate-holder.ts';
import type { MemberCertificate, RegistrationMember } from '#shared/domain/registration/registration.ts';
import { routeHref } from '../../app/route.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { Empty } from '../../components/Empty.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { ProviderFetch } from '../remote-ca/ProviderFetch.tsx';
import type { SignWay } from '../remote-ca/sign-way.ts';
import { useSignWay } from '../remote-ca/useSignWay.ts';
import { isBeside } from '../tokens/holders.ts';
import { useCertificates } from '../tokens/useTokens.ts';
import { Validity } from '../tokens/Validity.tsx';
import { languageOf } from '../../i18n/i18n.ts';
import { offered } from './offered-certificates.ts';

/**
 * “Lấy thông tin Serial Chứng thư số”: the certificates of the plugged-in tokens or of the providers, this member's own first, each with a
 * button that takes it; what cannot be registered says why. `onTake` also gets the handle by which the core knows it.
 */
export function CertificateFetch({
  member,
  way,
  onTake,
}: {
  /** The form that is declared. */
  readonly way: SignWay;
  readonly member: Pick<RegistrationMember, 'name' | 'identityNumber'>;
  readonly onTake: (certificate: MemberCertificate, certificateId: string) => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const tokens = useCertificates();
  const lookAgain = useMutation({
    mutationFn: () => call('tokens.lookAgain', {}),
    onSuccess: (list) => client.setQueryData(keys.tokens, list),
    onSettled: () => tokens.refetch(),
  });
  const take = useMutation({
    mutationFn: (certificateId: string) => call('registrations.certificate', { certificateId }),
    onSuccess: (certificate, certificateId) => onTake(certificate, certificateId),
  });
  const remote = way === 'remote';
  const choices = offered(useSignWay({ fixed: way }).listed, member);
  const pending = remote ? 0 : (tokens.data?.pending.length ?? 0);
  return (
    <div className="certificate-fetch" role="group" aria-label={t('registration.signature.choose')}>
      <div className="row">
        <div className="grow">
          <h4>{t('registration.signature.choose')}</h4>
          <p className="quiet small">
            {remote
              ? t('remoteCa.register.chooseHint')
              : member.name.trim() === ''
                ? t('registration.signature.chooseHintUnnamed')
                : t('registration.signature.chooseHint', { name: member.name })}
          </p>
        </div>
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
      {take.error !== null && <FailureNotice error={take.error} />}
      {!remote && tokens.error !== null && (
        <FailureNotice error={tokens.error} retry={() => void tokens.refetch()} />
      )}
      {remote && <ProviderFetch />}
      {!remote && tokens.isPending && (
        <span className="row" role="status">
          <Loader size="sm" role="presentation" /> {t('signing.reading')}
        </span>
      )}
      {choices.map((certificate) => (
        <Choice
          key={certificate.id}
          certificate={certificate}
          own={isHeldBy({ commonName: certificate.owner, uids: certificate.uids }, member)}
          taking={take.isPending && take.variables === certificate.id}
          onTake={() => take.mutate(certificate.id)}
        />
      ))}
      {pending > 0 && (
        <p className="quiet" role="status">
          {t('tokens.certificates.pending', { count: pending })}
        </p>
      )}
      {!remote && tokens.data !== undefined && choices.length === 0 && pending === 0 && (
        <Empty icon={IconUsb} heading={t('signing.none')} hint={t('signing.noneSteps.plug')}>
          <p>{t('signing.noneSteps.driver')}</p>
          <p>{t('signing.noneSteps.again')}</p>
          <span className="row" style={{ justifyContent: 'center' }}>
            <a href={routeHref({ screen: 'tokens' })}>{t('tokens.title')}</a>
            <a href={routeHref({ screen: 'doctor' })}>{t('nav.doctor')}</a>
          </span>
        </Empty>
      )}
      {!remote && tokens.data !== undefined && tokens.data.problems.length > 0 && (
        <details open={choices.length === 0}>
          <summary>{t('signing.problems')}</summary>
          <div className="stack">
            {tokens.data.problems.map((problem, index) => (
              <FailureNotice key={index} failure={problem} tone="warn" />
            ))}
          </div>
        </details>
      )}
    </div>
  );
}

function Choice({
  certificate,
  own,
  taking,
  onTake,
}: {
  readonly certificate: CertificateView;
  readonly own: boolean;
  readonly taking: boolean;
  readonly onTake: () => void;
}) {
  const { t, i18n } = useTranslation();
  const { owner, serial } = certificate;
  // What its provider or its kind forbids: official-duty certificates sign with their token alone.
  const refused = toldRefusal(certificate, languageOf(i18n)).find(({ code }) => code.startsWith('REMOTE_'));
  // The core has held the certificate against its own clock.
  const hindrance = isBeside(certificate)
    ? t('registration.signature.noKey')
    : certificate.daysLeft < 0 || certificate.refusals.includes('CERT_EXPIRED')
      ? t('registration.signature.expired')
      : certificate.refusals.includes('CERT_NOT_YET_VALID')
        ? t('registration.signature.notYetValid')
        : refused === undefined
          ? undefined
          : `${refused.heading}. ${refused.remedy}`;
  return (
    <article className="certificate-offer">
      <div className="grow">
        <b>{owner}</b>
        {certificate.organisation !== '' && <span className="quiet"> · {certificate.organisation}</span>}
        <div className="figures small">
          {t('registration.signature.serial')}: {serial}
        </div>
        <div className="figures small">
          <Validity certificate={certificate} />
        </div>
        <div className="quiet small">
          {t('signing.issuer')}: {certificate.issuerCommonName} ·{' '}
          {certificate.remote?.providerName ?? certificate.tokenLabel}
        </div>
        {hindrance !== undefined && <p className="refusal">{hindrance}</p>}
        {hindrance === undefined && !own && <Notice tone="warn">{t('registration.signature.other')}</Notice>}
      </div>
      <Button
        variant={own ? 'filled' : 'default'}
        disabled={hindrance !== undefined}
        loading={taking}
        aria-label={t('registration.signature.useNamed', { owner, serial })}
        onClick={onTake}
      >
        {t('registration.signature.use')}
      </Button>
    </article>
  );
}
