import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import {
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
} from 'react';
import { useTranslation } from 'react-i18next';
import { withLineField } from '#shared/domain/vouchers/field-value.ts';
import { formOf } from '#shared/domain/vouchers/forms/forms.ts';
import { fieldsOf } from '#shared/domain/vouchers/used-fields.ts';
import { mostLines, type Voucher, type VoucherLine } from '#shared/domain/vouchers/voucher.ts';
import { notifyWarning } from '../../components/notify.ts';
import { offerUndo } from '../../components/UndoNotice.tsx';
import { formatCount } from '../../format/count.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { IssueContext, fieldId } from './issues.ts';
import { cellId, cellOf, gridAct, type CellPlace } from './line-keys.ts';
import { LineRow, type LineActions } from './LineRow.tsx';
import { tracksOf } from './line-tracks.ts';
import { insertedAt, moved, removedAt, replaced } from './lines.ts';
import { nextLine } from './new-voucher.ts';
import { parseCells, pasteCells, type Pasted } from './pasted-cells.ts';
import { RowIssues } from './row-issues.ts';
import { showAsTyped, typeInto } from './type-into.ts';
import { UnreadContext } from './unread-texts.ts';
import { useLineWindow } from './useLineWindow.ts';
import type { VoucherEdit } from './voucher-edit.ts';

declare module 'react' {
  interface CSSProperties {
    '--line-tracks'?: string;
    '--line-rest'?: string;
  }
}

