import { Button } from '@mantine/core';
import { IconCheck, IconDeviceMobile, IconUsb } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CertificateView } from '#shared/contract/tokens.ts';
import type { RegistrationMember } from '#shared/domain/registration/registration.ts';
import { Notice } from '../../components/Notice.tsx';
import { formatDay } from '../../format/date.ts';
import { CertificatePick } from './CertificatePick.tsx';
import { doubtOf, papersOf } from './confirmable.ts';

/** The certificate of who will sign: fetched from a plugged-in token, looked at, kept with “Ghi”. Never typed. */
export function CertificateOfMember({
  member,
  standing,
  recorded,
  onRecord,
}: {
  readonly member: RegistrationMember;
  readonly standing: RegistrationMember | undefined;
  readonly recorded: CertificateView | undefined;
  readonly onRecord: (certificate: CertificateView | undefined) => void;
}) {
  const { t } = useTranslation();
  const [fetching, setFetching] = useState(false);
  const [picked, setPicked] = useState<CertificateView>();
  const registered = standing?.certificate;
  const shown = recorded ?? picked;
  const remote = member.signatureForm === 'remote';
  const WayIcon = remote ? IconDeviceMobile : IconUsb;
  return (
    <section className="sheet padded stack" aria-labelledby="member-certificate">
      <div>
        <h2 id="member-certificate" style={{ margin: 0 }}>
          {t('memberConfirmation.certificate')}
        </h2>
        <p className="quiet" style={{ margin: 0 }}>
          {t(remote ? 'remoteCa.certificate.lead' : 'memberConfirmation.certificateLead')}
        </p>
      </div>
      {registered !== undefined && registered !== null && (
        <p style={{ margin: 0 }}>
          <span className="quiet">{t('memberConfirmation.registered')}:</span>{' '}
          <span className="figures serial">{registered.serial}</span>{' '}
          <span className="quiet figures">
            ({formatDay(registered.notBefore)} – {formatDay(registered.notAfter)})
          </span>
        </p>
      )}
      {!fetching && (
        <Button
          size="lg"
          leftSection={<WayIcon size={22} aria-hidden />}
          style={{ alignSelf: 'flex-start' }}
          onClick={() => setFetching(true)}
        >
          {t(remote ? 'remoteCa.fetch.button' : 'memberConfirmation.fetch')}
        </Button>
      )}
      {fetching && recorded === undefined && (
        <CertificatePick member={member} chosen={picked} onChoose={setPicked} />
      )}
      {shown !== undefined && <Chosen certificate={shown} member={member} />}
      {shown !== undefined && (
        <div className="row">
          {recorded === undefined ? (
            <Button
              leftSection={<IconCheck size={20} aria-hidden />}
              // The server takes no certificate of another person's; the reason stands above.
              disabled={doubtOf(shown, member) !== undefined}
              onClick={() => onRecord(picked)}
            >
              {t('memberConfirmation.record')}
            </Button>
          ) : (
            <>
              <span className="recorded" role="status">
                <IconCheck size={20} aria-hidden /> {t('memberConfirmation.recorded')}
              </span>
              <Button
                variant="default"
                size="sm"
                onClick={() => {
                  setPicked(undefined);
                  onRecord(undefined);
                }}
              >
                {t('memberConfirmation.other')}
              </Button>
            </>
          )}
        </div>
      )}
    </section>
  );
}

/** What was fetched, and what looks wrong about it. */
function Chosen({
  certificate,
  member,
}: {
  readonly certificate: CertificateView;
  readonly member: RegistrationMember;
}) {
  const { t } = useTranslation();
  const doubt = doubtOf(certificate, member);
  const found = papersOf(certificate.identities)
    .map(({ kind, value }) => `${t(`tokens.identity.${kind}`)} ${value}`)
    .join(', ');
  return (
    <>
      {doubt === 'name' && (
        <Notice tone="bad" heading={t('memberConfirmation.doubtName')}>
          <p>{t('memberConfirmation.doubtNameText', { owner: certificate.owner, name: member.name })}</p>
        </Notice>
      )}
      {doubt === 'identity' && (
        <Notice tone="bad" heading={t('memberConfirmation.doubtIdentity')}>
          <p>{t('memberConfirmation.doubtIdentityText', { found, declared: member.identityNumber })}</p>
        </Notice>
      )}
      <dl className="member-facts">
        <div>
          <dt>{t('memberConfirmation.owner')}</dt>
          <dd>
            {certificate.owner}
            {found !== '' && <span className="quiet figures"> · {found}</span>}
          </dd>
        </div>
        <div data-field="serial">
          <dt>{t('memberConfirmation.serial')}</dt>
          <dd className="figures serial">{certificate.serial}</dd>
        </div>
        <div data-field="from">
          <dt>{t('memberConfirmation.from')}</dt>
          <dd className="figures">{formatDay(certificate.notBefore)}</dd>
        </div>
        <div data-field="to">
          <dt>{t('memberConfirmation.to')}</dt>
          <dd className="figures">{formatDay(certificate.notAfter)}</dd>
        </div>
        <div>
          <dt>{t('memberConfirmation.issuer')}</dt>
          <dd>{certificate.issuerCommonName}</dd>
        </div>
      </dl>
    </>
  );
}
