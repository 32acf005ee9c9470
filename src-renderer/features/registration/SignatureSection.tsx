import { Button, Radio } from '@mantine/core';
import { IconDeviceMobile, IconUsb } from '@tabler/icons-react';
import { useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  MemberCertificate,
  RegistrationMember,
  SignatureForm,
} from '#shared/domain/registration/registration.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { FormContext } from '../draft/form-context.ts';
import { fieldId, useIssues } from '../draft/issues.ts';
import { useProviders } from '../remote-ca/useRemote.ts';
import { CertificateFacts } from './CertificateFacts.tsx';
import { CertificateFetch } from './CertificateFetch.tsx';

/** How a signing member signs, and with which certificate: fetched from a plugged-in token or a provider, never typed. */
export function SignatureSection({
  member,
  standing,
  path,
  onChange,
}: {
  readonly member: RegistrationMember;
  /** The member as registered now. */
  readonly standing: RegistrationMember | undefined;
  readonly path: string;
  readonly onChange: (change: (member: RegistrationMember) => RegistrationMember) => void;
}) {
  const { t, i18n } = useTranslation();
  const { readOnly } = useContext(FormContext);
  const [said, setSaid] = useState('');
  const [fetching, setFetching] = useState(false);
  const { certificate, signatureForm } = member;
  const thumbprint = certificate?.thumbprint ?? '';
  const issues = [
    ...useIssues(`${path}.certificate`, thumbprint, true),
    ...useIssues(`${path}.signatureForm`, signatureForm, true),
  ];
  const providers = useProviders().data ?? [];
  // A form that is not offered here is shown only where it is registered already.
  const forms: readonly SignatureForm[] =
    signatureForm === 'remote' || providers.length > 0 ? ['token', 'remote'] : ['token'];
  const way = signatureForm === 'remote' ? 'remote' : 'token';
  const WayIcon = way === 'remote' ? IconDeviceMobile : IconUsb;
  const take = (taken: MemberCertificate) => {
    onChange((now) => ({ ...now, signatureForm: way, certificate: taken }));
    setFetching(false);
    setSaid(t('registration.signature.taken', { serial: taken.serial }));
    document.getElementById('fetch-certificate')?.focus();
  };
  const replaced = standing?.certificate ?? null;
  return (
    <section className="form-section" id={fieldId(`${path}.certificate`)} tabIndex={-1}>
      <Radio.Group
        label={t('registration.signature.heading')}
        withAsterisk
        id={fieldId(`${path}.signatureForm`)}
        value={signatureForm}
        onChange={(value) => {
          if (value !== 'token' && value !== 'remote') return;
          // A certificate belongs to its form; going back to the one that stands brings its certificate back.
          const stood = standing?.signatureForm === value ? standing.certificate : null;
          setFetching(false);
          onChange((now) =>
            now.signatureForm === value ? now : { ...now, signatureForm: value, certificate: stood },
          );
        }}
      >
        <div className="role-choice">
          {forms.map((form) => (
            <Radio
              key={form}
              value={form}
              size="md"
              disabled={readOnly && form !== signatureForm}
              label={t(form === 'remote' ? 'registration.signature.remote' : 'registration.signature.token')}
            />
          ))}
        </div>
      </Radio.Group>
      {standing !== undefined && replaced?.thumbprint !== thumbprint && thumbprint !== '' && (
        <div className="standing-certificate">
          <h4>{t('registration.signature.before')}</h4>
          <CertificateFacts certificate={replaced} empty={t('registration.signature.noBefore')} />
          <h4>{t('registration.signature.after')}</h4>
        </div>
      )}
      <CertificateFacts
        certificate={certificate}
        empty={t(way === 'remote' ? 'remoteCa.register.empty' : 'registration.signature.empty')}
      />
      {issues.map((issue) => (
        <p key={issue.code} className={issue.blocking ? 'field-error' : 'quiet small'}>
          {!issue.blocking && '⚠ '}
          {issue.message[languageOf(i18n)]}
        </p>
      ))}
      {!readOnly && (
        <div className="row">
          <Button
            id="fetch-certificate"
            variant="default"
            leftSection={<WayIcon size={20} aria-hidden />}
            aria-expanded={fetching}
            onClick={() => {
              setSaid('');
              setFetching(!fetching);
            }}
          >
            {t(way === 'remote' ? 'remoteCa.fetch.heading' : 'registration.signature.fetch')}
          </Button>
          {certificate !== null && (
            <Button
              variant="subtle"
              color="seal"
              onClick={() => {
                onChange((now) => ({ ...now, certificate: null }));
                setSaid(t('registration.signature.cleared'));
              }}
            >
              {t('registration.signature.clear')}
            </Button>
          )}
          <span role="status" className="quiet">
            {said}
          </span>
        </div>
      )}
      {fetching && !readOnly && <CertificateFetch key={way} way={way} member={member} onTake={take} />}
    </section>
  );
}
