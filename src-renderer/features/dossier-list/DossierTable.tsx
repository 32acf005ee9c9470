import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { Fragment, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { DossierColumn } from '#shared/contract/ipc.ts';
import { DossierRow, WaitingRow } from './DossierRow.tsx';
import { listFilter, pagesOf, type ListPlace, type ListView, type Order } from './list-view.ts';
import { useDossierRows } from './useDossierPages.ts';
import { useListScroll } from './useListScroll.ts';
import './dossier-table.css';

const columns = [
  { column: 'code', label: 'list.code', className: 'code' },
  { column: 'title', label: 'list.name', className: 'name' },
  { column: 'voucherCount', label: 'list.vouchers', className: 'amount count' },
  { column: 'total', label: 'list.total', className: 'amount total' },
  { column: 'status', label: 'list.status', className: 'status' },
  { column: 'heldBy', label: 'list.heldBy', className: 'held' },
  { column: 'updatedAt', label: 'list.updated', className: 'when' },
] as const satisfies readonly { column: DossierColumn; label: string; className: string }[];

/** A table of any length: only the rows near the window are drawn, the rest is empty space of the right height. */
export function DossierTable({
  view,
  query,
  found,
  stale,
  onOrder,
  onLeave,
}: {
  readonly view: ListView;
  /** The words searched for, as far as typing has come to rest. */
  readonly query: string;
  readonly found: number;
  /** The count is that of the question before. */
  readonly stale: boolean;
  readonly onOrder: (order: Order) => void;
  readonly onLeave: (place: ListPlace) => void;
}) {
  const { t } = useTranslation();
  const question = JSON.stringify(listFilter(view, query, 0));
  const table = useRef<HTMLTableElement>(null);
  const scroll = useListScroll({ table, found, question, place: view.place, onLeave });
  const rows = useDossierRows(view, query, pagesOf(scroll.rows.map(({ index }) => index)));
  const { order } = view;
  const choose = (column: DossierColumn) =>
    onOrder({ column, descending: order.column === column ? !order.descending : column === 'updatedAt' });
  return (
    <table
      ref={table}
      className="plain dossier-table"
      aria-rowcount={found + 1}
      aria-busy={stale}
      onKeyDown={scroll.onKeyDown}
      onFocus={scroll.onFocus}
      onBlur={scroll.onBlur}
    >
      <thead>
        <tr aria-rowindex={1}>
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
        {scroll.rows.map(({ index, space }) => {
          const dossier = rows.get(index);
          return (
            <Fragment key={index}>
              <Space height={space} />
              {dossier === undefined ? (
                <WaitingRow index={index} columns={columns.length} />
              ) : (
                <DossierRow index={index} dossier={dossier} measure={scroll.measure} />
              )}
            </Fragment>
          );
        })}
        <Space height={scroll.below} />
      </tbody>
    </table>
  );
}

/** Stands for rows that are not drawn. */
function Space({ height }: { readonly height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden className="space">
      <td colSpan={columns.length} style={{ height }} />
    </tr>
  );
}
