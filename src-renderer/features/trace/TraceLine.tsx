import { useTranslation } from 'react-i18next';
import type { TraceRow } from '#shared/contract/trace.ts';
import { failureText } from '#shared/contract/errors.ts';
import { situations } from '#shared/help/situations.ts';
import { formatClock } from '../../format/date.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { HelpLink } from '../help/HelpLink.tsx';
import { barOf, factsOf, fileNameOf, isError, isHung, isSlow } from './trace-view.ts';

const clockOf = (at: string) => `${formatClock(new Date(at))}.${at.slice(20, 23)}`;

/** One call: when, which, how long as a bar, what came back; the rest is unfolded by a click. */
export function TraceLine({
  row,
  index,
  unfolded,
  onToggle,
}: {
  readonly row: TraceRow;
  readonly index: number;
  readonly unfolded: boolean;
  readonly onToggle: () => void;
}) {
  const { t } = useTranslation();
  const hung = isHung(row);
  const tone = isError(row) ? 'bad' : hung || isSlow(row) ? 'warn' : 'good';
  const answer = row.ckr ?? t(row.ended === true ? 'trace.ended' : 'trace.hung');
  return (
    <>
      <div role="row" aria-rowindex={index + 2} className="trace-row" data-tone={tone}>
        <span role="cell" className="figures">
          {clockOf(row.at)}
        </span>
        <span role="cell">
          <button type="button" className="as-link trace-call" aria-expanded={unfolded} onClick={onToggle}>
            {row.call}
          </button>
        </span>
        <span role="cell" className="trace-took figures">
          <span className="trace-bar" aria-hidden>
            <span style={{ width: `${Math.max(2, barOf(row) * 100)}%` }} />
          </span>
          {row.milliseconds === undefined
            ? '–'
            : `${row.milliseconds.toFixed(row.milliseconds < 10 ? 2 : 0).replace('.', ',')} ms`}
        </span>
        <span role="cell" className="trace-answer">
          {tone === 'bad' && <span aria-hidden>✕ </span>}
          {answer}
        </span>
        <span role="cell" title={row.module}>
          {fileNameOf(row.module)}
        </span>
        <span role="cell" title={factsOf(row)}>
          {factsOf(row)}
        </span>
      </div>
      {unfolded && <Unfolded row={row} index={index} />}
    </>
  );
}

function Unfolded({ row, index }: { readonly row: TraceRow; readonly index: number }) {
  const { t, i18n } = useTranslation();
  const codes = [
    ...new Set(situations.flatMap(({ ckrs, code }) => (ckrs.includes(row.ckr ?? '') ? [code] : []))),
  ];
  return (
    <div role="row" aria-rowindex={index + 2} className="trace-more">
      <div role="cell" aria-colspan={6}>
        <dl className="facts">
          <dt>{t('trace.module')}</dt>
          <dd>
            <code>{row.module}</code> · {t('trace.process', { pid: row.pid })} ·{' '}
            {t('trace.number', { sequence: row.sequence })}
          </dd>
          {Object.entries(row.facts).map(([name, value]) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{name}</dt>
              <dd>{String(value)}</dd>
            </div>
          ))}
          {codes.length > 0 && (
            <>
              <dt>{t('trace.help')}</dt>
              <dd className="row">
                {codes.map((code) => (
                  <HelpLink key={code} page={code}>
                    {failureText(code, languageOf(i18n)).heading}
                  </HelpLink>
                ))}
              </dd>
            </>
          )}
        </dl>
      </div>
    </div>
  );
}
