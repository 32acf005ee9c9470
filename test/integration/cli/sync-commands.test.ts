import {
  existsSync,
  closeSync,
  cpSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBackend, type Backend } from '#backend/server.ts';
import { createCore } from '#main/core/core.ts';
import type { Core } from '#shared/contract/ipc.ts';
import { dossierCodeSchema } from '#shared/domain/dossiers/dossier.ts';
import { dvcttHere } from '#test/support/command-here.ts';
import { dvctt } from '#test/support/dvctt-command.ts';

const password = 'Mat-khau-thu-2026';
const passphrase = 'một câu dễ nhớ của Lan';
const title = 'Mua máy in cho phòng kế toán';
const people = ['ktv.songlo', 'ktt.songlo', 'ctk.songlo', 'canbo.0064'];

/** What the commands' documents may hold; each test looks at what its own command gives. */
interface Answer {
  user: string;
  offline: boolean;
  state: { line: string; waiting: number; setAside: number; conflicts: number };
  changes: { code: string; kind: string; state: string }[];
  drafts: { code: string; title: string; waiting?: boolean }[];
  dossier: { code: string; status: string; content: { vouchers: { formId: string }[] } };
  dossiers: { code: string; failure?: { code: string } }[];
  key: { state: string; place: string };
  stores: {
    id: string;
    state: string;
    bytes: number;
    schema: number;
    integrity: string;
    unsent: number;
    syncedAt?: string;
  }[];
  setAside: string[];
  checks: { id: string; state: string; found: { vi: string } }[];
  error: { code: string };
}
// The documents are our own commands': what is missing shows as a failed expectation.
const json = (text: string) => JSON.parse(text) as Answer;

