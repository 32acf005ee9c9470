import { IconArrowLeft } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { routeHref } from '../../app/route.ts';
import { CopyButton } from '../../components/CopyButton.tsx';
import { KeepStatus } from './KeepStatus.tsx';
import { RegistrationBadge } from './RegistrationBadge.tsx';
import type { RegistrationSnapshot } from './registration-session.ts';

/** What this dossier is, its code and status, and that what was typed is safe. */
export function RegistrationHeader({
  snapshot,
  title,
  readOnly,
  onRetry,
}: {
  readonly snapshot: RegistrationSnapshot;
  readonly title: string;
  readonly readOnly: boolean;
  readonly onRetry: () => void;
}) {
  const { t } = useTranslation();
  const { view, content } = snapshot;
  const { unitCode, name } = content.unit;
  return (
    <header className="registration-header">
      <div className="grow">
        <a className="back" href={routeHref({ screen: 'registrations' })}>
          <IconArrowLeft size={18} aria-hidden /> {t('registration.back')}
        </a>
        <h1>{title}</h1>
        <div className="row facts-line">
          <RegistrationBadge status={view.status} />
          {view.code === undefined ? (
            <span className="quiet">{t('registration.noCode')}</span>
          ) : (
            <span className="row">
              <span>
                {t('registration.code')}: <b className="figures unbroken">{view.code}</b>
              </span>
              <CopyButton text={view.code} name={t('registration.code')} />
            </span>
          )}
          {unitCode !== '' && (
            <span>
              <span className="figures">{unitCode}</span> {name}
            </span>
          )}
        </div>
      </div>
      {readOnly ? (
        <span className="quiet">{t('registration.members.readOnly')}</span>
      ) : (
        <KeepStatus snapshot={snapshot} onRetry={onRetry} />
      )}
    </header>
  );
}
