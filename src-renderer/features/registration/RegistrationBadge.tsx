import { useTranslation } from 'react-i18next';
import type { RegistrationStatus } from '#shared/domain/registration/registration.ts';

/** Someone is working, someone is awaited, it went well, it came back. */
const tones: Readonly<Record<RegistrationStatus, 'plain' | 'info' | 'warn' | 'good' | 'bad'>> = {
  DANG_KE_KHAI: 'plain',
  CHO_HOAN_THIEN: 'warn',
  CHO_PHE_DUYET: 'warn',
  CHO_KBNN: 'info',
  KBNN_TU_CHOI: 'bad',
  DA_HOAN_THANH: 'good',
};

export function RegistrationBadge({ status }: { readonly status: RegistrationStatus }) {
  const { t } = useTranslation();
  return (
    <span className="badge" data-tone={tones[status]}>
      {t(`registrationStatus.${status}`)}
    </span>
  );
}
