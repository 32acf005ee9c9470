import { Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useState } from 'react';
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

/** How many rows are drawn at first, and more with each press: ten thousand at once would make typing stutter. */
const portion = 100;

export function DossierTable({
  dossiers,
  order,
  onOrder,
}: {
  readonly dossiers: readonly DossierSummary[];
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
}) {
  const { t } = useTranslation();
  const [limit, setLimit] = useState(portion);
  const hidden = dossiers.length - limit;
  const choose = (column: SortColumn) =>
    onOrder({ column, descending: order.column === column ? !order.descending : column === 'updatedAt' });
  return (
    <div className="dossier-scroll">
      <table className="plain dossier-table">
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
        <tbody>
          {dossiers.slice(0, limit).map((dossier) => (
            <Row key={dossier.code} dossier={dossier} />
          ))}
        </tbody>
      </table>
      {hidden > 0 && (
        <Button variant="subtle" fullWidth onClick={() => setLimit(limit + portion)}>
          {t('list.more', { count: Math.min(hidden, portion), hidden })}
        </Button>
      )}
    </div>
  );
}

function Row({ dossier }: { readonly dossier: DossierSummary }) {
  const { t } = useTranslation();
  const href = routeHref({ screen: 'dossier', code: dossier.code });
  return (
    <tr onClick={() => go({ screen: 'dossier', code: dossier.code })}>
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
