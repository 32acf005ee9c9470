import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useContext, useEffect, useRef, type ClipboardEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { notifyWarning } from '../../components/notify.ts';
import { offerUndo } from '../../components/UndoNotice.tsx';
import { languageOf } from '../../i18n/i18n.ts';
import { FormContext } from '../draft/form-context.ts';
import { fieldId, IssueContext } from '../draft/issues.ts';
import { insertedAt, replaced } from '../draft/lines.ts';
import { parseCells } from '../draft/pasted-cells.ts';
import { UnreadContext } from '../draft/unread-texts.ts';
import { FormEntry } from './FormEntry.tsx';
import type { FormField } from './form-fields.ts';
import { pasteRows, type GridRow } from './grid-rows.ts';
import { valueOf } from './value-of.ts';

export interface RowGridProps<Row extends GridRow> {
  /** `accounts`. */
  readonly path: string;
  readonly rows: readonly Row[];
  /** Of a change: what stands now. */
  readonly standing: readonly Row[] | undefined;
  readonly fields: readonly FormField[];
  /** Relative widths of the columns. */
  readonly widths: readonly number[];
  readonly words: { readonly heading: string; readonly add: string; readonly none: string };
  readonly newRow: () => Row;
  /** What follows from a typed value, e.g. the account's name from its code. */
  readonly follow?: (row: Row, field: string) => Row;
  /** How a row is called that is to be taken out. */
  readonly nameOf: (row: Row) => string;
  readonly onRows: (change: (rows: readonly Row[]) => Row[]) => void;
  readonly extra?: React.ReactNode;
}

