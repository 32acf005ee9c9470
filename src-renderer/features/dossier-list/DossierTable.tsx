import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Fragment, useEffect, useEffectEvent, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { DossierColumn, DossierSummary } from '#shared/contract/ipc.ts';
import { matchesShortcut } from '../../components/useShortcut.ts';
import { useNow } from '../../components/useNow.ts';
import { notifyFailure } from '../../components/notify.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { DossierRow, WaitingRow } from './DossierRow.tsx';
import { listFilter, pagesOf, type ListPlace, type ListView, type Order } from './list-view.ts';
import { stepChoice } from './chosen.ts';
import { rowAfter } from './row-keys.ts';
import { useChosen } from './useChosen.ts';
import { readRows, useDossierRows } from './useDossierPages.ts';
import { rowOf, useListScroll } from './useListScroll.ts';
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
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const now = useNow(60_000);
  const choice = useChosen();
  const question = JSON.stringify(listFilter(view, query, 0));
  const table = useRef<HTMLTableElement>(null);
  const scroll = useListScroll({ table, found, question, place: view.place, onLeave });
  const rows = useDossierRows(view, query, pagesOf(scroll.rows.map(({ index }) => index)));
  const { order } = view;
  /** The row that was ticked last: where a range begins. */
  const anchor = useRef<number>(undefined);
  const at = (rowNumbers: readonly number[]) => rowNumbers.flatMap((row) => rows.get(row) ?? []);
  const tick = (index: number, dossier: DossierSummary, range: boolean) => {
    const from = anchor.current;
    anchor.current = index;
    if (range && from !== undefined && from !== index) {
      void addRows(Math.min(from, index), Math.abs(index - from) + 1);
      return;
    }
    if (choice.chosen.has(dossier.code)) choice.drop([dossier.code]);
    else choice.add([dossier]);
  };
  const addRows = async (first: number, count: number) => {
    try {
      choice.add(await readRows(client, view, query, first, count));
    } catch (thrown) {
      notifyFailure(thrown, languageOf(i18n));
    }
  };
  const refresh = useEffectEvent(() => choice.refresh([...rows.values()]));
  const read = [...rows.values()].map(({ updatedAt, status }) => `${updatedAt}${status}`).join();
  useEffect(() => refresh(), [read]);
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rowOf(event.target);
    if (row === undefined) return;
    const dossier = rows.get(row);
    const onBox = event.target instanceof HTMLInputElement;
    if (event.key === ' ' && dossier !== undefined) {
      event.preventDefault();
      tick(row, dossier, event.shiftKey);
    } else if (matchesShortcut(event, 'ctrl+a')) {
      event.preventDefault();
      void addRows(0, found);
    } else if (event.key === 'Escape' && choice.chosen.size > 0) {
      choice.clear();
    } else if (event.shiftKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      const next = rowAfter({ key: event.key, ctrlKey: false, altKey: false, shiftKey: false }, row, found);
      event.preventDefault();
      if (next === undefined || next === row) return;
      anchor.current ??= row;
      const { tick: ticked, untick } = stepChoice(anchor.current, row, next);
      choice.drop(at(untick).map(({ code }) => code));
      choice.add(at(ticked));
      scroll.goTo(next);
    } else {
      if (!onBox || event.key.startsWith('Arrow')) scroll.onKeyDown(event);
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') anchor.current = undefined;
    }
  };
  const allChosen = choice.chosen.size > 0 && choice.chosen.size >= found;
  const choose = (column: DossierColumn) =>
    onOrder({ column, descending: order.column === column ? !order.descending : column === 'updatedAt' });
  return (
    <table
      ref={table}
      className="plain dossier-table"
      aria-rowcount={found + 1}
      aria-busy={stale}
      onKeyDown={onKeyDown}
      onFocus={scroll.onFocus}
      onBlur={scroll.onBlur}
    >
      <thead>
        <tr aria-rowindex={1}>
          <th className="tick" scope="col">
            <input
              type="checkbox"
              aria-label={t('list.chooseAll')}
              title={t('list.choiceKeys')}
              checked={allChosen}
              ref={(box) => {
                if (box !== null) box.indeterminate = !allChosen && choice.chosen.size > 0;
              }}
              onChange={() => {
                if (allChosen) choice.clear();
                else void addRows(0, found);
              }}
            />
          </th>
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
                <WaitingRow index={index} columns={columns.length + 1} />
              ) : (
                <DossierRow
                  index={index}
                  dossier={dossier}
                  now={now}
                  chosen={choice.chosen.has(dossier.code)}
                  measure={scroll.measure}
                  onTick={(range) => tick(index, dossier, range)}
                />
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
      <td colSpan={columns.length + 1} style={{ height }} />
    </tr>
  );
}
