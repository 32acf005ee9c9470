import { ActionIcon } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { memo, type ClipboardEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { VoucherLine } from '#shared/domain/vouchers/voucher.ts';
import { CodeField } from './CodeField.tsx';
import { AmountField, DateField, TextField } from './fields.tsx';
import { IssueContext, fieldId, type IssueBoard } from './issues.ts';
import { lineOrder, longest, parseCells, type LineField } from './pasted-cells.ts';

/** What can be done to the lines, by place; the same object for as long as the voucher is open. */
export interface LineActions {
  readonly change: (index: number, change: Partial<VoucherLine>) => void;
  readonly move: (index: number, step: 1 | -1) => void;
  readonly remove: (index: number) => void;
  readonly addAfter: (index: number) => void;
  /** Cells of a spreadsheet, pasted into a field of the line. */
  readonly paste: (index: number, field: LineField, rows: readonly (readonly string[])[]) => void;
}

export interface LineRowProps {
  readonly path: string;
  readonly index: number;
  readonly line: VoucherLine;
  readonly first: boolean;
  readonly last: boolean;
  /** The issues of this line. */
  readonly board: IssueBoard;
  readonly actions: LineActions;
}

/** One line of the voucher: two rows of fields where the window is narrow, one where it is wide. */
export const LineRow = memo(function LineRow(props: LineRowProps) {
  const { t } = useTranslation();
  const { path, index, line, first, last, actions } = props;
  const row = index + 1;
  const set = (change: Partial<VoucherLine>) => actions.change(index, change);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const act = keyAction(event);
    if (act === undefined) return;
    event.preventDefault();
    if (act === 'up') actions.move(index, -1);
    if (act === 'down') actions.move(index, 1);
    if (act === 'remove') actions.remove(index);
    if (act === 'add') actions.addAfter(index);
  };
  const onPaste = (event: ClipboardEvent<HTMLElement>) => {
    const { target } = event;
    const field = lineOrder.find(
      (one) => target instanceof HTMLElement && target.id === fieldId(`${path}.${one}`),
    );
    const rows = field === undefined ? undefined : parseCells(event.clipboardData.getData('text/plain'));
    if (field === undefined || rows === undefined) return;
    event.preventDefault();
    actions.paste(index, field, rows);
  };
  return (
    <IssueContext value={props.board}>
      <div
        className="line-row"
        role="group"
        id={fieldId(path)}
        tabIndex={-1}
        aria-label={t('draft.line.row', { row })}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
      >
        <span className="line-order figures">{row}</span>
        <div className="line-description">
          <TextField
            path={`${path}.description`}
            label={t('draft.line.description')}
            maxLength={longest.description}
            value={line.description}
            onChange={(description) => set({ description })}
          />
        </div>
        <div className="line-invoice-number">
          <TextField
            path={`${path}.invoiceNumber`}
            label={t('draft.line.invoiceNumber')}
            maxLength={longest.invoiceNumber}
            value={line.invoiceNumber}
            onChange={(invoiceNumber) => set({ invoiceNumber })}
          />
        </div>
        <div className="line-invoice-date">
          <DateField
            path={`${path}.invoiceDate`}
            entry={`${line.id}.invoiceDate`}
            label={t('draft.line.invoiceDate')}
            value={line.invoiceDate}
            onChange={(invoiceDate) => set({ invoiceDate })}
          />
        </div>
        <CodeField
          path={`${path}.ndkt`}
          entry={`${line.id}.ndkt`}
          list="ndkt"
          label={t('draft.line.ndkt')}
          value={line.ndkt}
          onChange={(ndkt) => set({ ndkt })}
        />
        <CodeField
          path={`${path}.chapter`}
          entry={`${line.id}.chapter`}
          list="chapter"
          label={t('draft.line.chapter')}
          value={line.chapter}
          onChange={(chapter) => set({ chapter })}
        />
        <CodeField
          path={`${path}.sector`}
          entry={`${line.id}.sector`}
          list="sector"
          label={t('draft.line.sector')}
          value={line.sector}
          onChange={(sector) => set({ sector })}
        />
        <CodeField
          path={`${path}.source`}
          entry={`${line.id}.source`}
          list="source"
          label={t('draft.line.source')}
          value={line.source}
          onChange={(source) => set({ source })}
        />
        <div className="line-amount">
          <AmountField
            path={`${path}.amount`}
            entry={`${line.id}.amount`}
            label={t('draft.line.amount')}
            value={line.amount}
            onChange={(amount) => set({ amount })}
          />
        </div>
        <div className="line-tools">
          <ActionIcon
            variant="subtle"
            disabled={first}
            aria-label={t('draft.line.up', { row })}
            onClick={() => actions.move(index, -1)}
          >
            <IconArrowUp size={18} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            disabled={last}
            aria-label={t('draft.line.down', { row })}
            onClick={() => actions.move(index, 1)}
          >
            <IconArrowDown size={18} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="seal"
            aria-label={t('draft.line.remove', { row })}
            onClick={() => actions.remove(index)}
          >
            <IconTrash size={18} />
          </ActionIcon>
        </div>
      </div>
    </IssueContext>
  );
});

function keyAction(event: KeyboardEvent<HTMLElement>): 'up' | 'down' | 'remove' | 'add' | undefined {
  if (event.altKey && event.key === 'ArrowUp') return 'up';
  if (event.altKey && event.key === 'ArrowDown') return 'down';
  if (event.ctrlKey && event.key === 'Delete') return 'remove';
  const field = event.target;
  const inAmount = field instanceof HTMLInputElement && field.id.endsWith('-amount');
  return event.key === 'Enter' && inAmount && !event.ctrlKey ? 'add' : undefined;
}
