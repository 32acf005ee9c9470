import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import {
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
} from 'react';
import type { ListPlace } from './list-view.ts';
import { rowAfter } from './row-keys.ts';

/** Height of a row with a title of one line, px. */
const usualHeight = 49;
/** The box of the page that scrolls; see App. */
const scroller = () => document.getElementById('main');

/** The number of the row in which this stands. */
export function rowOf(target: EventTarget): number | undefined {
  const row =
    target instanceof Element ? target.closest<HTMLElement>('tr[data-index]')?.dataset['index'] : undefined;
  return row === undefined ? undefined : Number(row);
}

/** A row to draw, and the empty space (px) before it. */
export interface DrawnRow {
  readonly index: number;
  readonly space: number;
}

/** Which rows are drawn, how much space stands for the others, and moving by keys. */
export function useListScroll({
  table,
  found,
  question,
  place,
  onLeave,
}: {
  readonly table: RefObject<HTMLTableElement | null>;
  readonly found: number;
  /** Another question starts at the top again. */
  readonly question: string;
  readonly place: ListPlace | undefined;
  readonly onLeave: (place: ListPlace) => void;
}) {
  const wanted = useRef<number>(undefined);
  const [margin, setMargin] = useState(0);
  /** Of the heading that stays in sight. */
  const [heading, setHeading] = useState(0);
  const [focused, setFocused] = useState<number>();
  const virtualizer = useVirtualizer<HTMLElement, HTMLTableRowElement>({
    count: found,
    getScrollElement: scroller,
    estimateSize: () => usualHeight,
    overscan: 8,
    scrollMargin: margin,
    scrollPaddingStart: heading,
    initialOffset: place?.top ?? 0,
    initialMeasurementsCache: place?.heights ?? [],
    // The row that has the focus stays drawn when it is scrolled away: a removed one would lose it.
    rangeExtractor: (range: Range) => {
      const rows = defaultRangeExtractor(range);
      if (focused === undefined || focused >= found || rows.includes(focused)) return rows;
      return [...rows, focused].sort((a, b) => a - b);
    },
  });

  // What stands above the table comes and goes: the virtual rows must know where they begin.
  useLayoutEffect(() => {
    const box = scroller();
    const body = table.current?.tBodies[0];
    if (box === null || body === undefined) return;
    const look = () => {
      setMargin(
        Math.round(body.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop),
      );
      setHeading(table.current?.tHead?.offsetHeight ?? 0);
    };
    look();
    const watcher = new ResizeObserver(look);
    watcher.observe(box);
    const page = box.firstElementChild;
    if (page !== null) watcher.observe(page);
    return () => watcher.disconnect();
  }, [table]);

  const leave = useEffectEvent(() =>
    onLeave({ top: virtualizer.scrollOffset ?? 0, heights: virtualizer.takeSnapshot() }),
  );
  useLayoutEffect(() => () => leave(), []);

  const comeBack = useEffectEvent(() => {
    const box = scroller();
    if (box !== null && place !== undefined) box.scrollTop = place.top;
  });
  useLayoutEffect(() => comeBack(), []);

  const asked = useRef(question);
  useLayoutEffect(() => {
    if (asked.current === question) return;
    asked.current = question;
    const box = scroller();
    if (box !== null) box.scrollTop = Math.min(box.scrollTop, Math.max(0, margin - heading));
  }, [question, margin, heading]);

  const focusRow = (index: number): boolean => {
    const link = table.current?.querySelector<HTMLElement>(`tr[data-index="${index}"] a`);
    link?.focus({ preventScroll: true });
    return link != null;
  };
  // A row far away is drawn, and its page read, before it can take the focus.
  useEffect(() => {
    if (wanted.current !== undefined && focusRow(wanted.current)) wanted.current = undefined;
  });

  const goTo = (next: number) => {
    virtualizer.scrollToIndex(next);
    setFocused(next);
    if (!focusRow(next)) wanted.current = next;
  };
  const items = virtualizer.getVirtualItems();
  let end = margin;
  const rows: DrawnRow[] = items.map((item) => {
    const space = item.start - end;
    end = item.end;
    return { index: item.index, space };
  });
  return {
    rows,
    below: virtualizer.getTotalSize() + margin - end,
    measure: virtualizer.measureElement,
    onFocus: ({ target }: FocusEvent) => {
      setFocused(rowOf(target));
    },
    onBlur: () => setFocused(undefined),
    onKeyDown: (event: KeyboardEvent) => {
      const row = rowOf(event.target);
      if (row === undefined) return;
      const next = rowAfter(event, row, found);
      if (next === undefined) return;
      event.preventDefault();
      goTo(next);
    },
    /** Brings a row into sight and gives it the focus. */
    goTo,
  };
}
