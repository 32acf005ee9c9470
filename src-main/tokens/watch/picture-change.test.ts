import { describe, expect, it } from 'vitest';
import type { PcscPicture } from '#shared/contract/pcsc-host.ts';
import { pictureChange } from './picture-change.ts';

type Reader = PcscPicture['readers'][number];
const reader = (name: string, card: Reader['card'], events: number): Reader => ({ name, card, events });
const running = (...readers: readonly Reader[]): PcscPicture => ({
  service: 'running',
  readers: [...readers],
});

describe('between two pictures', () => {
  it('a card that came or went is told by its reader', () => {
    const empty = running(reader('R', 'none', 0));
    const full = running(reader('R', 'present', 1));
    expect(pictureChange(empty, full)).toEqual({ left: [], came: ['R'], changed: true });
    expect(pictureChange(full, running(reader('R', 'none', 2)))).toEqual({
      left: ['R'],
      came: [],
      changed: true,
    });
  });

  it('a swap that nobody saw is out and in', () => {
    const swapped = pictureChange(running(reader('R', 'present', 1)), running(reader('R', 'present', 3)));
    expect(swapped).toEqual({ left: ['R'], came: ['R'], changed: true });
  });

  it('a reader that was unplugged has taken its card along, and an empty one has not', () => {
    expect(pictureChange(running(reader('R', 'present', 1)), running()).left).toEqual(['R']);
    expect(pictureChange(running(reader('R', 'none', 0)), running()).left).toEqual([]);
  });

  it('a service that stops says nothing about its cards', () => {
    const stopped: PcscPicture = { service: 'stopped', readers: [] };
    expect(pictureChange(running(reader('R', 'present', 1)), stopped)).toEqual({
      left: [],
      came: [],
      changed: true,
    });
    expect(pictureChange(undefined, undefined).changed).toBe(false);
  });
});
