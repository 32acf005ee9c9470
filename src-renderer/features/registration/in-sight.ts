import { useEffect, useEffectEvent, type RefObject } from 'react';

/** What an observer of intersections says about a paper. */
export type Sight = Pick<IntersectionObserverEntry, 'isIntersecting' | 'intersectionRatio'> & {
  readonly intersectionRect: { readonly height: number };
  /** The window's part in which papers are read. */
  readonly rootBounds: { readonly height: number } | null;
};

/** Whether somebody has it before them: half of it is in view, or it fills a good part of the window. */
export function isInSight({
  isIntersecting,
  intersectionRatio,
  intersectionRect,
  rootBounds,
}: Sight): boolean {
  if (!isIntersecting) return false;
  return intersectionRatio >= 0.5 || intersectionRect.height >= (rootBounds?.height ?? Infinity) * 0.4;
}

/** Calls `onSeen` once the element is before the person's eyes, not already when it lies drawn below the fold. */
export function useInSight(element: RefObject<HTMLElement | null>, drawn: boolean, onSeen: () => void): void {
  const seen = useEffectEvent(onSeen);
  useEffect(() => {
    if (!drawn || element.current === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(isInSight)) return;
        observer.disconnect();
        seen();
      },
      { threshold: [0, 0.1, 0.2, 0.3, 0.4, 0.5] },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [drawn, element]);
}
