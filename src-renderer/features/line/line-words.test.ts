import { describe, expect, it } from 'vitest';
import type { SyncState } from '#shared/contract/sync/window.ts';
import { makeI18n } from '../../i18n/i18n.ts';
import { age, dayAndTime, lineNews, lineWords } from './line-words.ts';
import { held, holdFor } from './steady-line.ts';
import { inReadingOrder } from './reading-order.ts';
import { unsent, unsentParts } from './unsent.ts';

const { t } = makeI18n('vi');
// 10:32 in Hà Nội.
const now = new Date('2026-11-22T03:32:00Z');
const live: SyncState = {
  line: 'live',
  syncedAt: '2026-11-22T03:32:00.000Z',
  waiting: 0,
  setAside: 0,
  conflicts: 0,
};
const said = (changed: Partial<SyncState>) => {
  const { head, detail } = lineWords({ ...live, ...changed }, now, t);
  return [head, detail].filter((part) => part !== '').join(' ');
};

describe('the word on the line to the server', () => {
  it('tells when everything was last equal', () => {
    expect(said({})).toBe('Đã đồng bộ 10:32');
    expect(said({ syncedAt: '2026-11-21T10:20:00.000Z' })).toBe('Đã đồng bộ 17:20 hôm qua');
    expect(said({ waiting: 1 })).toBe('Đã đồng bộ 10:32 1 thay đổi chờ gửi');
  });

  it('tells the age of what is shown and what waits while there is no line', () => {
    expect(said({ line: 'offline', syncedAt: '2026-11-22T02:15:00.000Z', waiting: 3 })).toBe(
      'Mất mạng dữ liệu lúc 09:15 hôm nay · 3 thay đổi chờ gửi',
    );
    // Left out, as the core leaves it out for one who was never online here.
    const { syncedAt: _, ...never } = live;
    expect(lineWords({ ...never, line: 'offline' }, now, t).detail).toBe('chưa có dữ liệu từ máy chủ');
  });

  it('asks for the password only when it is needed, and says what for', () => {
    expect(said({ line: 'sign-in', waiting: 3 })).toBe('Cần đăng nhập lại để gửi 3 thay đổi');
    expect(said({ line: 'sign-in' })).toBe('Cần đăng nhập lại để nhận thay đổi mới');
  });

  it('puts a decision of the person before good news, and a lost line before both', () => {
    expect(said({ conflicts: 1 })).toBe('1 xung đột cần quyết định');
    expect(said({ setAside: 2 })).toBe('2 thay đổi cần xem máy chủ không nhận');
    expect(said({ line: 'offline', conflicts: 1 })).toBe('Mất mạng dữ liệu lúc 10:32 hôm nay · 1 xung đột');
  });

  it('counts on while a long first fetch runs', () => {
    expect(said({ line: 'syncing', progress: { done: 1200, total: 10000 } })).toBe(
      'Đang đồng bộ… 1.200/10.000',
    );
  });

  it('knows midnight of Vietnam, not of Greenwich', () => {
    const early = new Date('2026-11-21T17:30:00Z');
    expect(dayAndTime('2026-11-21T17:10:00Z', early, t)).toBe('00:10 hôm nay');
    expect(dayAndTime('2026-11-21T16:50:00Z', early, t)).toBe('23:50 hôm qua');
    expect(dayAndTime('2026-11-19T16:50:00Z', early, t)).toBe('23:50 19/11/2026');
  });

  it('speaks of age in minutes, hours and days, and of a clock that runs behind as of now', () => {
    expect(age('2026-11-22T03:31:40Z', now, t)).toBe('vừa xong');
    expect(age('2026-11-22T03:02:00Z', now, t)).toBe('30 phút trước');
    expect(age('2026-11-21T03:32:00Z', now, t)).toBe('24 giờ trước');
    expect(age('2026-11-12T03:32:00Z', now, t)).toBe('10 ngày trước');
    expect(age('2026-11-22T04:32:00Z', now, t)).toBe('vừa xong');
  });
});

describe('what a screen reader hears of the line', () => {
  it('is each real change once, and nothing while only times and counts move', () => {
    const offline: SyncState = { ...live, line: 'offline' };
    expect(lineNews(live, offline, t)).toContain('Mất mạng');
    expect(lineNews(offline, { ...offline, waiting: 4 }, t)).toBeUndefined();
    expect(lineNews(offline, live, t)).toContain('có mạng trở lại');
    expect(lineNews(live, { ...live, syncedAt: '2026-11-22T03:33:00.000Z' }, t)).toBeUndefined();
    expect(lineNews(live, { ...live, line: 'syncing' }, t)).toBeUndefined();
    expect(lineNews(live, { ...live, conflicts: 1 }, t)).toContain('xung đột');
  });
});

describe('the indicator', () => {
  it('does not flicker at each save, nor at each try of a line that is down', () => {
    expect(holdFor(live, { ...live, line: 'syncing', waiting: 1 })).toBeGreaterThan(0);
    const offline: SyncState = { ...live, line: 'offline' };
    expect(holdFor(offline, { ...live, line: 'syncing' })).toBeGreaterThan(1000);
    expect(held(offline, { ...live, line: 'syncing', waiting: 5 })).toMatchObject({
      line: 'offline',
      waiting: 5,
    });
  });

  it('shows a lost line, a long fetch and good news at once', () => {
    expect(holdFor(live, { ...live, line: 'offline' })).toBe(0);
    expect(holdFor(live, { ...live, line: 'syncing', progress: { done: 1, total: 9 } })).toBe(0);
    expect(holdFor({ ...live, line: 'offline' }, live)).toBe(0);
  });
});

describe('the queue', () => {
  it('shows what needs the person before what goes by itself', () => {
    const states = ['waiting', 'sending', 'conflict', 'set-aside', 'waiting'] as const;
    const changes = states.map((state, sequence) => ({ state, sequence }));
    expect(inReadingOrder(changes).map(({ sequence }) => sequence)).toEqual([3, 2, 1, 0, 4]);
  });

  it('counts for the one who leaves whatever is on this machine alone', () => {
    expect(unsent(undefined)).toBe(0);
    expect(unsent({ ...live, waiting: 3, conflicts: 1 })).toBe(3);
    expect(unsent({ ...live, setAside: 1, conflicts: 1 })).toBe(2);
    expect(unsent({ ...live, waiting: 2, setAside: 1, conflicts: 1 })).toBe(3);
  });

  it('promises to send by itself only what no choice and no refusal holds back', () => {
    const parts = unsentParts({ ...live, waiting: 3, conflicts: 1, setAside: 2 });
    expect(parts).toEqual({ going: 2, toChoose: 1, refused: 2 });
    expect(said({ line: 'sign-in', waiting: 1, conflicts: 1 })).not.toContain('để gửi');
  });
});
