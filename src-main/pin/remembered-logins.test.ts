import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DvcttError } from '#shared/contract/errors.ts';
import type { CoreEvent } from '#shared/contract/ipc.ts';
import type { SigningSession } from '../tokens/token-service.ts';
import { idleLogin, RememberedLogins } from './remembered-logins.ts';

const thumbprint = 'a'.repeat(64);
const certificateId = `CARD1:${thumbprint}`;
const lan = { certificateId, owner: 'Nguyễn Thị Lan', username: 'lan' };

/** A session of which only the end is looked at. */
class WatchedSession implements SigningSession {
  closed = 0;
  readonly #end = new AbortController();
  readonly over = this.#end.signal;
  sign(): Promise<Uint8Array> {
    return Promise.reject(new Error('nothing is signed here'));
  }
  close(): Promise<void> {
    this.closed += 1;
    return Promise.resolve();
  }
  pull(): void {
    this.#end.abort(new DvcttError('TOKEN_REMOVED'));
  }
}

let logins: RememberedLogins;
let events: CoreEvent[];

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-22T08:00:00Z') });
  events = [];
  logins = new RememberedLogins({ now: () => new Date(), emit: (event) => events.push(event) });
});
afterEach(() => vi.useRealTimers());

/** A person has entered the PIN once, and the first job is through. */
async function remembered(login = lan): Promise<WatchedSession> {
  const session = new WatchedSession();
  await logins.keeper(login)(session).giveBack();
  return session;
}

describe('a remembered login', () => {
  it('is the same session for the next job with that certificate, and stays open in between', async () => {
    const session = await remembered();
    const use = await logins.take(certificateId, 'lan');
    expect(use?.session).toBe(session);
    await use?.giveBack();
    expect((await logins.take(certificateId, 'lan'))?.session).toBe(session);
    expect(session.closed).toBe(0);
  });

  it('is not inherited by another person, and ends when one tries', async () => {
    const session = await remembered();
    expect(await logins.take(certificateId, 'minh')).toBeUndefined();
    expect(session.closed).toBe(1);
    expect(await logins.take(certificateId, 'lan')).toBeUndefined();
  });

  it('serves no other certificate of the same token', async () => {
    await remembered();
    expect(await logins.take(`CARD1:${'b'.repeat(64)}`, 'lan')).toBeUndefined();
  });

  it('ends after five minutes without use, and not before', async () => {
    const session = await remembered();
    await vi.advanceTimersByTimeAsync(idleLogin - 1);
    expect(session.closed).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(session.closed).toBe(1);
    expect(logins.view().logins).toEqual([]);
  });

  it('lives five minutes more after each use, and any time while a long batch uses it', async () => {
    const session = await remembered();
    await vi.advanceTimersByTimeAsync(idleLogin - 1);
    const use = await logins.take(certificateId, 'lan');
    await vi.advanceTimersByTimeAsync(3 * idleLogin);
    expect(session.closed).toBe(0);
    await use?.giveBack();
    await vi.advanceTimersByTimeAsync(idleLogin - 1);
    expect(session.closed).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(session.closed).toBe(1);
  });

  it('is over on a machine that slept past its time, though no timer has run', async () => {
    const session = await remembered();
    vi.setSystemTime(Date.now() + idleLogin);
    expect(await logins.take(certificateId, 'lan')).toBeUndefined();
    expect(session.closed).toBe(1);
  });

  it('ends at once when the token is pulled out', async () => {
    const session = await remembered();
    session.pull();
    expect(logins.view().logins).toEqual([]);
    expect(session.closed).toBe(1);
    expect(await logins.take(certificateId, 'lan')).toBeUndefined();
  });

  it('ends with everything when the screen is locked, the person leaves or says so', async () => {
    const session = await remembered();
    await logins.forgetAll();
    expect(session.closed).toBe(1);
    expect(await logins.take(certificateId, 'lan')).toBeUndefined();
  });

  it('lets a running batch end when the screen is locked in the middle, and is closed with it', async () => {
    const session = await remembered();
    const use = await logins.take(certificateId, 'lan');
    await logins.forgetAll();
    expect(session.closed).toBe(0);
    expect(await logins.take(certificateId, 'lan')).toBeUndefined();
    await use?.giveBack();
    expect(session.closed).toBe(1);
    expect(await logins.take(certificateId, 'lan')).toBeUndefined();
  });

  it('is not kept when the screen was locked while the token still compared the PIN', async () => {
    const keep = logins.keeper(lan);
    await logins.forgetAll();
    const session = new WatchedSession();
    await keep(session).giveBack();
    expect(session.closed).toBe(1);
    expect(await logins.take(certificateId, 'lan')).toBeUndefined();
  });

  it('ends when a signature fails', async () => {
    const session = await remembered();
    const use = await logins.take(certificateId, 'lan');
    await use?.end();
    expect(session.closed).toBe(1);
    expect(await logins.take(certificateId, 'lan')).toBeUndefined();
  });

  it('is used by one job at a time', async () => {
    await remembered();
    await logins.take(certificateId, 'lan');
    expect(await logins.take(certificateId, 'lan')).toBeUndefined();
  });

  it('gives its token up for other work there, unless it is in use, and no other token', async () => {
    const here = await remembered();
    const elsewhere = await remembered({ ...lan, certificateId: `CARD2:${thumbprint}` });
    await logins.free('CARD1');
    expect([here.closed, elsewhere.closed]).toEqual([1, 0]);
    await logins.take(`CARD2:${thumbprint}`, 'lan');
    await logins.free('CARD2');
    expect(elsewhere.closed).toBe(0);
  });

  it('is told to the window when it begins and when it ends, with the time at which it ends by itself', async () => {
    await remembered();
    expect(events.at(-1)).toEqual({
      name: 'logins.changed',
      payload: { logins: [{ certificateId, owner: lan.owner, until: '2026-11-22T08:05:00.000Z' }] },
    });
    await logins.forgetAll();
    expect(events.at(-1)).toEqual({ name: 'logins.changed', payload: { logins: [] } });
  });

  it('does not survive the PIN being entered anew for the same certificate', async () => {
    const older = await remembered();
    const newer = await remembered();
    expect([older.closed, newer.closed]).toEqual([1, 0]);
    expect((await logins.take(certificateId, 'lan'))?.session).toBe(newer);
    expect(logins.view().logins).toHaveLength(1);
  });
});
