import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TraceRow } from '#shared/contract/trace.ts';
import { TraceLine } from './TraceLine.tsx';
import { rowKey } from './trace-view.ts';

/** Height of a row with nothing unfolded, px. */
const usualHeight = 37;
const columns = ['when', 'call', 'took', 'answer', 'module', 'facts'] as const;
/** So near (px) to the end counts as being at it. */
const nearEnd = 60;

/** A timeline of any length: only the rows in sight are drawn. At its end it follows what comes. */
export function TraceTable({ rows }: { readonly rows: readonly TraceRow[] }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => usualHeight,
    overscan: 12,
    // The heading stays at the top of the box.
    paddingStart: usualHeight,
    scrollPaddingStart: usualHeight,
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : rowKey(row);
    },
  });
  const count = rows.length;
  useEffect(() => {
    if (atEnd.current && count > 0) virtualizer.scrollToIndex(count - 1);
  }, [count, virtualizer]);
  const toggle = (key: string) =>
    setUnfolded((before) => {
      const next = new Set(before);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  const last = unfolded.size > 0 ? [...unfolded].at(-1) : undefined;
  useEffect(() => {
    // What unfolds under the last row in sight must come into sight itself.
    const place = last === undefined ? null : document.querySelector(`[data-call="${CSS.escape(last)}"]`);
    place?.scrollIntoView({ block: 'nearest' });
  }, [last]);
  const items = virtualizer.getVirtualItems();
  return (
    <div className="sheet trace-table">
      <div
        ref={box}
        role="region"
        aria-label={t('trace.table')}
        className="trace-rows"
        tabIndex={0}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          atEnd.current = scrollHeight - scrollTop - clientHeight < nearEnd;
        }}
      >
        <div
          role="table"
          aria-label={t('trace.table')}
          aria-rowcount={count + 1}
          style={{ height: virtualizer.getTotalSize(), position: 'relative' }}
        >
          <div role="rowgroup" className="trace-head">
            <div role="row" aria-rowindex={1} className="trace-row">
              {columns.map((column) => (
                <span key={column} role="columnheader">
                  {t(`trace.${column}`)}
                </span>
              ))}
            </div>
          </div>
          {items.map(({ index, key, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const name = rowKey(row);
            return (
              <div
                key={key}
                role="rowgroup"
                ref={virtualizer.measureElement}
                data-index={index}
                data-call={name}
                className="trace-place"
                style={{ transform: `translateY(${start}px)` }}
              >
                <TraceLine
                  row={row}
                  index={index}
                  unfolded={unfolded.has(name)}
                  onToggle={() => {
                    // Who reads one call does not want to be carried on to the newest.
                    atEnd.current = false;
                    toggle(name);
                  }}
                />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