/** A grid that is filled in with the keys: Tab and Enter go on, the last Enter adds a row, cells of Excel are pasted. */
export function RowGrid<Row extends GridRow>(props: RowGridProps<Row>) {
  const { path, rows, standing, fields, words, onRows } = props;
  const { t, i18n } = useTranslation();
  const language = languageOf(i18n);
  const { readOnly } = useContext(FormContext);
  const { issues, all } = useContext(IssueContext);
  const texts = useContext(UnreadContext);
  const box = useRef<HTMLDivElement>(null);
  const focusNext = useRef<string>(undefined);
  useEffect(() => {
    if (focusNext.current === undefined) return;
    document.getElementById(focusNext.current)?.focus();
    focusNext.current = undefined;
  }, [rows]);
  const cellId = (row: number, field: string) => fieldId(`${path}.${row}.${field}`);
  const [first] = fields;

  const add = (index: number) => {
    focusNext.current = cellId(index, first?.name ?? '');
    onRows((now) => insertedAt(now, index, props.newRow()));
  };
  const remove = (index: number) => {
    const row = rows[index];
    if (row === undefined) return;
    focusNext.current =
      rows.length > 1 ? cellId(Math.min(index, rows.length - 2), first?.name ?? '') : fieldId(path);
    onRows((now) => now.filter(({ id }) => id !== row.id));
    offerUndo(t('registration.grid.removed', { row: index + 1 }), t('app.undo'), () =>
      onRows((now) => insertedAt(now, index, row)),
    );
  };
  const change = (index: number, field: string, value: string) =>
    onRows((now) => {
      const row = now[index];
      if (row === undefined) return [...now];
      const next = { ...row, [field]: value };
      return replaced(now, index, props.follow?.(next, field) ?? next);
    });
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, index: number) => {
    if (readOnly) return;
    if (event.ctrlKey && event.key === 'Delete') {
      event.preventDefault();
      remove(index);
      return;
    }
    // A list of codes that is open takes Enter for itself.
    if (event.key !== 'Enter' || event.defaultPrevented || event.ctrlKey || event.altKey) return;
    const cells = [...(box.current?.querySelectorAll('input') ?? [])];
    const at = cells.findIndex((cell) => cell === event.target);
    if (at === -1) return;
    event.preventDefault();
    const next = cells[at + 1];
    if (next === undefined) add(rows.length);
    else next.focus();
  };
  const onPaste = (event: ClipboardEvent<HTMLElement>, index: number) => {
    const { target } = event;
    const start = fields.find(
      ({ name }) => target instanceof HTMLElement && target.id === cellId(index, name),
    );
    const cells = start === undefined ? undefined : parseCells(event.clipboardData.getData('text/plain'));
    if (readOnly || start === undefined || cells === undefined) return;
    event.preventDefault();
    const pasted = pasteRows(rows, { index, start: start.name }, cells, fields, props.newRow);
    if (pasted === undefined) return;
    for (const [entry, text] of pasted.unread) texts.put(entry, text);
    onRows(() => pasted.rows);
    offerUndo(t('registration.grid.pasted', { count: pasted.added.length + 1 }), t('app.undo'), () =>
      onRows((now) =>
        now
          .filter(({ id }) => !pasted.added.includes(id))
          .map((row) => (row.id === pasted.replaced.id ? pasted.replaced : row)),
      ),
    );
    if (pasted.cut > 0) notifyWarning(t('registration.grid.cut', { count: pasted.cut }));
  };
  const own = all ? issues.filter((issue) => issue.path === path) : [];
  const known = new Set(standing?.map(({ id }) => id));
  const kept = new Set(rows.map(({ id }) => id));
  const out = (standing ?? []).filter(({ id }) => !kept.has(id));
  const columns = `44px ${props.widths.map((width) => `minmax(0, ${width}fr)`).join(' ')} 44px`;
  return (
    <section className="form-section" id={fieldId(path)} tabIndex={-1} aria-label={words.heading}>
      <h2>
        {words.heading} <span className="required-mark">*</span>
      </h2>
      {rows.length === 0 ? (
        <p className="quiet">{words.none}</p>
      ) : (
        <div className="row-grid" ref={box}>
          <div className="row-grid-head" style={{ gridTemplateColumns: columns }} aria-hidden>
            <span>{t('registration.grid.order')}</span>
            {fields.map((field) => (
              <span key={field.name}>
                {field.label[language]}
                {field.required && <span className="required-mark"> *</span>}
              </span>
            ))}
            <span />
          </div>
          {rows.map((row, index) => (
            <div
              key={row.id}
              id={fieldId(`${path}.${index}`)}
              className="row-grid-row"
              role="group"
              tabIndex={-1}
              aria-label={t('draft.line.row', { row: index + 1 })}
              style={{ gridTemplateColumns: columns }}
              onKeyDown={(event) => onKeyDown(event, index)}
              onPaste={(event) => onPaste(event, index)}
            >
              <span className="row-grid-order figures">
                {index + 1}
                {standing !== undefined && !known.has(row.id) && (
                  <b className="badge" data-tone="good">
                    {t('registration.members.marks.added')}
                  </b>
                )}
              </span>
              {fields.map((field) => (
                <FormEntry
                  key={field.name}
                  field={field}
                  path={`${path}.${index}.${field.name}`}
                  entry={`${row.id}.${field.name}`}
                  label={t('registration.grid.cell', { label: field.label[language], row: index + 1 })}
                  value={valueOf(row, field.name)}
                  onChange={(value) => change(index, field.name, value)}
                />
              ))}
              {readOnly ? (
                <span />
              ) : (
                <ActionIcon
                  size={38}
                  variant="subtle"
                  color="seal"
                  aria-label={t('registration.grid.removeRow', { row: index + 1 })}
                  title={`${t('registration.grid.removeRow', { row: index + 1 })} (Ctrl+Delete)`}
                  onClick={() => remove(index)}
                >
                  <IconX size={20} />
                </ActionIcon>
              )}
            </div>
          ))}
        </div>
      )}
      {own.map((issue) => (
        <p key={issue.code} className="field-error" role="alert">
          {issue.message[language]}
        </p>
      ))}
      {out.length > 0 && (
        <div className="taken-out">
          <h3>{t('registration.grid.removedRows')}</h3>
          <ul>
            {out.map((row) => (
              <li key={row.id} className="row">
                <s>{props.nameOf(row)}</s>
                {!readOnly && (
                  <Button size="compact-md" variant="default" onClick={() => onRows((now) => [...now, row])}>
                    {t('registration.grid.bring')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
      {!readOnly && (
        <div className="row">
          <Button
            variant="default"
            leftSection={<IconPlus size={18} aria-hidden />}
            onClick={() => add(rows.length)}
          >
            {words.add}
          </Button>
          {props.extra}
          {rows.length > 0 && <span className="quiet small">{t('registration.grid.keys')}</span>}
        </div>
      )}
    </section>
  );
}
