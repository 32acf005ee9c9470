import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CertificateView } from '#shared/contract/tokens.ts';
import type { User } from '#shared/contract/ipc.ts';
import { sameSerial } from '#shared/validation/certificate.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { Notice } from '../../components/Notice.tsx';
import { formatDay } from '../../format/date.ts';
import { hiddenUntil, hideReminder, isDue } from './expiry-reminder.ts';
import { validityTone } from './Validity.tsx';

/** Above the list of dossiers: the person's own registered certificate ends soon, as far as a token shows it. */
export function ExpiryReminder({ user }: { readonly user: User }) {
  const { certificateSerial } = user;
  const { data } = useQuery({
    queryKey: keys.certificates,
    queryFn: () => call('certificates.list', {}),
    // Days do not pass while the list is looked at; a token that comes or goes makes it stale.
    staleTime: 600_000,
    enabled: certificateSerial !== undefined,
  });
  const [, hide] = useState(0);
  const mine = data?.certificates.find(
    ({ serial }) => certificateSerial !== undefined && sameSerial(serial, certificateSerial),
  );
  if (mine === undefined || !isDue(mine, hiddenUntil(localStorage, mine.serial))) return null;
  return (
    <Reminder
      certificate={mine}
      onHide={() => {
        hideReminder(localStorage, mine);
        hide((times) => times + 1);
      }}
    />
  );
}

function Reminder({
  certificate,
  onHide,
}: {
  readonly certificate: CertificateView;
  readonly onHide: () => void;
}) {
  const { t } = useTranslation();
  const expired = certificate.daysLeft < 0;
  const tone = validityTone(certificate);
  const words = {
    serial: certificate.serial,
    issuer: certificate.issuerCommonName,
    token: certificate.tokenSerial,
    day: formatDay(certificate.notAfter),
  };
  return (
    <section aria-label={t('tokens.reminder.label')} style={{ marginBottom: 16 }}>
      <Notice
        tone={tone === 'plain' ? 'info' : tone}
        heading={
          expired
            ? t('tokens.reminder.expired')
            : t('tokens.reminder.heading', { count: certificate.daysLeft })
        }
      >
        <p>{t(expired ? 'tokens.reminder.expiredText' : 'tokens.reminder.text', words)}</p>
        <details style={{ marginTop: 6 }}>
          <summary>{t('tokens.reminder.how')}</summary>
          <ol style={{ margin: '6px 0 0', paddingLeft: 22 }}>
            <li>{t('tokens.reminder.steps.ask', words)}</li>
            <li>{t('tokens.reminder.steps.install')}</li>
            <li>{t('tokens.reminder.steps.register')}</li>
            <li>{t('tokens.reminder.steps.check')}</li>
          </ol>
        </details>
        <Button size="sm" variant="default" mt={10} onClick={onHide}>
          {t(expired || certificate.reminder === 7 ? 'tokens.reminder.hide' : 'tokens.reminder.later')}
        </Button>
      </Notice>
    </section>
  );
}
