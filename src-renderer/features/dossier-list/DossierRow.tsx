import { IconAlertTriangle, IconClockUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatDong } from '#shared/domain/money/dong.ts';
import type { DossierSummary } from '#shared/contract/ipc.ts';
import { go, routeHref } from '../../app/route.ts';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import { formatMinute } from '../../format/date.ts';

/** One dossier of the list. `index` counts from 0; the heading is row 1 for screen readers. */
export function DossierRow({
  dossier,
  index,
  measure,
}: {
  readonly dossier: DossierSummary;
  readonly index: number;
  readonly measure: (row: HTMLTableRowElement | null) => void;
}) {
  const { t } = useTranslation();
  const href = routeHref({ screen: 'dossier', code: dossier.code });
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      onClick={() => go({ screen: 'dossier', code: dossier.code })}
    >
      <td className="figures code">{dossier.code}</td>
      <td className="name">
        <a href={href} onClick={(event) => event.stopPropagation()}>
          {dossier.title === '' ? t('list.untitled') : dossier.title}
        </a>
        {'  '}
        {dossier.attention === true && (
          <span className="mark attention">
            <IconAlertTriangle size={16} aria-hidden /> {t('list.attention')}
          </span>
        )}
        {dossier.waiting === true && dossier.attention !== true && (
          <span className="mark">
            <IconClockUp size={16} aria-hidden /> {t('list.waiting')}
          </span>
        )}
        {dossier.note !== '' && <span className="note small">{dossier.note}</span>}
      </td>
      <td className="amount figures count">{dossier.voucherCount}</td>
      <td className="amount figures total">{formatDong(dossier.total)}</td>
      <td className="status">
        <StatusBadge status={dossier.status} />
      </td>
      <td className="held">
        {dossier.heldBy === undefined ? t('list.closed') : t(`role.${dossier.heldBy}`)}
      </td>
      <td className="figures when">{formatMinute(dossier.updatedAt)}</td>
    </tr>
  );
}

/** Stands for a row whose page is still being read. */
export function WaitingRow({ index, columns }: { readonly index: number; readonly columns: number }) {
  const { t } = useTranslation();
  return (
    <tr aria-rowindex={index + 2} className="waiting-row">
      <td colSpan={columns} className="quiet">
        {t('list.loadingRow')}
      </td>
    </tr>
  );
}
