import { IconAlertTriangle, IconClockUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatDong } from '#shared/domain/money/dong.ts';
import type { DossierSummary } from '#shared/contract/ipc.ts';
import { go, routeHref } from '../../app/route.ts';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import { Held } from '../../components/Held.tsx';
import { formatMinute } from '../../format/date.ts';

/** One dossier of the list. `index` counts from 0; the heading is row 1 for screen readers. */
export function DossierRow({
  dossier,
  index,
  now,
  chosen,
  measure,
  onTick,
}: {
  readonly dossier: DossierSummary;
  readonly index: number;
  readonly now: Date;
  readonly chosen: boolean;
  readonly measure: (row: HTMLTableRowElement | null) => void;
  /** `range`: with Shift held, from the row ticked last up to this one. */
  readonly onTick: (range: boolean) => void;
}) {
  const { t } = useTranslation();
  const href = routeHref({ screen: 'dossier', code: dossier.code });
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      data-chosen={chosen}
      onClick={() => go({ screen: 'dossier', code: dossier.code })}
    >
      {/* The whole cell takes the press: who misses the box does not want to leave the list. */}
      <td
        className="tick"
        onClick={(event) => {
          event.stopPropagation();
          onTick(event.shiftKey);
        }}
      >
        <input
          type="checkbox"
          checked={chosen}
          aria-label={t('list.choose', { code: dossier.code })}
          // The cell has it from here: the box follows what is chosen.
          onChange={() => undefined}
        />
      </td>
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
        <Held dossier={dossier} now={now} />
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
