import { useTranslation } from 'react-i18next';
import type { DossierStatus } from '#shared/domain/dossiers/dossier.ts';

/** Tone of a status: someone is working, someone is awaited, it went well, it came back. */
export const statusTones: Readonly<Record<DossierStatus, 'plain' | 'info' | 'warn' | 'good' | 'bad'>> = {
  DANG_SOAN: 'plain',
  CHO_KTT_KY: 'warn',
  CHO_CTK_KY: 'warn',
  CHO_GUI: 'warn',
  CHO_KBNN: 'info',
  DA_TIEP_NHAN: 'good',
  KBNN_TU_CHOI: 'bad',
  TRA_LAI: 'bad',
  YEU_CAU_BO_SUNG: 'bad',
};

export function StatusBadge({ status }: { readonly status: DossierStatus }) {
  const { t } = useTranslation();
  return (
    <span className="badge" data-tone={statusTones[status]}>
      {t(`status.${status}`)}
    </span>
  );
}
