import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { codeLists } from '#shared/domain/codes/catalogue.ts';
import { findCode } from '#shared/domain/codes/code-list.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import { amountInWords } from '#shared/domain/money/words.ts';
import { readLineField } from '#shared/domain/vouchers/field-value.ts';
import { voucherFields } from '#shared/domain/vouchers/fields.ts';
import { formOf } from '#shared/domain/vouchers/forms/forms.ts';
import { fieldsOf } from '#shared/domain/vouchers/used-fields.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import { useShortcut } from '../../components/useShortcut.ts';
import { languageOf } from '../../i18n/i18n.ts';
import type { CellPlace } from './line-keys.ts';
import { sumOf, totalOf } from './line-sums.ts';
import type { ListSum } from './list-sum.ts';
import { splitOf, type SplitState } from './split-rest.ts';
import type { VoucherEdit } from './voucher-edit.ts';

/** The sums of the voucher, always in sight; what the code under the caret means; what must still be divided. */
export function VoucherTotal({
  voucher,
  edit,
  cell,
  listSum,
}: {
  readonly voucher: Voucher;
  readonly edit: VoucherEdit;
  /** The cell of the lines that has the focus. */
  readonly cell: CellPlace | undefined;
  readonly listSum: ListSum | undefined;
}) {
  const { t } = useTranslation();
  const form = formOf(voucher);
  const total = totalOf(voucher.lines);
  const split = splitOf(voucher, form);
  const withBalance = form.rules.some(({ kind }) => kind === 'ceiling');
  return (
    <div className="voucher-total">
      <div className="row figures-row" aria-live="polite">
        <span>{t('draft.total')}</span>
        <b className="figures">
          {formatDong(total)} {t('app.dong')}
        </b>
        <i className="grow">{total.length > 18 ? '–' : amountInWords(total)}</i>
        {withBalance && (
          <span>
            {t('entry.balanceTotal')}{' '}
            <strong className="figures">{formatDong(sumOf(voucher.lines, 'advanceBalance'))}</strong>
          </span>
        )}
        {listSum !== undefined && <ListDifference listSum={listSum} total={total} />}
      </div>
      {split !== undefined && <Split split={split} edit={edit} />}
      <CellWords voucher={voucher} cell={cell} />
    </div>
  );
}

function ListDifference({ listSum, total }: { readonly listSum: ListSum; readonly total: string }) {
  const { t } = useTranslation();
  if (listSum.total === undefined)
    return <span data-tone="warn">{t('entry.listForNone', { number: listSum.number })}</span>;
  const difference = BigInt(total) - BigInt(listSum.total);
  return (
    <span data-tone={difference === 0n ? 'good' : 'bad'}>
      {t('entry.listFor', { number: listSum.number, total: formatDong(listSum.total) })} ·{' '}
      {difference === 0n ? t('entry.listEqual') : t('entry.listDiffers', { difference: signed(difference) })}
    </span>
  );
}

function Split({ split, edit }: { readonly split: SplitState; readonly edit: VoucherEdit }) {
  const { t, i18n } = useTranslation();
  const { lastPart, rest } = split;
  const put = () => {
    if (lastPart !== undefined) edit.set(lastPart.field, lastPart.amount);
  };
  const possible = lastPart !== undefined && rest !== 0n;
  useShortcut('alt+r', put, possible);
  return (
    <div className="row split-rest">
      {split.parts.map(({ field, amount }) => (
        <span key={field}>
          {voucherFields[field].label[languageOf(i18n)]}:{' '}
          <strong className="figures">{formatDong(amount.toString())}</strong>
        </span>
      ))}
      <span data-tone={rest === 0n ? 'good' : 'bad'} role="status">
        {rest === 0n ? t('entry.splitDone') : t('entry.splitRest', { rest: signed(rest) })}
      </span>
      {possible && (
        <Button size="compact-sm" variant="default" onClick={put}>
          {t('entry.putRest', { field: voucherFields[lastPart.field].label[languageOf(i18n)] })}{' '}
          <kbd aria-hidden>Alt+R</kbd>
        </Button>
      )}
    </div>
  );
}

function CellWords({ voucher, cell }: { readonly voucher: Voucher; readonly cell: CellPlace | undefined }) {
  const { t, i18n } = useTranslation();
  const line = cell === undefined ? undefined : voucher.lines[cell.row];
  const used = fieldsOf(formOf(voucher)).columns.find(({ path }) => path === cell?.column);
  if (line === undefined || used?.codes === undefined || cell === undefined) return null;
  const code = readLineField(line, used.path);
  const name = findCode(codeLists[used.codes], code)?.name;
  return (
    <span className="quiet small cell-words">
      {t('entry.cell', { row: cell.row + 1, column: used.label[languageOf(i18n)] })}{' '}
      {name === undefined ? t('entry.cellSearch') : `${code} – ${name}`}
    </span>
  );
}

function signed(amount: bigint): string {
  return amount < 0n ? `−${formatDong((-amount).toString())}` : formatDong(amount.toString());
}
