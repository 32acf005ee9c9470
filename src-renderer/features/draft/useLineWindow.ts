import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { VoucherLine } from '#shared/domain/vouchers/voucher.ts';

/** So many lines are all drawn: the browser finds words in them, and nothing ever moves. */
const allDrawn = 60;
/** Heights (px) of a line with nothing below it: in one row, and in two where the list is narrower than `narrow`. */
const heights = { plain: 51, tall: 101, narrow: 800 } as const;

export interface ShownLine {
  readonly index: number;
  /** Room (px) of the lines above it that are not drawn. */
  readonly gap: number;
}

/** Which lines are drawn: those in sight, the one in use, and one that somebody is being led to. */
export function useLineWindow({
  lines,
  tall,
  kept,
  leadTo,
}: {
  readonly lines: readonly VoucherLine[];
  readonly tall: boolean;
  readonly kept: number | undefined;
  readonly leadTo: number | undefined;
}) {
  const list = useRef<HTMLDivElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  const rangeExtractor = useCallback(
    (range: Range) => {
      if (range.count <= allDrawn) return Array.from({ length: range.count }, (_, index) => index);
      const drawn = new Set(defaultRangeExtractor(range));
      for (const one of [kept, leadTo]) if (one !== undefined && one < range.count) drawn.add(one);
      return [...drawn].sort((a, b) => a - b);
    },
    [kept, leadTo],
  );
  const virtualizer = useVirtualizer<HTMLElement, HTMLDivElement>({
    count: lines.length,
    getScrollElement: () => document.getElementById('main'),
    estimateSize: () =>
      tall && (list.current?.clientWidth ?? heights.narrow) < heights.narrow ? heights.tall : heights.plain,
    getItemKey: (index) => lines[index]?.id ?? index,
    overscan: 12,
    scrollMargin,
    rangeExtractor,
  });
  // What stands above the lines comes and goes, so it is measured after every drawing; a setting that changes nothing
  // ends it.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  useLayoutEffect(() => {
    const main = document.getElementById('main');
    if (list.current === null || main === null) return;
    const top = list.current.getBoundingClientRect().top - main.getBoundingClientRect().top + main.scrollTop;
    if (Math.abs(top - scrollMargin) > 2) setScrollMargin(top);
  });
  const items = virtualizer.getVirtualItems();
  let end = scrollMargin;
  const shown = items.map((item): ShownLine => {
    const gap = item.start - end;
    end = item.end;
    return { index: item.index, gap };
  });
  return {
    list,
    shown,
    /** Room (px) of the lines below the last one. */
    below: items.length === 0 ? 0 : virtualizer.getTotalSize() - (end - scrollMargin),
    measure: virtualizer.measureElement,
  };
}