describe('sync, drafts and store from the command line', () => {
  let folder: string;
  let backend: Backend;
  let port: number;
  let env: Record<string, string>;

  const serve = (at: number) =>
    startBackend({
      dataFolder: join(folder, 'backend'),
      demo: true,
      demoPasswords: Object.fromEntries(people.map((username) => [username, password])),
      port: at,
    });
  const run = (
    args: readonly string[],
    lines: readonly string[] = [password],
    more: Readonly<Record<string, string>> = {},
    command: typeof dvctt = dvcttHere,
  ) =>
    command([...args, '--json'], {
      env: { ...env, ...more },
      input: lines.map((line) => `${line}\n`).join(''),
    });
  const asKtv = ['--user', 'ktv.songlo', '--password-stdin'];

  /** What a window on this machine does. */
  async function onThisMachine<T>(work: (core: Core) => Promise<T>, machine = 'desktop'): Promise<T> {
    const core = await createCore({
      dataFolder: join(folder, machine),
      backendUrl: backend.url,
      modules: [],
      shell: 'cli',
      policy: 'compat',
      storeKey: { kind: 'passphrase', passphrase },
    });
    try {
      await core.call('session.signIn', { username: 'ktv.songlo', password });
      return await work(core);
    } finally {
      await core.close();
    }
  }
  async function draft(core: Core, name: string): Promise<string> {
    const { code, version, content } = await core.call('drafts.create', {});
    await core.call('drafts.save', { code, baseVersion: version, content: { ...content, title: name } });
    return code;
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dvctt-cli-sync-'));
    backend = await serve(0);
    port = Number(new URL(backend.url).port);
    const file = join(folder, 'passphrase');
    writeFileSync(file, `${passphrase}\n`, { mode: 0o600 });
    env = {
      DVCTT_DATA: join(folder, 'desktop'),
      DVCTT_BACKEND: backend.url,
      DVCTT_STORE_PASSPHRASE_FILE: file,
      DBUS_SESSION_BUS_ADDRESS: '',
    };
  });
  afterAll(async () => {
    await backend.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('sync says that all is sent, and the server has it', async () => {
    const code = await onThisMachine((core) => draft(core, title));
    // The built program, in a process of its own.
    const { code: exit, out, err } = await run(['sync', ...asKtv], undefined, {}, dvctt);
    expect(exit, err).toBe(0);
    expect(json(out)).toMatchObject({
      user: 'ktv.songlo',
      state: { waiting: 0, setAside: 0, conflicts: 0 },
      changes: [],
    });
    const other = await run(['drafts', ...asKtv], [password], {
      DVCTT_DATA: join(folder, 'another-machine'),
    });
    expect(other.code, other.err).toBe(0);
    const fresh = await run(['sync', ...asKtv], [password], { DVCTT_DATA: join(folder, 'another-machine') });
    expect(fresh.code, fresh.err).toBe(0);
    const listed = await run(['drafts', ...asKtv], [password], {
      DVCTT_DATA: join(folder, 'another-machine'),
    });
    expect(json(listed.out).drafts.map((found) => found.code)).toContain(code);
  });

  it('dossier makes a draft, tells what it lacks, and does not send it so; dossiers lists it', async () => {
    const made = await run(['dossier', 'new', '--form', '17', ...asKtv]);
    expect(made.code, made.err).toBe(1);
    const { dossier } = json(made.out);
    expect(dossier).toMatchObject({ status: 'DANG_SOAN', content: { vouchers: [{ formId: '17' }] } });
    const { code } = dossier;
    const shown = await run(['dossier', 'show', code, ...asKtv]);
    expect([shown.code, json(shown.out).dossier.code]).toEqual([0, code]);
    const listed = await run(['dossiers', '--mine', '--status', 'DANG_SOAN', ...asKtv]);
    expect(listed.code, listed.err).toBe(0);
    expect(json(listed.out).dossiers.map((each) => each.code)).toContain(code);
    const refused = await run(['dossier', 'forward', code, ...asKtv]);
    expect(refused.code).toBe(1);
    expect(json(refused.out).dossiers).toMatchObject([{ code, failure: { code: 'DOSSIER_INCOMPLETE' } }]);
    expect((await run(['dossier', 'submit', '123', ...asKtv])).code).toBe(64);
  });

  it('drafts finds a draft by words without their marks while the server is down, and sync ends with 2', async () => {
    await backend.close();
    try {
      const code = await onThisMachine((core) => draft(core, 'Sửa chữa trụ sở'));
      const found = await run(['drafts', '--search', 'sua chua', ...asKtv]);
      expect(found.code, found.err).toBe(0);
      expect(json(found.out)).toMatchObject({ offline: true });
      expect(json(found.out).drafts.map((each) => each.code)).toEqual([code]);
      expect(json((await run(['drafts', '--search', 'khong co', ...asKtv])).out).drafts).toEqual([]);
      const shown = await run(['dossier', 'show', code, ...asKtv]);
      expect([shown.code, json(shown.out).dossier.code]).toEqual([0, code]);
      const listed = await run(['dossiers', '--search', 'sua chua', ...asKtv]);
      expect([listed.code, json(listed.out).dossiers.map((each) => each.code)]).toEqual([2, [code]]);
      const { code: exit, out } = await run(['sync', ...asKtv]);
      expect(exit).toBe(2);
      expect(json(out).state.line).toBe('offline');
      expect(json(out).changes).toMatchObject([{ code, kind: 'save', state: 'waiting' }]);
      const store = json((await run(['store'], [])).out);
      expect(store.stores).toMatchObject([{ unsent: 1, state: 'ok' }]);
      expect((await run(['store'], [])).code).toBe(2);
    } finally {
      backend = await serve(port);
    }
    const { code: exit, err } = await run(['sync', ...asKtv]);
    expect(exit, err).toBe(0);
  });

  it('sync ends with 1 while a conflict waits for a person, and names the draft', async () => {
    const code = dossierCodeSchema.parse(await onThisMachine((core) => draft(core, 'Đề nghị chung')));
    await onThisMachine((core) => core.call('sync.now', {}));
    const retitle = (name: string) => async (core: Core) => {
      const { version, content } = await core.call('dossiers.get', { code });
      await core.call('drafts.save', { code, baseVersion: version, content: { ...content, title: name } });
      await core.call('sync.now', {});
    };
    await onThisMachine((core) => core.call('sync.now', {}), 'second-machine');
    await backend.close();
    try {
      await onThisMachine(retitle('Ghi khi mất mạng'));
    } finally {
      backend = await serve(port);
    }
    await onThisMachine(retitle('Ghi ở máy khác'), 'second-machine');
    const { code: exit, out } = await run(['sync', ...asKtv]);
    expect(exit).toBe(1);
    expect(json(out)).toMatchObject({ state: { conflicts: 1 }, changes: [{ code, state: 'conflict' }] });
    await onThisMachine(async (core) => {
      const { conflict } = await core.call('drafts.conflict', { code });
      const choices = Object.fromEntries(conflict!.conflicts.map(({ path }) => [path, 'mine' as const]));
      await core.call('drafts.resolve', { code, theirsVersion: conflict!.theirsVersion, choices });
    });
    const settled = await run(['sync', ...asKtv]);
    expect(settled.code, settled.err).toBe(0);
  });

  it('store tells sizes, versions and counts, and no content', async () => {
    const { code, out, err } = await run(['store'], []);
    expect(code, err).toBe(0);
    const report = json(out);
    expect(report.key).toEqual({ state: 'open', place: 'passphrase' });
    expect(report.stores).toMatchObject([{ state: 'ok', integrity: 'ok', unsent: 0 }]);
    expect(report.stores[0]?.bytes).toBeGreaterThan(10_000);
    expect(report.stores[0]?.schema).toBeGreaterThan(0);
    expect(report.stores[0]?.syncedAt).toMatch(/^20/);
    expect(out).not.toContain(title);
    expect(out).not.toContain('songlo');
  });

  it('store finds the page that somebody has altered, and ends with 1', async () => {
    const { stores } = json((await run(['store'], [])).out);
    const data = join(folder, 'altered');
    cpSync(join(folder, 'desktop'), data, { recursive: true });
    const file = join(data, 'stores', stores[0]!.id, 'store.sqlite');
    const handle = openSync(file, 'r+');
    writeSync(handle, Buffer.alloc(64, 0x5a), 0, 64, Math.floor(statSync(file).size / 8192) * 4096 + 512);
    closeSync(handle);
    const { code, out } = await run(['store'], [], { DVCTT_DATA: data });
    expect(code).toBe(1);
    expect(json(out).stores).toMatchObject([{ state: 'failed' }]);
  });

  it('store without the key tells what lies open, and ends with 1; the piped passphrase opens it', async () => {
    const without = { DVCTT_STORE_PASSPHRASE_FILE: '' };
    const locked = await run(['store'], [], without);
    expect(locked.code).toBe(1);
    expect(json(locked.out)).toMatchObject({ key: { state: 'passphrase' }, stores: [{ state: 'locked' }] });
    const opened = await run(['store', '--passphrase-stdin'], [passphrase], without);
    expect(opened.code, opened.err).toBe(0);
    const wrong = await run(['store', '--passphrase-stdin'], ['không phải câu này'], without);
    expect(wrong.code).toBe(1);
    expect(json(wrong.out).error.code).toBe('STORE_PASSPHRASE_WRONG');
  });

  it('sync takes password and passphrase from one pipe, in that order', async () => {
    const without = { DVCTT_STORE_PASSPHRASE_FILE: '' };
    const asked = ['sync', ...asKtv, '--passphrase-stdin'];
    const both = await run(asked, [password, passphrase], without, dvctt);
    expect(both.code, both.err).toBe(0);
    const swapped = await run(asked, [passphrase, password], without);
    expect(json(swapped.out).error.code).toBe('STORE_PASSPHRASE_WRONG');
  });

  it('refuses a passphrase file that others can read, before anything is opened', async () => {
    const file = join(folder, 'open-passphrase');
    writeFileSync(file, passphrase, { mode: 0o644 });
    const fresh = join(folder, 'fresh');
    const { code, out } = await run(['sync', ...asKtv], [password], {
      DVCTT_STORE_PASSPHRASE_FILE: file,
      DVCTT_DATA: fresh,
    });
    expect(code).toBe(64);
    expect(json(out).error.code).toBe('USAGE');
    expect(() => readdirSync(fresh)).toThrow();
  });

  it('never prints the passphrase or the password, whatever goes wrong', async () => {
    for (const args of [
      ['sync', ...asKtv, '--passphrase-stdin'],
      ['store', '--passphrase-stdin'],
      ['doctor'],
    ]) {
      const { out, err } = await run(args, [`${password}x`, `${passphrase}x`], {
        DVCTT_STORE_PASSPHRASE_FILE: '',
      });
      expect(out + err).not.toContain(password);
      expect(out + err).not.toContain(passphrase);
    }
  });

  it('doctor names the key’s place and the queue; a machine on its first day is no failure', async () => {
    const checks = json((await run(['doctor'], [])).out).checks;
    const found = checks.find(({ id }) => id === 'store');
    expect(found).toMatchObject({ state: 'ok' });
    expect(found?.found.vi).toContain('mật khẩu kho');
    const fresh = await run(['doctor'], [], {
      DVCTT_DATA: join(folder, 'first-day'),
      DVCTT_STORE_PASSPHRASE_FILE: '',
    });
    expect(json(fresh.out).checks.find(({ id }) => id === 'store')).toMatchObject({ state: 'ok' });
    expect(existsSync(join(folder, 'first-day'))).toBe(false);
  });
});
