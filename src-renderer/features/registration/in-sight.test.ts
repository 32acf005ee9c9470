import { describe, expect, it } from 'vitest';
import { isInSight } from './in-sight.ts';

const sight = (height: number, of: number, isIntersecting = true) => ({
  isIntersecting,
  intersectionRatio: height / of,
  intersectionRect: { height },
  rootBounds: { height: 700 },
});

describe('a paper', () => {
  it('is in sight when half of it, or much of the window, shows it', () => {
    expect(isInSight(sight(60, 100))).toBe(true);
    expect(isInSight(sight(300, 4000))).toBe(true);
  });

  it('is not when only its edge shows, or nothing', () => {
    expect(isInSight(sight(40, 500))).toBe(false);
    expect(isInSight(sight(0, 500, false))).toBe(false);
  });
});