/** The lines as a grid with the keys of a spreadsheet; only those in sight are drawn. */
export function LinesEditor({
  path,
  voucher,
  edit,
  leadTo,
  onCell,
}: {
  /** `vouchers.N`. */
  readonly path: string;
  readonly voucher: Voucher;
  readonly edit: VoucherEdit;
  readonly leadTo: number | undefined;
  /** The cell that has the focus. */
  readonly onCell: (cell: CellPlace | undefined) => void;
}) {
  const { t, i18n } = useTranslation();
  const language = languageOf(i18n);
  const texts = useContext(UnreadContext);
  const form = formOf(voucher);
  const { columns } = fieldsOf(form);
  const names = useMemo(() => columns.map((one) => one.path), [columns]);
  const tracks = useMemo(() => tracksOf(columns), [columns]);
  const { lines } = voucher;
  /** The row in use stays drawn wherever the window is scrolled to. */
  const [kept, setKept] = useState<number>();
  /** Id of the field to focus once its row is there. */
  const focusNext = useRef<string>(undefined);
  useEffect(() => {
    if (focusNext.current === undefined) return;
    const field = document.getElementById(focusNext.current);
    if (field === null) return;
    focusNext.current = undefined;
    field.focus();
    if (field instanceof HTMLInputElement) field.select();
  });
  const { edit: ownEdit, goTo } = useMemo(
    () => ({
      edit: edit.lines,
      goTo: (to: CellPlace) => {
        setKept(to.row);
        focusNext.current = cellId(path, to);
      },
    }),
    [edit, path],
  );

  // One object for as long as the voucher is open: rows that did not change are not drawn again.
  const actions = useMemo(() => {
    const columnInUse = () => cellOf(document.activeElement, path, names)?.column ?? names[0];
    const stay = (row: number) => {
      const column = columnInUse();
      if (column !== undefined) goTo({ row, column });
    };
    return {
      set: (index, column, value) =>
        ownEdit((all) => {
          const line = all[index];
          return line === undefined ? [...all] : replaced(all, index, withLineField(line, column, value));
        }),
      move: (index, step) => {
        const to = index + step;
        ownEdit((all) => {
          if (to >= 0 && to < all.length) stay(to);
          return moved(all, index, step);
        });
      },
      remove: (index) => {
        let line: VoucherLine | undefined;
        ownEdit((all) => {
          line = all[index];
          stay(Math.max(0, Math.min(index, all.length - 2)));
          return removedAt(all, index);
        });
        const removed = line;
        if (removed === undefined) return;
        offerUndo(t('draft.line.removed', { row: index + 1 }), t('app.undo'), () =>
          ownEdit((all) => insertedAt(all, index, removed)),
        );
      },
      addAfter: (index: number) => {
        const [first] = names;
        ownEdit((all) => {
          if (all.length >= mostLines) return [...all];
          if (first !== undefined) goTo({ row: index + 1, column: first });
          return insertedAt(all, index + 1, nextLine(all[index], form));
        });
      },
      paste: (at: CellPlace, rows: readonly (readonly string[])[]) => {
        let outcome: Pasted | undefined;
        ownEdit((all) => {
          outcome = pasteCells(all, at.row, { form, start: at.column, rows });
          return outcome?.lines ?? [...all];
        });
        const pasted = outcome;
        if (pasted === undefined) return;
        for (const [entry, text] of pasted.unread) texts.put(entry, text);
        const added = new Set(pasted.added);
        offerUndo(t('draft.line.pasted', { count: pasted.added.length + 1 }), t('app.undo'), () =>
          ownEdit((all) =>
            all
              .filter((line) => !added.has(line.id))
              .map((line) => (line.id === pasted.replaced.id ? pasted.replaced : line)),
          ),
        );
        if (pasted.cut > 0) notifyWarning(t('draft.line.cut', { count: pasted.cut }));
        if (pasted.left > 0)
          notifyWarning(t('entry.tooManyLines', { count: pasted.left, most: formatCount(mostLines) }));
      },
    } satisfies LineActions & Record<string, unknown>;
  }, [form, goTo, names, ownEdit, path, t, texts]);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    // A list of codes that is open has taken the key.
    if (event.defaultPrevented) return;
    const at = cellOf(event.target, path, names);
    const act = at === undefined ? undefined : gridAct(event, at, names, lines.length);
    if (at === undefined || act === undefined) return;
    event.preventDefault();
    switch (act.kind) {
      case 'go':
        goTo(act.to);
        // The row may be drawn already, with nothing else to bring it about.
        onCell(act.to);
        return;
      case 'add':
        actions.addAfter(act.after);
        return;
      case 'move':
        actions.move(at.row, act.step);
        return;
      case 'remove':
        actions.remove(at.row);
        return;
      case 'copy-above': {
        const above = lines[at.row - 1];
        const used = columns.find((one) => one.path === at.column);
        if (above !== undefined && used !== undefined && event.target instanceof HTMLInputElement)
          typeInto(event.target, showAsTyped(above, used));
      }
    }
  };
  const onPaste = (event: ClipboardEvent<HTMLElement>) => {
    const at = cellOf(event.target, path, names);
    const rows = at === undefined ? undefined : parseCells(event.clipboardData.getData('text/plain'));
    if (at === undefined || rows === undefined) return;
    event.preventDefault();
    actions.paste(at, rows);
  };

  const { list, shown, below, measure } = useLineWindow({ lines, tall: tracks.tall, kept, leadTo });
  const [rowIssues] = useState(() => new RowIssues());
  const shownRows = shown.map(({ index }) => index);
  const boards = rowIssues.of(useContext(IssueContext), `${path}.lines`, lines, shownRows);
  return (
    <section className="form-section" id={fieldId(`${path}.lines`)} tabIndex={-1}>
      <div className="row">
        <h2 className="grow" style={{ margin: 0 }}>
          {form.lines.title[language]} <span className="quiet figures">({formatCount(lines.length)})</span>
        </h2>
      </div>
      {lines.length === 0 && <p className="quiet">{t('draft.line.none')}</p>}
      <div
        ref={list}
        className="lines"
        data-tall={tracks.tall}
        data-lead={tracks.lead}
        style={{ '--line-tracks': tracks.whole, '--line-rest': tracks.rest }}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onFocus={(event) => {
          const at = cellOf(event.target, path, names);
          setKept(at?.row);
          onCell(at);
        }}
        onBlur={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget)) onCell(undefined);
        }}
      >
        <div className="line-heads" aria-hidden>
          <span className="line-order">#</span>
          {columns.map((one) => (
            <span key={one.path} data-kind={one.definition.kind}>
              {one.label[language]}
            </span>
          ))}
          <span className="line-tools" />
        </div>
        {shown.map(({ index, gap }, at) => {
          const line = lines[index];
          const board = boards[at];
          if (line === undefined || board === undefined) return null;
          return (
            <div
              key={line.id}
              ref={measure}
              data-index={index}
              style={gap > 0 ? { marginTop: gap } : undefined}
            >
              <LineRow
                path={`${path}.lines.${index}`}
                index={index}
                line={line}
                columns={columns}
                first={index === 0}
                last={index === lines.length - 1}
                board={board}
                actions={actions}
              />
            </div>
          );
        })}
        {below > 0 && <div style={{ height: below }} />}
      </div>
      <div className="row">
        <Button
          variant="default"
          size="sm"
          leftSection={<IconPlus size={18} aria-hidden />}
          disabled={lines.length >= mostLines}
          onClick={() => actions.addAfter(lines.length - 1)}
        >
          {t('entry.addLine', { noun: form.lines.noun[language] })}
        </Button>
        <span className="quiet small grow">{t('draft.line.keys')}</span>
      </div>
    </section>
  );
}
