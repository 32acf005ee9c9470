import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '#backend/store/open.ts';
import { startBackend } from '#backend/server.ts';
import { dvcttHere } from '#test/support/command-here.ts';
import { dvctt } from '#test/support/dvctt-command.ts';

interface Answer {
  username: string;
  password: string;
  expiresAt: string;
  whole: boolean;
  rows: number;
  head: { sequence: number; hash: string };
  broken?: { sequence: number; kind: string };
  officers: { username: string; oneTime: boolean; removedAt: string | null }[];
  error: { code: string; details: Record<string, string> };
}
// The documents are our own commands': what is missing shows as a failed expectation.
const json = (text: string) => JSON.parse(text) as Answer;

describe('officers and the audit log from the command line', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'dvctt-backend-cli-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const line = (...args: string[]) => ['backend', ...args, '--data', folder, '--json'];
  const backend = (...args: string[]) => dvcttHere(line(...args));
  const add = (username: string, treasury = '0010') =>
    backend('officer', 'add', '--username', username, '--name', 'Lê Văn Tám', '--treasury', treasury);
  const verify = (...more: string[]) => backend('audit', '--verify', ...more);

  it('makes no store where no server has run, and names the folder', async () => {
    for (const args of [
      ['officer', 'list'],
      ['audit', '--verify'],
    ]) {
      const refused = await backend(...args);
      expect([refused.code, json(refused.out).error]).toMatchObject([
        1,
        { code: 'STORE_MISSING', details: { folder: join(folder, 'backend') } },
      ]);
    }
    expect((await add('canbo.0010')).code).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('adds an officer once, with a password for one sign-in', async () => {
    await (await startBackend({ dataFolder: join(folder, 'backend'), port: 0 })).close();
    const added = await add('CanBo.0010');
    expect(added.code).toBe(0);
    const { username, password, expiresAt } = json(added.out);
    expect(username).toBe('canbo.0010');
    expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
    expect(json((await add('canbo.0010')).out).error.code).toBe('USERNAME_TAKEN');
    expect(json((await add('canbo.9999', '9999')).out).error.code).toBe('UNIT_UNKNOWN');
    const server = await startBackend({ dataFolder: join(folder, 'backend'), port: 0 });
    try {
      const row = await server.store
        .selectFrom('people')
        .selectAll()
        .where('username', '=', username)
        .execute();
      expect(row).toMatchObject([{ role: 'KBNN', must_change_password: 1, password_expires_at: expiresAt }]);
      expect(JSON.stringify(row)).not.toContain(password);
      const answer = await fetch(`${server.url}/api/v1/sessions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username, password }),
      });
      expect(answer.status).toBe(201);
      // A file belongs to its server alone; asked from another process.
      expect(json((await dvctt(line('audit', '--verify'))).out).error.code).toBe('STORE_IN_USE');
    } finally {
      await server.close();
    }
  });

  it('lists officers, gives a new one-time password that ends every session, and takes access back', async () => {
    const { username, password } = json((await add('canbo2.0010')).out);
    const signIn = async (url: string, secret: string) => {
      const answer = await fetch(`${url}/api/v1/sessions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username, password: secret }),
      });
      return answer.status;
    };
    const served = async <T>(work: (url: string, store: Store) => Promise<T>) => {
      const server = await startBackend({ dataFolder: join(folder, 'backend'), port: 0 });
      return work(server.url, server.store).finally(() => server.close());
    };
    expect(await served((url) => signIn(url, password))).toBe(201);
    const reset = await backend('officer', 'reset', '--username', 'CanBo2.0010');
    const next = json(reset.out).password;
    await served(async (url, store) => {
      const open = store.selectFrom('sessions').select('username').where('username', '=', username);
      expect(await open.execute()).toEqual([]);
      expect([await signIn(url, password), await signIn(url, next)]).toEqual([401, 201]);
    });
    const removed = await dvcttHere([
      ...['backend', 'officer', 'remove', '--username', username, '--data', folder],
    ]);
    expect(removed.out).toContain(`Đã thu hồi tài khoản cán bộ KBNN ${username} trong ${folder}`);
    expect(await served((url) => signIn(url, next))).not.toBe(201);
    expect((await backend('officer', 'reset', '--username', username)).code).toBe(64);
    expect((await backend('officer', 'remove', '--username', 'khong.ai')).code).toBe(64);
    const { officers } = json((await backend('officer', 'list')).out);
    expect(officers.map((each) => [each.username, each.removedAt === null])).toEqual([
      ['canbo.0010', true],
      [username, false],
    ]);
  });

  it('finds the log whole, then names the first row that was altered, missing or cut off', async () => {
    const whole = await verify();
    expect(whole.code).toBe(0);
    const { rows, head } = json(whole.out);
    expect(head.sequence).toBe(rows);
    // Two added, one reset and one removed.
    expect(rows).toBe(4);
    const written = `${head.sequence}:${head.hash}`;
    expect((await verify('--expect', written.slice(0, -3))).err).toContain('cần đủ 64 ký tự');
    expect((await verify('--expect', 'tào lao')).code).toBe(64);
    expect((await backend('audit')).code).toBe(64);

    // As somebody who owns the file can.
    const file = new Database(join(folder, 'backend', 'backend.db'));
    file.exec('drop trigger audit_no_update; drop trigger audit_no_delete');
    file.prepare('delete from audit where sequence = ?').run(rows);
    file.close();
    const cut = await verify('--expect', written);
    expect([cut.code, json(cut.out).broken]).toEqual([1, { sequence: rows, kind: 'missing' }]);
    const again = new Database(join(folder, 'backend', 'backend.db'));
    again.prepare("update audit set actor = 'nobody' where sequence = 1").run();
    again.close();
    const altered = await dvcttHere(['backend', 'audit', '--verify', '--data', folder]);
    expect(altered.code).toBe(1);
    expect(altered.out).toContain('Dòng 1');
    expect(altered.out).toContain('Row 1');
  });

  it('keeps a database’s password out of what it says, and refuses what is no address', async () => {
    const unreached = await dvcttHere([
      'backend',
      'audit',
      '--verify',
      '--database',
      'postgres://ai:bi-mat@127.0.0.1:1/kho',
      '--json',
    ]);
    expect(unreached.code).toBe(1);
    expect(json(unreached.out).error.code).toBe('STORE_FAILED');
    expect(unreached.out + unreached.err).not.toContain('bi-mat');
    const wrong = await dvcttHere([
      'backend',
      'audit',
      '--verify',
      '--database=mysql://ai:bi-mat@x/kho',
      '--json',
    ]);
    expect(wrong.code).toBe(64);
    expect(wrong.out + wrong.err).not.toContain('bi-mat');
  });

  it('refuses mail settings with which no letter would be right, before it serves anything', async () => {
    const smtp = ['--smtp', 'smtps://ai:bi-mat@mail.example.vn'];
    for (const [more, named] of [
      [[...smtp, '--mail-from', 'dvc@example.vn'], '--public-url'],
      [[...smtp, '--mail-from', 'tào lao', '--public-url', 'https://dvc.example.vn'], '--mail-from'],
      [['--public-url', 'dvc.example.vn'], '--public-url'],
    ] as const) {
      const refused = await dvcttHere(['backend', '--port', '0', '--data', folder, ...more]);
      expect(refused.code).toBe(64);
      expect(refused.err).toContain(named);
      expect(refused.out + refused.err).not.toContain('bi-mat');
    }
  });
});
