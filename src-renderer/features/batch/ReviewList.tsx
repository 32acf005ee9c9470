import { useVirtualizer } from '@tanstack/react-virtual';
import { IconEye } from '@tabler/icons-react';
import { Fragment, useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { BatchEntry } from '#shared/contract/batch.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import { entryKey, isLookedAt, totalOf, type BatchDesk, type ReviewGroup } from './batch-desk.ts';
import { entryForm, entryLine, entryTitle } from './entry-words.ts';

type Row =
  | { readonly kind: 'dossier'; readonly group: ReviewGroup }
  | { readonly kind: 'entry'; readonly entry: BatchEntry };

/** Heights (px) before they are measured. */
const usualHeight = { dossier: 52, entry: 62 } as const;
/** Rows that Page Up and Page Down pass over. */
const page = 10;

interface ListProps {
  readonly groups: readonly ReviewGroup[];
  readonly desk: BatchDesk;
  readonly current: BatchEntry | undefined;
  readonly onChoose: (entry: BatchEntry) => void;
  readonly onTick: (entries: readonly BatchEntry[], signed: boolean) => void;
}

/** Dossier by dossier, each with its sum; only the rows in sight are drawn. The arrows lead through the vouchers. */
export function ReviewList({ groups, desk, current, onChoose, onTick }: ListProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const rows: readonly Row[] = groups.flatMap((group): Row[] => [
    { kind: 'dossier', group },
    ...group.shown.map((entry): Row => ({ kind: 'entry', entry })),
  ]);
  const entries = groups.flatMap(({ shown }) => shown);
  const at = rows.findIndex((row) => row.kind === 'entry' && row.entry === current);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => usualHeight[rows[index]?.kind ?? 'entry'],
    overscan: 6,
  });
  const currentKey = current === undefined ? '' : entryKey(current);
  useEffect(() => {
    if (at >= 0) virtualizer.scrollToIndex(at);
    // The row follows the choice, not every drawing of the list.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [currentKey]);
  const isTicked = (entry: BatchEntry) => !desk.unticked.has(entryKey(entry));
  const goTo = (place: number) => {
    const next = entries[Math.min(entries.length - 1, Math.max(0, place))];
    if (next !== undefined) onChoose(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target !== event.currentTarget) return;
    const place = current === undefined ? -1 : entries.indexOf(current);
    const acts: Readonly<Record<string, () => void>> = {
      ArrowDown: () => goTo(place + 1),
      ArrowUp: () => goTo(place - 1),
      PageDown: () => goTo(place + page),
      PageUp: () => goTo(place - page),
      Home: () => goTo(0),
      End: () => goTo(entries.length - 1),
      ' ': () => current !== undefined && onTick([current], !isTicked(current)),
    };
    const act = acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  const signed = entries.filter(isTicked).length;
  const items = virtualizer.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <>
      <label className="review-all">
        <input
          type="checkbox"
          checked={signed === entries.length && entries.length > 0}
          ref={(input) => {
            if (input !== null) input.indeterminate = signed > 0 && signed < entries.length;
          }}
          onChange={(event) => onTick(entries, event.currentTarget.checked)}
        />
        {t('batch.tickAll')}
      </label>
      {/* One stop of the Tab key; the arrows move the choice within it, as in a grid. */}
      <div
        ref={box}
        className="review-list"
        role="grid"
        aria-label={t('batch.entries')}
        aria-activedescendant={at >= 0 ? `review-${at}` : undefined}
        aria-multiselectable
        aria-rowcount={rows.length}
        tabIndex={0}
        data-autofocus
        onKeyDown={onKeyDown}
      >
        <div style={{ height: before }} aria-hidden />
        {items.map(({ index }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <Fragment key={index}>
              <div ref={virtualizer.measureElement} data-index={index} role="presentation">
                {row.kind === 'dossier' ? (
                  <DossierHead row={index + 1} group={row.group} isTicked={isTicked} onTick={onTick} />
                ) : (
                  <EntryRow
                    id={`review-${index}`}
                    row={index + 1}
                    entry={row.entry}
                    current={row.entry === current}
                    ticked={isTicked(row.entry)}
                    opened={desk.opened.has(entryKey(row.entry))}
                    looked={isLookedAt(row.entry, desk)}
                    onChoose={() => {
                      onChoose(row.entry);
                      box.current?.focus({ preventScroll: true });
                    }}
                    onTick={(next) => onTick([row.entry], next)}
                  />
                )}
              </div>
            </Fragment>
          );
        })}
        <div style={{ height: Math.max(0, after) }} aria-hidden />
      </div>
    </>
  );
}

