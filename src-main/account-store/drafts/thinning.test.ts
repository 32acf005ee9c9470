import { expect, it } from 'vitest';
import { collapsible, type VersionFacts } from './thinning.ts';

/** Newest first: one edit every `every` seconds. */
function typing(count: number, every: number, change: Partial<VersionFacts> = {}): VersionFacts[] {
  const end = Date.parse('2026-05-26T10:00:00Z');
  return Array.from({ length: count }, (_, back) => ({
    id: count - back,
    at: new Date(end - back * every * 1000).toISOString(),
    by_name: 'Lan',
    cause: 'edit',
    step: 1,
    size: 2000,
    ...change,
  }));
}

it('leaves the newest fifty steps alone', () => {
  expect(collapsible(typing(50, 1), 2000)).toEqual([]);
});

it('keeps one version of each five minutes before those, through a whole day of steady typing', () => {
  let versions = typing(50, 1).slice(0, 0);
  const day = typing(8 * 3600, 1).toReversed();
  for (const version of day) {
    versions = [version, ...versions];
    const dropped = new Set(collapsible(versions.slice(0, 64), 2000));
    versions = versions.filter(({ id }) => !dropped.has(id));
  }
  expect(versions.length).toBeGreaterThan(50 + 90);
  expect(versions.length).toBeLessThan(50 + 110);
});

it('never drops what came from others, a merge, a decision or a losing copy', () => {
  for (const cause of ['received', 'merge', 'kept', 'restore', 'recovered', 'deleted']) {
    expect(collapsible(typing(64, 1, { cause }), 2000)).toEqual([]);
  }
  const turns = typing(64, 1).map((version, at) => ({ ...version, by_name: at % 2 === 0 ? 'Lan' : 'Minh' }));
  expect(collapsible(turns, 2000)).toEqual([]);
});

it('keeps only a few steps of a large content', () => {
  expect(collapsible(typing(40, 1), 300 * 1024).length).toBeGreaterThan(30);
});
