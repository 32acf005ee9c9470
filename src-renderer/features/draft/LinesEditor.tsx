import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useContext, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDong } from '#shared/domain/money/dong.ts';
import { amountInWords } from '#shared/domain/money/words.ts';
import { voucherTotal } from '#shared/domain/vouchers/total.ts';
import type { Voucher, VoucherLine } from '#shared/domain/vouchers/voucher.ts';
import { notifyWarning } from '../../components/notify.ts';
import { offerUndo } from '../../components/UndoNotice.tsx';
import { IssueContext, fieldId } from './issues.ts';
import { LineRow, type LineActions } from './LineRow.tsx';
import { insertedAt, moved, removedAt, replaced } from './lines.ts';
import { nextLine } from './new-voucher.ts';
import { pasteCells, type Pasted } from './pasted-cells.ts';
import { RowIssues } from './row-issues.ts';
import { UnreadContext } from './unread-texts.ts';

/** The expenditure lines with their running total in figures and in words. */
export function LinesEditor({
  path,
  voucher,
  onLines,
}: {
  /** `vouchers.N`. */
  readonly path: string;
  readonly voucher: Voucher;
  readonly onLines: (change: (lines: readonly VoucherLine[]) => VoucherLine[]) => void;
}) {
  const { t } = useTranslation();
  const texts = useContext(UnreadContext);
  /** Id of the field to focus once the new or moved row is there. */
  const focusNext = useRef<string>(undefined);
  const { lines } = voucher;
  useEffect(() => {
    if (focusNext.current === undefined) return;
    document.getElementById(focusNext.current)?.focus();
    focusNext.current = undefined;
  }, [lines]);

  // One object for as long as the voucher is open: rows that did not change are not drawn again.
  const actions = useMemo((): LineActions => {
    const focus = (index: number) => {
      focusNext.current = fieldId(`${path}.lines.${index}.description`);
    };
    return {
      change: (index, change) =>
        onLines((all) => {
          const line = all[index];
          return line === undefined ? [...all] : replaced(all, index, { ...line, ...change });
        }),
      move: (index, step) => {
        focus(index + step);
        onLines((all) => moved(all, index, step));
      },
      remove: (index) => {
        let line: VoucherLine | undefined;
        onLines((all) => {
          line = all[index];
          focus(Math.max(0, Math.min(index, all.length - 2)));
          return removedAt(all, index);
        });
        const removed = line;
        if (removed === undefined) return;
        offerUndo(t('draft.line.removed', { row: index + 1 }), t('app.undo'), () =>
          onLines((all) => insertedAt(all, index, removed)),
        );
      },
      addAfter: (index) => {
        focus(index + 1);
        onLines((all) => insertedAt(all, index + 1, nextLine(all[index])));
      },
      paste: (index, field, rows) => {
        let outcome: Pasted | undefined;
        onLines((all) => {
          outcome = pasteCells(all, index, field, rows, nextLine);
          return outcome?.lines ?? [...all];
        });
        const pasted = outcome;
        if (pasted === undefined) return;
        for (const [entry, text] of pasted.unread) texts.put(entry, text);
        offerUndo(t('draft.line.pasted', { count: pasted.added.length + 1 }), t('app.undo'), () =>
          onLines((all) =>
            all
              .filter((line) => !pasted.added.includes(line.id))
              .map((line) => (line.id === pasted.replaced.id ? pasted.replaced : line)),
          ),
        );
        if (pasted.cut > 0) notifyWarning(t('draft.line.cut', { count: pasted.cut }));
      },
    };
  }, [onLines, path, t, texts]);
  const [rowIssues] = useState(() => new RowIssues());
  const boards = rowIssues.of(useContext(IssueContext), `${path}.lines`, lines);
  const total = voucherTotal(voucher);
  return (
    <section className="form-section" id={fieldId(`${path}.lines`)} tabIndex={-1}>
      <div className="row">
        <h2 className="grow" style={{ margin: 0 }}>
          {t('draft.section.lines')} <span className="quiet figures">({lines.length})</span>
        </h2>
        <span className="quiet small">{t('draft.line.keys')}</span>
      </div>
      <div className="lines">
        {lines.length === 0 && <p className="quiet">{t('draft.line.none')}</p>}
        {lines.map((line, index) => {
          const board = boards[index];
          return (
            board !== undefined && (
              <LineRow
                key={line.id}
                path={`${path}.lines.${index}`}
                index={index}
                line={line}
                first={index === 0}
                last={index === lines.length - 1}
                board={board}
                actions={actions}
              />
            )
          );
        })}
      </div>
      <Button
        variant="default"
        leftSection={<IconPlus size={18} aria-hidden />}
        onClick={() => actions.addAfter(lines.length - 1)}
        style={{ alignSelf: 'flex-start' }}
      >
        {t('draft.line.add')}
      </Button>
      <div className="voucher-total" aria-live="polite">
        <span>{t('draft.total')}</span>
        <b className="figures">
          {formatDong(total)} {t('app.dong')}
        </b>
        <span>{t('draft.words')}</span>
        <i>{total.length > 18 ? '–' : amountInWords(total)}</i>
      </div>
    </section>
  );
}
