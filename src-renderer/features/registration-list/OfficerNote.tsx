import { useTranslation } from 'react-i18next';
import { useInfo } from '../../app/useSession.ts';
import { CopyButton } from '../../components/CopyButton.tsx';
import { Notice } from '../../components/Notice.tsx';

/** An officer of the Treasury decides on registrations in the backend's console, not here. */
export function OfficerNote() {
  const { t } = useTranslation();
  const backend = useInfo().data?.backendUrl;
  const address = backend === undefined ? '' : `${backend.replace(/\/+$/, '')}/can-bo`;
  return (
    <div className="page stack">
      <h1>{t('registrationList.title')}</h1>
      <Notice tone="info" heading={t('registrationList.officerHeading')}>
        <p>{t('registrationList.officerText')}</p>
        {/* Not a link: the window goes to no other origin. */}
        <p className="row">
          <code>{address}</code>
          <CopyButton text={address} label={t('registrationList.officerCopy')} />
        </p>
      </Notice>
    </div>
  );
}
