import { sql } from 'kysely';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startBackend, type Backend } from '#backend/server.ts';
import { openStore } from '#backend/store/open.ts';
import { databaseFor } from '#test/support/start-backend.ts';
import type { DvcttError } from '#shared/contract/errors.ts';

describe('a server whose database goes away', () => {
  let folder: string;
  let place: string;
  let backend: Backend;
  let operator: pg.Client;
  const lost = vi.fn<(failure: DvcttError) => void>();
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dvctt-lost-'));
    place = (await databaseFor(folder))!;
    // Its own name on its connections, so that the operator cuts off nobody else's.
    const url = new URL(place);
    url.searchParams.set('application_name', `lost-${process.pid}`);
    place = url.href;
    lost.mockClear();
    backend = await startBackend({ dataFolder: folder, port: 0, database: place, onStoreLost: lost });
    operator = new pg.Client({ connectionString: place, application_name: 'operator' });
    await operator.connect();
  });
  afterEach(async () => {
    await operator.end();
    await backend.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const schema = () => new URL(place).searchParams.get('options')!.split('=')[1]!;
  /** Ends connections of this server: those whose last query was about the lock, or all the others. */
  async function cut(which: 'lock' | 'pool'): Promise<number> {
    const { rowCount } = await operator.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = $1 and pid <> pg_backend_pid()
       and (query like '%dvctt.server%') = $2`,
      [`lost-${process.pid}`, which === 'lock'],
    );
    return rowCount ?? 0;
  }
  const health = () => fetch(`${backend.url}/api/v1/health`);

  it('fails the request that was under way with STORE_FAILED, and answers the next one', async () => {
    const slow = backend.store.transaction().execute(async (change) => {
      await change.insertInto('treasuries').values({ code: 'half', name: '' }).execute();
      await sql`select pg_sleep(30)`.execute(change);
    });
    const failed = slow.catch((cause: unknown) => cause);
    await expect
      .poll(
        async () =>
          (
            await operator.query(
              "select 1 from pg_stat_activity where query like '%pg_sleep(30)%' and pid <> pg_backend_pid()",
            )
          ).rowCount,
      )
      .toBe(1);
    expect(await cut('pool')).toBeGreaterThan(0);
    expect(await failed).toMatchObject({ code: 'STORE_FAILED' });
    expect((await health()).status).toBe(200);
    const rows = await backend.store
      .selectFrom('treasuries')
      .select('code')
      .where('code', '=', 'half')
      .execute();
    expect(rows).toEqual([]);
    expect(lost).not.toHaveBeenCalled();
  });

  it('ends with a clear failure when it is no longer the only server, and writes nothing more', async () => {
    expect(await cut('lock')).toBe(1);
    await expect.poll(() => lost.mock.calls.length).toBe(1);
    expect(lost.mock.calls[0]?.[0]).toMatchObject({ code: 'STORE_FAILED' });
    const answer = await health();
    expect(answer.status).toBe(500);
    expect(await answer.json()).toMatchObject({ failure: { code: 'STORE_FAILED' } });
    const write = () => backend.store.insertInto('treasuries').values({ code: 'late', name: '' }).execute();
    await expect(write()).rejects.toMatchObject({ code: 'STORE_FAILED' });
    // The next one may start at once.
    const next = await startBackend({ dataFolder: join(folder, 'next'), port: 0, database: place });
    expect((await fetch(`${next.url}/api/v1/health`)).status).toBe(200);
    await next.close();
  });

  it('is stopped at its next write when another has taken over while its own line looked whole', async () => {
    await operator.query(
      `update ${operator.escapeIdentifier(schema())}.store_version set server = 'another'`,
    );
    const write = () =>
      backend.store
        .transaction()
        .execute((change) => change.insertInto('treasuries').values({ code: 'late', name: '' }).execute());
    await expect(write()).rejects.toMatchObject({ code: 'STORE_FAILED' });
    expect(lost).toHaveBeenCalledOnce();
    const { rows } = await operator.query("select code from treasuries where code = 'late'");
    expect(rows).toEqual([]);
  });

  it('shares the database with a command, whose writes wait for the server’s', async () => {
    const command = await openStore(place);
    const order: string[] = [];
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const first = backend.store.transaction().execute(async () => {
      order.push('server');
      await held;
      order.push('server is done');
    });
    await expect.poll(() => order).toEqual(['server']);
    const second = command.transaction().execute(() => {
      order.push('command');
      return Promise.resolve();
    });
    // Reading waits for nobody.
    await command.selectFrom('treasuries').selectAll().limit(1).execute();
    release();
    await Promise.all([first, second]);
    expect(order).toEqual(['server', 'server is done', 'command']);
    await command.destroy();
  });

  it('names neither password nor user when it cannot be reached', async () => {
    const url = 'postgres://dvctt:mat-khau-bi-mat@127.0.0.1:1/kho?application_name=x';
    const failure: unknown = await openStore(url).catch((cause: unknown) => cause);
    expect(failure).toMatchObject({
      code: 'STORE_FAILED',
      details: { database: 'postgres://127.0.0.1:1/kho' },
    });
    expect(JSON.stringify((failure as DvcttError).toFailure())).not.toMatch(/bi-mat|dvctt:/);
  });
});
