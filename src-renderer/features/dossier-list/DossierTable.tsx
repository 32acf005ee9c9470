import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDong } from '#shared/domain/money/dong.ts';
import type { DossierSummary } from '#shared/contract/ipc.ts';
import { go, routeHref } from '../../app/route.ts';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import { formatMinute } from '../../format/date.ts';
import type { Order, SortColumn } from './ordering.ts';
import './dossier-table.css';

const columns = [
  { column: 'code', label: 'list.code', className: '' },
  { column: 'title', label: 'list.name', className: '' },
  { column: 'voucherCount', label: 'list.vouchers', className: 'amount' },
  { column: 'total', label: 'list.total', className: 'amount' },
  { column: 'status', label: 'list.status', className: '' },
  { column: 'heldBy', label: 'list.heldBy', className: '' },
  { column: 'updatedAt', label: 'list.updated', className: '' },
] as const satisfies readonly { column: SortColumn; label: string; className: string }[];

/** Rows near the window are drawn; a unit with ten thousand dossiers scrolls as smoothly as one with ten. */
export function DossierTable({
  dossiers,
  order,
  onOrder,
}: {
  readonly dossiers: readonly DossierSummary[];
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
}) {
  // The virtualizer's functions change their answers without changing identity: this component must not be memoised.
  'use no memo';
  const { t } = useTranslation();
  const body = useRef<HTMLTableSectionElement>(null);
  const [margin, setMargin] = useState(0);
  useEffect(() => setMargin(body.current?.offsetTop ?? 0), []);
  const rows = useVirtualizer({
    count: dossiers.length,
    getScrollElement: () => document.getElementById('main'),
    estimateSize: () => 66,
    overscan: 12,
    scrollMargin: margin,
  });
  const drawn = rows.getVirtualItems();
  const before = (drawn[0]?.start ?? margin) - margin;
  const after = rows.getTotalSize() - ((drawn.at(-1)?.end ?? margin) - margin);
  const choose = (column: SortColumn) =>
    onOrder({ column, descending: order.column === column ? !order.descending : column === 'updatedAt' });
  return (
    <div className="dossier-scroll">
      <table className="plain dossier-table" aria-rowcount={dossiers.length + 1}>
        <thead>
          <tr>
            {columns.map(({ column, label, className }) => (
              <th
                key={column}
                className={className}
                scope="col"
                aria-sort={order.column === column ? (order.descending ? 'descending' : 'ascending') : 'none'}
              >
                <button
                  type="button"
                  title={t('list.sortBy', { column: t(label) })}
                  onClick={() => choose(column)}
                >
                  {t(label)}
                  {order.column === column &&
                    (order.descending ? (
                      <IconArrowDown size={16} aria-hidden />
                    ) : (
                      <IconArrowUp size={16} aria-hidden />
                    ))}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {before > 0 && <Spacer height={before} />}
          {drawn.map(({ index }) => {
            const dossier = dossiers[index];
            return dossier === undefined ? null : <Row key={dossier.code} dossier={dossier} index={index} />;
          })}
          {after > 0 && <Spacer height={after} />}
        </tbody>
      </table>
    </div>
  );
}

function Spacer({ height }: { readonly height: number }) {
  return (
    <tr aria-hidden>
      <td colSpan={columns.length} style={{ height, padding: 0 }} />
    </tr>
  );
}

function Row({ dossier, index }: { readonly dossier: DossierSummary; readonly index: number }) {
  const { t } = useTranslation();
  const href = routeHref({ screen: 'dossier', code: dossier.code });
  return (
    <tr aria-rowindex={index + 2} onClick={() => go({ screen: 'dossier', code: dossier.code })}>
      <td className="figures code">{dossier.code}</td>
      <td className="name">
        <a href={href} onClick={(event) => event.stopPropagation()}>
          {dossier.title === '' ? t('list.untitled') : dossier.title}
        </a>
        {dossier.place === 'local' && <span className="quiet small"> · {t('list.local')}</span>}
        {dossier.note !== '' && <span className="note small">{dossier.note}</span>}
      </td>
      <td className="amount figures">{dossier.voucherCount}</td>
      <td className="amount figures total">{formatDong(dossier.total)}</td>
      <td>
        <StatusBadge status={dossier.status} />
      </td>
      <td>{dossier.heldBy === undefined ? t('list.closed') : t(`role.${dossier.heldBy}`)}</td>
      <td className="figures when">{formatMinute(dossier.updatedAt)}</td>
    </tr>
  );
}
