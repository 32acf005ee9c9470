import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TraceRow } from '#shared/contract/trace.ts';
import { TraceLine } from './TraceLine.tsx';
import { rowKey } from './trace-view.ts';

/** Height of a row with nothing unfolded, px. */
const usualHeight = 37;
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
  const items = virtualizer.getVirtualItems();
  return (
    <div role="table" aria-label={t('trace.table')} aria-rowcount={count + 1} className="sheet trace-table">
      <div role="rowgroup" className="trace-head">
        <div role="row" aria-rowindex={1} className="trace-row">
          {(['when', 'call', 'took', 'answer', 'module', 'facts'] as const).map((column) => (
            <span key={column} role="columnheader">
              {t(`trace.${column}`)}
            </span>
          ))}
        </div>
      </div>
      <div
        ref={box}
        role="rowgroup"
        className="trace-rows"
        tabIndex={0}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          atEnd.current = scrollHeight - scrollTop - clientHeight < nearEnd;
        }}
      >
        <div role="presentation" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
          {items.map(({ index, key, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const name = rowKey(row);
            return (
              <div
                key={key}
                role="presentation"
                ref={virtualizer.measureElement}
                data-index={index}
                className="trace-place"
                style={{ transform: `translateY(${start}px)` }}
              >
                <TraceLine
                  row={row}
                  index={index}
                  unfolded={unfolded.has(name)}
                  onToggle={() => toggle(name)}
                />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
