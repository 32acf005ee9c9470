import { ActionIcon } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { memo, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { VoucherLine } from '#shared/domain/vouchers/voucher.ts';
import { AmountField, CodeField, DateField, TextField } from './fields.tsx';
import { fieldId } from './issues.ts';

export interface LineRowProps {
  readonly path: string;
  readonly index: number;
  readonly line: VoucherLine;
  readonly first: boolean;
  readonly last: boolean;
  readonly onChange: (index: number, line: VoucherLine) => void;
  readonly onMove: (index: number, step: 1 | -1) => void;
  readonly onRemove: (index: number) => void;
  readonly onAdd: (index: number) => void;
}

/** One line of the voucher: two rows of fields where the window is narrow, one where it is wide. */
export const LineRow = memo(function LineRow(props: LineRowProps) {
  const { t } = useTranslation();
  const { path, index, line, first, last } = props;
  const row = index + 1;
  const set = (change: Partial<VoucherLine>) => props.onChange(index, { ...line, ...change });
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const act = keyAction(event);
    if (act === undefined) return;
    event.preventDefault();
    if (act === 'up') props.onMove(index, -1);
    if (act === 'down') props.onMove(index, 1);
    if (act === 'remove') props.onRemove(index);
    if (act === 'add') props.onAdd(index);
  };
  return (
    <div
      className="line-row"
      role="group"
      id={fieldId(path)}
      tabIndex={-1}
      aria-label={t('draft.line.row', { row })}
      onKeyDown={onKeyDown}
    >
      <span className="line-order figures">{row}</span>
      <div className="line-description">
        <TextField
          path={`${path}.description`}
          label={t('draft.line.description')}
          maxLength={500}
          value={line.description}
          onChange={(description) => set({ description })}
        />
      </div>
      <TextField
        path={`${path}.invoiceNumber`}
        label={t('draft.line.invoiceNumber')}
        maxLength={50}
        value={line.invoiceNumber}
        onChange={(invoiceNumber) => set({ invoiceNumber })}
      />
      <DateField
        path={`${path}.invoiceDate`}
        label={t('draft.line.invoiceDate')}
        value={line.invoiceDate}
        onChange={(invoiceDate) => set({ invoiceDate })}
      />
      <CodeField
        path={`${path}.ndkt`}
        list="ndkt"
        label={t('draft.line.ndkt')}
        value={line.ndkt}
        onChange={(ndkt) => set({ ndkt })}
      />
      <CodeField
        path={`${path}.chapter`}
        list="chapter"
        label={t('draft.line.chapter')}
        value={line.chapter}
        onChange={(chapter) => set({ chapter })}
      />
      <CodeField
        path={`${path}.sector`}
        list="sector"
        label={t('draft.line.sector')}
        value={line.sector}
        onChange={(sector) => set({ sector })}
      />
      <CodeField
        path={`${path}.source`}
        list="source"
        label={t('draft.line.source')}
        value={line.source}
        onChange={(source) => set({ source })}
      />
      <div className="line-amount">
        <AmountField
          path={`${path}.amount`}
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
          onClick={() => props.onMove(index, -1)}
        >
          <IconArrowUp size={18} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          disabled={last}
          aria-label={t('draft.line.down', { row })}
          onClick={() => props.onMove(index, 1)}
        >
          <IconArrowDown size={18} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="seal"
          aria-label={t('draft.line.remove', { row })}
          onClick={() => props.onRemove(index)}
        >
          <IconTrash size={18} />
        </ActionIcon>
      </div>
    </div>
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