function DossierHead({
  row,
  group,
  isTicked,
  onTick,
}: {
  /** From 1 on. */
  readonly row: number;
  readonly group: ReviewGroup;
  readonly isTicked: (entry: BatchEntry) => boolean;
  readonly onTick: ListProps['onTick'];
}) {
  const { t } = useTranslation();
  const { dossier, shown } = group;
  const signed = shown.filter(isTicked);
  const title = dossier.title === '' ? t('list.untitled') : dossier.title;
  return (
    <div className="review-dossier" role="row" aria-rowindex={row}>
      <span className="tick" role="gridcell">
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={t('batch.tickDossier', { title })}
          checked={signed.length === shown.length}
          ref={(input) => {
            if (input !== null) input.indeterminate = signed.length > 0 && signed.length < shown.length;
          }}
          onChange={(event) => onTick(shown, event.currentTarget.checked)}
        />
      </span>
      <span className="grow" role="gridcell">
        <b>{title}</b>
        <span className="quiet small figures">
          {' '}
          {dossier.code} · {t('batch.inDossier', { count: group.entries.length })}
        </span>
      </span>
      <b className="figures" role="gridcell">
        {formatDong(totalOf(signed))}
      </b>
    </div>
  );
}

const tones = { new: 'info', changed: 'warn', seen: 'plain' } as const;

function EntryRow({
  id,
  row,
  entry,
  current,
  ticked,
  opened,
  looked,
  onChoose,
  onTick,
}: {
  readonly id: string;
  /** From 1 on. */
  readonly row: number;
  readonly entry: BatchEntry;
  readonly current: boolean;
  readonly ticked: boolean;
  readonly opened: boolean;
  readonly looked: boolean;
  readonly onChoose: () => void;
  readonly onTick: (ticked: boolean) => void;
}) {
  const { t } = useTranslation();
  return (
    <div
      id={id}
      className="review-entry"
      role="row"
      aria-rowindex={row}
      aria-selected={ticked}
      aria-current={current}
      data-looked={looked}
      data-ticked={ticked}
      onClick={onChoose}
    >
      <span className="tick" role="gridcell" onClick={(event) => event.stopPropagation()}>
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={t('batch.tickEntry', { name: entryLine(entry, t) })}
          checked={ticked}
          onChange={(event) => onTick(event.currentTarget.checked)}
        />
      </span>
      <span className="grow" role="gridcell">
        <span className="review-name">
          <b className="figures">{entryTitle(entry, t)}</b>{' '}
          <span className="quiet small">{entryForm(entry, t)}</span>
        </span>
        {entry.kind === 'voucher' && <span className="small review-payee">{entry.name}</span>}
      </span>
      <span className="review-side" role="gridcell">
        {entry.kind === 'voucher' && <span className="figures">{formatDong(entry.total)}</span>}
        <span className="row review-marks">
          {opened && (
            <span className="quiet" title={t('batch.opened')}>
              <IconEye size={16} aria-label={t('batch.opened')} />
            </span>
          )}
          <span className="badge" data-tone={tones[entry.seen]} title={t(`batch.markHint.${entry.seen}`)}>
            {t(`batch.mark.${entry.seen}`)}
          </span>
        </span>
      </span>
    </div>
  );
}
