import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { BatchRow } from '#shared/contract/batch.ts';
import { toldFailure } from '#shared/contract/told-failure.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import { warningSchema } from '#shared/validation/report.ts';
import { routeHref } from '../../app/route.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { IndicationBadge } from '../dossier/SignatureReports.tsx';
import { HelpLink } from '../help/HelpLink.tsx';
import { rowTitle } from './entry-words.ts';

const tones = { waiting: 'plain', signed: 'warn', sent: 'good', failed: 'bad' } as const;

/** One row a voucher: taken by the server, or why not and what to do. Only the rows in sight are drawn. */
export function ReportRows({
  rows,
  shared,
}: {
  readonly rows: readonly BatchRow[];
  /** Warnings that are said once above the list. */
  readonly shared: readonly string[];
}) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => 50,
    overscan: 8,
  });
  if (rows.length === 0) return <p className="quiet review-keys">{t('batch.rowsNone')}</p>;
  const items = virtualizer.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <div ref={box} className="report-box" tabIndex={0} role="region" aria-label={t('batch.report')}>
      <table className="plain report" aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            <th scope="col">{t('batch.voucher')}</th>
            <th scope="col">{t('batch.payee')}</th>
            <th scope="col" className="amount">
              {t('batch.amount')}
            </th>
            <th scope="col">{t('list.status')}</th>
          </tr>
        </thead>
        <tbody>
          <Space height={before} />
          {items.map(({ index }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <tr key={index} ref={virtualizer.measureElement} data-index={index} aria-rowindex={index + 2}>
                <td>
                  <b className="figures">{rowTitle(row, t)}</b>
                  <br />
                  <a className="small figures" href={routeHref({ screen: 'dossier', code: row.code })}>
                    {row.code}
                  </a>
                </td>
                <td>{row.number === '' ? '' : row.name}</td>
                <td className="amount figures">{formatDong(row.total)}</td>
                <td>
                  <RowState row={row} shared={shared} />
                </td>
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
      <td colSpan={4} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}

function RowState({ row, shared }: { readonly row: BatchRow; readonly shared: readonly string[] }) {
  const { t, i18n } = useTranslation();
  const { state, failure, indication, warnings } = row;
  const told = failure === undefined ? undefined : toldFailure(failure, languageOf(i18n));
  return (
    <>
      <span className="row">
        <span className="badge" data-tone={tones[state]}>
          {t(`batch.state.${state}`)}
        </span>
        {indication !== undefined && <IndicationBadge indication={indication} />}
      </span>
      {told !== undefined && failure !== undefined && (
        <p className="report-why small">
          <b>{told.heading}.</b> {told.explanation} {told.remedy} <HelpLink page={failure.code} />
        </p>
      )}
      {warnings
        .filter((warning) => !shared.includes(warning))
        .map((warning) => (
          <WarningText key={warning} code={warning} />
        ))}
    </>
  );
}

/** A warning of a verification in words. */
export function WarningText({ code }: { readonly code: string }) {
  const { t } = useTranslation();
  const known = warningSchema.safeParse(code);
  return <p className="report-why small">{known.success ? t(`warning.${known.data}`) : code}</p>;
}
