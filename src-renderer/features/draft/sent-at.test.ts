import { describe, expect, it } from 'vitest';
import type { SyncState } from '#shared/contract/sync/window.ts';
import { sentAt } from './sent-at.ts';

const state = (line: SyncState['line'], syncedAt?: string): SyncState => ({
  line,
  waiting: 0,
  setAside: 0,
  conflicts: 0,
  ...(syncedAt === undefined ? {} : { syncedAt }),
});
const at = new Date('2026-11-22T03:40:00Z');
const heard = '2026-11-22T03:15:00.000Z';

describe('the time at which the work is said to have been sent', () => {
  it('is never later than the last word of the server while there is no line or no session', () => {
    expect(sentAt(at, state('offline', heard))).toEqual(new Date(heard));
    expect(sentAt(at, state('sign-in', heard))).toEqual(new Date(heard));
  });

  it('is the time of the save while there is a line, and an old save keeps its own', () => {
    expect(sentAt(at, state('live', heard))).toEqual(at);
    expect(sentAt(new Date('2026-11-22T03:00:00Z'), state('offline', heard))).toEqual(
      new Date('2026-11-22T03:00:00Z'),
    );
    expect(sentAt(at, undefined)).toEqual(at);
  });
});
