import { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Backend } from '#backend/server.ts';
import { startBackend } from '#test/support/start-backend.ts';
import { HttpPerson } from './support/http-person.ts';
import { nextCode } from './support/sample-dossier.ts';
import { codesOf, draftsOf, SyncMachine } from './support/sync-machine.ts';
import { passwords } from './support/test-backend.ts';

const day = 86_400_000;

// A backup here is a copy of SQLite's file, so PostgreSQL's round leaves this file out (vitest.config.ts).
describe('a server that is put back from yesterday’s backup of its folder (SQLite)', () => {
  let folder: string;
  let clock: number;
  let backend: Backend | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dvctt-restore-'));
    clock = Date.now();
  });
  afterEach(async () => {
    await backend?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const data = () => join(folder, 'data');
  async function start(): Promise<SyncMachine> {
    backend = await startBackend({
      dataFolder: data(),
      port: 0,
      demo: true,
      demoPasswords: passwords,
      now: () => new Date(clock),
    });
    return new SyncMachine(await HttpPerson.signIn(backend.url, 'ktv.songlo', passwords['ktv.songlo']));
  }
  async function stop(): Promise<void> {
    await backend?.close();
    backend = undefined;
  }
  async function backUp(): Promise<void> {
    await stop();
    cpSync(data(), join(folder, 'backup'), { recursive: true });
  }
  async function putBack(): Promise<SyncMachine> {
    await stop();
    rmSync(data(), { recursive: true });
    renameSync(join(folder, 'backup'), data());
    return start();
  }

  it('says from where on its memory is gone, and takes back what it lost', async () => {
    const [kept, lost] = [nextCode(), nextCode()];
    let ha = await start();
    await ha.push(ha.save(kept, 0, 'trước sao lưu'));
    const atBackup = (await ha.pull()).cursor;
    await backUp();
    ha = await start();
    await ha.push(ha.save(kept, 1, 'sau sao lưu'), ha.save(lost, 0, 'mới'));
    const afterwards = await ha.pull(atBackup);
    expect(codesOf(afterwards.changes)).toEqual([kept, lost]);
    const [keptSequence = 0] = draftsOf(afterwards.changes).map(({ sequence }) => sequence);

    ha = await putBack();
    // The server writes on, so that its sequence passes the lost ones: the cursor must not look valid again.
    for (let count = 0; count < 10; count += 1) await ha.push(ha.save(nextCode(), 0, 'sau khi khôi phục'));
    const page = await ha.pullOnce(afterwards.cursor);
    expect(page.changes).toEqual([]);
    expect(page.resyncRequired?.lostAfter).toBeLessThan(keptSequence);
    expect(page.resyncRequired?.lostAfter).toBeGreaterThan(0);
    const all = await ha.pull(page.cursor);
    expect(codesOf(all.changes)).toContain(kept);
    expect(codesOf(all.changes)).not.toContain(lost);
    // Whoever saw nothing of what was lost goes on as if nothing had been.
    expect((await ha.pull(atBackup)).changes).toHaveLength(10);
    // The client brings it back; another who does so too meets it and merges.
    expect(await ha.told(ha.save(lost, 0, 'mới', { cause: 'recovered' }))).toBe('applied 1');
    expect(await ha.told(ha.save(lost, 0, 'mới', { cause: 'recovered' }))).toBe('conflict 1 open');
    expect(await ha.told(ha.save(kept, 2, 'sau sao lưu'))).toBe('VERSION_UNKNOWN');
  });

  it('is noticed also by cursors of runs that the backup has never heard of', async () => {
    let ha = await start();
    await ha.push(ha.save(nextCode(), 0, 'trước'));
    await backUp();
    for (let restarts = 0; restarts < 3; restarts += 1) {
      ha = await start();
      await ha.push(ha.save(nextCode(), 0, 'sau'));
      await stop();
    }
    ha = await start();
    const { cursor } = await ha.pull();
    ha = await putBack();
    await ha.push(ha.save(nextCode(), 0, 'sau khi khôi phục'));
    await stop();
    ha = await start();
    expect((await ha.pullOnce(cursor)).resyncRequired).toEqual({ lostAfter: 1 });
  });

  it('is not suspected when it merely restarts', async () => {
    let ha = await start();
    const first = nextCode();
    await ha.push(ha.save(first, 0, 'một'));
    const { cursor } = await ha.pull();
    for (let restarts = 0; restarts < 3; restarts += 1) {
      await stop();
      ha = await start();
    }
    await ha.push(ha.save(first, 1, 'hai'));
    expect(codesOf((await ha.pull(cursor)).changes)).toEqual([first]);
  });

  it('or that has purged old tombstones has a machine that was away for longer start anew', async () => {
    const [gone, stays] = [nextCode(), nextCode()];
    let ha = await start();
    await ha.push(ha.save(gone, 0, 'một'), ha.save(stays, 0, 'một'));
    const away = (await ha.pull()).cursor;
    await ha.push(ha.deletion(gone, 1));
    const recent = (await ha.pull()).cursor;
    await stop();
    clock += 91 * day;
    ha = await start();
    const page = await ha.pullOnce(away);
    expect(page).toMatchObject({ changes: [], resyncRequired: {} });
    expect(page.resyncRequired?.lostAfter).toBeUndefined();
    expect(codesOf((await ha.pull(page.cursor)).changes)).toEqual([stays]);
    expect((await ha.pull(recent)).changes).toEqual([]);
    expect(await ha.told(ha.save(gone, 2, 'muộn'))).toBe('VERSION_UNKNOWN');
  });

  it('leaves out of a first pull what was deleted before it, and not what is deleted while it goes on', async () => {
    const codes = Array.from({ length: 6 }, () => nextCode());
    const ha = await start();
    await ha.push(...codes.map((code) => ha.save(code, 0, 'một')));
    await ha.push(ha.deletion(codes[0] ?? '', 1));
    const first = await ha.pullOnce(undefined, 2);
    expect(codesOf(first.changes)).toEqual([codes[1], codes[2]]);
    await ha.push(ha.deletion(codes[1] ?? '', 1), ha.deletion(codes[4] ?? '', 1));
    const rest = await ha.pull(first.cursor, 1);
    expect(draftsOf(rest.changes).map(({ code, state }) => `${codes.indexOf(code)} ${state}`)).toEqual([
      '3 open',
      '5 open',
      '1 deleted',
      '4 deleted',
    ]);
  });
});
