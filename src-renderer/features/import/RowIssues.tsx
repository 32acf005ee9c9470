import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import type { Failure } from '#shared/contract/errors.ts';
import { toldFailure } from '#shared/contract/told-failure.ts';
import type { ImportRow } from '#shared/contract/transfer.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { HelpLink } from '../help/HelpLink.tsx';
import { issuePlace } from './row-issues.ts';

/** Issues of a row before it is unfolded. */
const few = 3;
/** As many as the core tells of a voucher. */
const told = 100;

/** What is wrong with a row, where, and what to do in Excel or the accounting software. */
export function RowIssues({ row }: { readonly row: ImportRow }) {
  const { t, i18n } = useTranslation();
  const language = languageOf(i18n);
  const [open, setOpen] = useState(false);
  const { issues, failure } = row;
  return (
    <>
      {failure !== undefined && <Refusal failure={failure} />}
      {issues.length > 0 && (
        <ul className="row-issues">
          {issues.slice(0, open ? told : few).map(({ path, message, blocking }, at) => {
            const place = issuePlace(path, language, t);
            return (
              <li key={at} data-blocking={blocking}>
                <b>
                  {t(blocking ? 'importing.wrong' : 'importing.advice')}
                  {place !== '' && ` · ${place}`}:
                </b>{' '}
                {message[language]}
              </li>
            );
          })}
        </ul>
      )}
      {issues.length > few && (
        <button type="button" className="as-link small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t('importing.showLess') : t('importing.showAll', { count: issues.length })}
        </button>
      )}
      {open && issues.length === told && <p className="quiet small">{t('importing.cut')}</p>}
    </>
  );
}

function Refusal({ failure }: { readonly failure: Failure }) {
  const { t, i18n } = useTranslation();
  const text = toldFailure(failure, languageOf(i18n));
  const details = Object.entries(failure.details ?? {}).filter(([, value]) => value !== '');
  return (
    <div className="row-refusal">
      <b>{text.heading}.</b> {text.explanation}{' '}
      {details.length > 0 && (
        <span className="row-details">
          {details.map(([name, value]) => `${detailName(name, t)}: ${String(value)}`).join(' · ')}
        </span>
      )}
      <br />
      <b>{t('app.remedy')}:</b> {text.remedy} <HelpLink page={failure.code} />
    </div>
  );
}

const detailNames = [
  'cells',
  'cell',
  'missing',
  'name',
  'times',
  'lines',
  'vouchers',
  'files',
  'unit',
  'yours',
  'form',
  'element',
  'property',
  'value',
  'limit',
  'column',
  'file',
] as const;

function detailName(name: string, t: TFunction): string {
  const known = detailNames.find((one) => one === name);
  return known === undefined ? name : t(`importing.detail.${known}`);
}
