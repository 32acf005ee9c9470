import { useTranslation } from 'react-i18next';
import type { ValidationIssue } from '#shared/contract/ipc.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import { Notice } from '../../components/Notice.tsx';
import { languageOf } from '../../i18n/i18n.ts';
import { lineOf, voucherOf } from './issues.ts';

/** More than these are counted, not listed: 10 000 lines may lack as many codes. */
const mostListed = 100;

/** What still stands in the way of sending; each entry leads to its field. */
export function IssueList({
  issues,
  vouchers,
  tried,
  onGoTo,
}: {
  readonly issues: readonly ValidationIssue[];
  /** An entry calls its voucher by its number, as the list of vouchers does. */
  readonly vouchers: readonly Voucher[];
  /** Somebody has tried to send it: red from now on; before that the list is a plan of what is left to do. */
  readonly tried: boolean;
  readonly onGoTo: (issue: ValidationIssue) => void;
}) {
  const { t } = useTranslation();
  const blocking = issues.filter((issue) => issue.blocking);
  const advice = issues.filter((issue) => !issue.blocking);
  if (issues.length === 0) return <Notice tone="good" heading={t('draft.ready')} />;
  return (
    <>
      {blocking.length > 0 && (
        <Notice
          tone={tried ? 'bad' : 'info'}
          heading={t(tried ? 'draft.blocked' : 'draft.toFill', { count: blocking.length })}
        >
          <Entries issues={blocking} vouchers={vouchers} onGoTo={onGoTo} />
          <p className="quiet small">{t('entry.nextIssue')}</p>
        </Notice>
      )}
      {advice.length > 0 && (
        <Notice tone="warn" heading={t('draft.advice', { count: advice.length })}>
          <Entries issues={advice} vouchers={vouchers} onGoTo={onGoTo} />
          {blocking.length === 0 && <p className="quiet small">{t('entry.nextIssue')}</p>}
        </Notice>
      )}
    </>
  );
}

function Entries({
  issues,
  vouchers,
  onGoTo,
}: {
  readonly issues: readonly ValidationIssue[];
  readonly vouchers: readonly Voucher[];
  readonly onGoTo: (issue: ValidationIssue) => void;
}) {
  const { t, i18n } = useTranslation();
  return (
    <ul className="issues">
      {issues.slice(0, mostListed).map((issue, index) => {
        const voucher = voucherOf(issue.path);
        const row = lineOf(issue.path);
        const number = (voucher === undefined ? undefined : vouchers[voucher]?.number) ?? '';
        return (
          <li key={index}>
            <button type="button" title={t('draft.goTo')} onClick={() => onGoTo(issue)}>
              {voucher !== undefined &&
                (number === ''
                  ? t('draft.voucher', { number: voucher + 1 })
                  : t('draft.voucherNumbered', { number }))}
              {row !== undefined && `, ${t('draft.lineLower', { row: row + 1 })}`}
              {voucher !== undefined && ': '}
              {issue.message[languageOf(i18n)]}
            </button>
          </li>
        );
      })}
      {issues.length > mostListed && (
        <li className="quiet">{t('entry.moreIssues', { count: issues.length - mostListed })}</li>
      )}
    </ul>
  );
}
