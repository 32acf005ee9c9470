import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportRow } from '#shared/contract/transfer.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import { showDate } from '../../format/date.ts';
import { isTicked, tick } from './import-desk.ts';
import { RowIssues } from './RowIssues.tsx';
import { useImportDesk } from './useImportDesk.ts';

const tones = { ready: 'good', 'to-fix': 'warn', refused: 'bad' } as const;
/** Height (px) before it is measured. */
const usualHeight = 74;

/** One row a voucher or a file that could not be read; only the rows in sight are drawn. */
export function PreviewTable({ rows }: { readonly rows: readonly ImportRow[] }) {
  const { t } = useTranslation();
  const { desk, change } = useImportDesk();
  const box = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => usualHeight,
    overscan: 8,
  });
  const takeable = rows.filter(({ state }) => state !== 'refused');
  const ticked = takeable.filter((row) => isTicked(desk, row)).length;
  if (rows.length === 0) return <p className="quiet import-none">{t('importing.noneShown')}</p>;
  const items = virtualizer.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  const all = ticked === takeable.length && ticked > 0;
  return (
    <div ref={box} className="import-box" tabIndex={0} role="region" aria-label={t('importing.preview')}>
      <table className="plain import-table" aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            <th scope="col" className="tick">
              <span className="visually-hidden">{t('importing.tick')}</span>
              {takeable.length > 0 && (
                <input
                  type="checkbox"
                  ref={(input) => {
                    if (input !== null) input.indeterminate = ticked > 0 && !all;
                  }}
                  aria-label={t(all ? 'importing.untickAll' : 'importing.tickAll')}
                  checked={all}
                  onChange={() => change(tick(desk, takeable, !all))}
                />
              )}
            </th>
            <th scope="col" className="voucher">
              {t('importing.voucher')}
            </th>
            <th scope="col" className="payee">
              {t('importing.payee')}
            </th>
            <th scope="col" className="amount">
              {t('importing.amount')}
            </th>
            <th scope="col">{t('importing.result')}</th>
          </tr>
        </thead>
        <tbody>
          <Space height={before} />
          {items.map(({ index }) => {
            const row = rows[index];
            return row === undefined ? null : (
              <tr
                key={row.row}
                ref={virtualizer.measureElement}
                data-index={index}
                data-state={row.state}
                aria-rowindex={index + 2}
              >
                <RowCells
                  row={row}
                  ticked={isTicked(desk, row)}
                  onTick={(next) => change(tick(desk, [row], next))}
                />
              </tr>
            );
          })}
          <Space height={after} />
        </tbody>
      </table>
    </div>
  );
}

/** Stands for rows that are not drawn. */
function Space({ height }: { readonly height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden>
      <td colSpan={5} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}

function RowCells({
  row,
  ticked,
  onTick,
}: {
  readonly row: ImportRow;
  readonly ticked: boolean;
  readonly onTick: (ticked: boolean) => void;
}) {
  const { t } = useTranslation();
  const { state, from, number, date, payee, total, lines, formId } = row;
  const refused = state === 'refused';
  const facts = [
    ...(formId === undefined ? [] : [t('importing.form', { form: formId })]),
    ...(date === '' ? [] : [showDate(date) || date]),
    ...(refused ? [] : [t('importing.lines', { count: lines })]),
  ];
  return (
    <>
      <td className="tick">
        {!refused && (
          <input
            type="checkbox"
            aria-label={t('importing.tickRow', { name: number === '' ? from : number })}
            checked={ticked}
            onChange={(event) => onTick(event.currentTarget.checked)}
          />
        )}
      </td>
      <td className="figures">
        {number === '' ? (
          <span className="quiet">{refused ? '–' : t('importing.unnumbered')}</span>
        ) : (
          <b>{number}</b>
        )}
        {facts.length > 0 && <div className="small quiet">{facts.join(' · ')}</div>}
      </td>
      <td className="payee">{payee}</td>
      <td className="amount figures">{refused ? '' : formatDong(total)}</td>
      <td>
        <span className="row import-state">
          <span className="badge" data-tone={tones[state]}>
            {t(`importing.state.${state}`)}
          </span>
          <span className="small quiet import-from">{from}</span>
        </span>
        <RowIssues row={row} />
      </td>
    </>
  );
}
