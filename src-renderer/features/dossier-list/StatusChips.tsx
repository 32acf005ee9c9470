import { useTranslation } from 'react-i18next';
import type { DossierStatus } from '#shared/domain/dossiers/dossier.ts';
import { statusTones } from '../../components/StatusBadge.tsx';
import { formatCount } from '../../format/count.ts';

/** The way of a dossier, step by step, beside the states in which it came back. */
const order: readonly DossierStatus[] = [
  'DANG_SOAN',
  'TRA_LAI',
  'YEU_CAU_BO_SUNG',
  'CHO_KTT_KY',
  'CHO_CTK_KY',
  'CHO_GUI',
  'CHO_KBNN',
  'DA_TIEP_NHAN',
  'KBNN_TU_CHOI',
];

/** How many dossiers stand at each step; a press shows those alone. */
export function StatusChips({
  counts,
  status,
  onChoose,
}: {
  readonly counts: Readonly<Record<DossierStatus, number>> | undefined;
  readonly status: DossierStatus | '';
  /** Empty: every status again. */
  readonly onChoose: (status: DossierStatus | '') => void;
}) {
  const { t } = useTranslation();
  return (
    <div className="status-chips" role="group" aria-label={t('list.byStatus')}>
      {order.map((one) => {
        const count = counts?.[one];
        return (
          <button
            key={one}
            type="button"
            className="status-chip"
            data-tone={statusTones[one]}
            data-none={count === 0}
            aria-pressed={one === status}
            title={t(`status.${one}`)}
            onClick={() => onChoose(one === status ? '' : one)}
          >
            {t(`list.step.${one}`)}
            {count !== undefined && <b className="figures"> {formatCount(count)}</b>}
          </button>
        );
      })}
    </div>
  );
}
