import { ActionIcon } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { memo, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readLineField } from '#shared/domain/vouchers/field-value.ts';
import type { LineFieldPath } from '#shared/domain/vouchers/fields.ts';
import type { UsedColumn } from '#shared/domain/vouchers/used-fields.ts';
import type { VoucherLine } from '#shared/domain/vouchers/voucher.ts';
import { CellContext } from './cell-context.ts';
import { Entry } from './Entry.tsx';
import { IssueContext, fieldId, type IssueBoard } from './issues.ts';

/** What a row can ask for, by place; the same object for as long as the voucher is open. */
export interface LineActions {
  readonly set: (index: number, column: LineFieldPath, value: string) => void;
  readonly move: (index: number, step: 1 | -1) => void;
  readonly remove: (index: number) => void;
}

export interface LineRowProps {
  readonly path: string;
  readonly index: number;
  readonly line: VoucherLine;
  readonly columns: readonly UsedColumn[];
  readonly first: boolean;
  readonly last: boolean;
  /** The issues of this line. */
  readonly board: IssueBoard;
  readonly actions: LineActions;
}

/** One line of the voucher: a cell for each column, and below them what is wrong with it. */
export const LineRow = memo(function LineRow(props: LineRowProps) {
  const { t } = useTranslation();
  const { path, index, line, columns, first, last, actions } = props;
  const row = index + 1;
  const [notes, setNotes] = useState<HTMLElement | null>(null);
  const cell = useMemo(() => ({ notes }), [notes]);
  return (
    <IssueContext value={props.board}>
      <div
        className="line-row"
        role="group"
        id={fieldId(path)}
        tabIndex={-1}
        aria-label={t('draft.line.row', { row })}
      >
        <span className="line-order figures">{row}</span>
        <CellContext value={cell}>
          {columns.map(({ path: column, definition, label, codes, use }) => (
            <Entry
              key={column}
              path={`${path}.${column}`}
              field={column}
              definition={definition}
              label={label}
              codes={codes}
              required={use.required === 'always'}
              holderId={line.id}
              value={readLineField(line, column)}
              onChange={(value) => actions.set(index, column, value)}
            />
          ))}
        </CellContext>
        <div className="line-tools">
          <ActionIcon
            variant="subtle"
            size={26}
            disabled={first}
            tabIndex={-1}
            aria-label={t('draft.line.up', { row })}
            onClick={() => actions.move(index, -1)}
          >
            <IconArrowUp size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            size={26}
            disabled={last}
            tabIndex={-1}
            aria-label={t('draft.line.down', { row })}
            onClick={() => actions.move(index, 1)}
          >
            <IconArrowDown size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            size={26}
            color="seal"
            tabIndex={-1}
            aria-label={t('draft.line.remove', { row })}
            onClick={() => actions.remove(index)}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </div>
        <div className="line-notes" ref={setNotes} aria-live="polite" />
      </div>
    </IssueContext>
  );
});
