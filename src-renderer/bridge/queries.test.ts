import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import type { SyncState } from '#shared/contract/sync/window.ts';
import type { User } from '#shared/contract/ipc.ts';
import { keys, noteSessionEnded, refreshAfter } from './queries.ts';

function filled(): QueryClient {
  const client = new QueryClient();
  for (const key of [
    keys.dossiers,
    keys.dossier('1'),
    keys.dossier('2'),
    keys.tokens,
    keys.certificates,
    keys.session,
  ])
    client.setQueryData(key, 'shown');
  return client;
}
const stale = (client: QueryClient) =>
  client
    .getQueryCache()
    .getAll()
    .filter((query) => query.state.isInvalidated)
    .map((query) => query.queryKey.join('/'));

describe('what an event makes stale on screen', () => {
  it('is the list and that dossier when one dossier changed', () => {
    const client = filled();
    refreshAfter({ name: 'dossiers.changed', payload: { code: '1' } }, client);
    expect(stale(client)).toEqual(['dossiers', 'dossier/1']);
  });

  it('is the list and every dossier when it is not said which', () => {
    const client = filled();
    refreshAfter({ name: 'dossiers.changed', payload: {} }, client);
    expect(stale(client)).toEqual(['dossiers', 'dossier/1', 'dossier/2']);
  });

  it('is the tokens and certificates when a token came or went, and everything when the core was restarted', () => {
    const client = filled();
    refreshAfter({ name: 'tokens.changed', payload: {} }, client);
    expect(stale(client)).toEqual(['tokens', 'certificates']);
    refreshAfter({ name: 'core.restarted', payload: {} }, client);
    expect(stale(client)).toHaveLength(6);
  });

  it('is fetched again after a first fetch that was under way, whose answer may be older than the event', async () => {
    const client = new QueryClient();
    let state = 'before';
    const answers: ((text: string) => void)[] = [];
    const list = new QueryObserver(client, {
      queryKey: keys.tokens,
      queryFn: () => new Promise<string>((resolve) => answers.push(resolve)),
    });
    const stop = list.subscribe(() => undefined);
    const old = state;
    state = 'after';
    refreshAfter({ name: 'tokens.changed', payload: {} }, client);
    answers[0]?.(old);
    await expect.poll(() => answers.length).toBe(2);
    answers[1]?.(state);
    await expect.poll(() => list.getCurrentResult().data).toBe('after');
    stop();
  });

  it('is every page of the list, however it was searched', () => {
    const client = new QueryClient();
    const page = keys.dossierPage({ query: 'dien', offset: 100 });
    client.setQueryData(page, 'shown');
    refreshAfter({ name: 'dossiers.changed', payload: { code: '1' } }, client);
    expect(client.getQueryState(page)?.isInvalidated).toBe(true);
  });

  it('is nothing but the queue when the line changes: its state came with the event', () => {
    const client = filled();
    client.setQueryData(keys.queue, 'shown');
    const state: SyncState = { line: 'offline', waiting: 2, setAside: 0, conflicts: 0 };
    refreshAfter({ name: 'sync.changed', payload: state }, client);
    expect(client.getQueryData(keys.sync)).toEqual(state);
    expect(stale(client)).toEqual(['queue']);
    refreshAfter({ name: 'sync.changed', payload: { ...state, line: 'live' } }, client);
    expect(stale(client)).toEqual(['queue']);
  });

  it('is the list too when something was sent: its rows carry the marks of what waits', () => {
    const client = filled();
    const state: SyncState = { line: 'live', waiting: 2, setAside: 0, conflicts: 0 };
    refreshAfter({ name: 'sync.changed', payload: state }, client);
    refreshAfter({ name: 'sync.changed', payload: { ...state, waiting: 0 } }, client);
    expect(stale(client)).toEqual(['dossiers']);
  });
});

const user: User = {
  username: 'ktv.songlo',
  name: 'Nguyễn Thị Lan',
  role: 'KTV',
  unitCode: '1001163',
  unitName: 'Đơn vị',
  treasuryCode: '2261',
  treasuryName: 'Kho bạc',
};

describe('the end of a session', () => {
  it('leaves nothing of the work on screen or in memory when access was revoked', () => {
    const client = filled();
    client.setQueryData(keys.session, { user });
    client.setQueryData(keys.sync, 'shown');
    refreshAfter(
      { name: 'session.ended', payload: { failure: { code: 'ACCESS_REVOKED', details: { unsent: 2 } } } },
      client,
    );
    expect(client.getQueryData(keys.session)).toEqual({ user: null });
    expect(client.getQueryData(keys.revoked)).toMatchObject({ code: 'ACCESS_REVOKED' });
    for (const key of [keys.dossiers, keys.dossier('1'), keys.sync])
      expect([key, client.getQueryData(key)]).toEqual([key, undefined]);
  });

  it('does not thrust a password dialog at one who is only reading or typing', () => {
    const client = new QueryClient();
    client.setQueryData(keys.session, { user });
    noteSessionEnded('documents.read', client);
    expect(client.getQueryData(keys.signInAgain)).toBeUndefined();
    expect(client.getQueryState(keys.session)?.isInvalidated).toBe(true);
    noteSessionEnded('dossiers.forward', client);
    expect(client.getQueryData(keys.signInAgain)).toBe(true);
  });
});
