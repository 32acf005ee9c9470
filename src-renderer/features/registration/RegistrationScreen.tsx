import { Loader } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { showTitle } from '../../components/window-title.ts';
import { RegistrationDesk } from './RegistrationDesk.tsx';
import { useRegistration } from './useRegistration.ts';

/** One registration dossier: the wizard where it may be edited, the same steps to read where not. */
export function RegistrationScreen({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const stored = useRegistration(id);
  const title = stored.data?.kind === 'change' ? t('registration.titleChange') : t('registration.title');
  useEffect(() => showTitle(`${title} – ${t('app.name')}`), [title, t]);
  if (stored.data === undefined)
    return (
      <div className="page">
        {stored.error === null ? (
          <Loader role="status" aria-label={t('app.loading')} />
        ) : (
          <FailureNotice error={stored.error} retry={() => void stored.refetch()} />
        )}
      </div>
    );
  return <RegistrationDesk key={id} stored={stored.data} />;
}
