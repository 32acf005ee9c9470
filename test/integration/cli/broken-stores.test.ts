import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBackend, type Backend } from '#backend/server.ts';
import { createCore } from '#main/core/core.ts';
import type { Core } from '#shared/contract/ipc.ts';
import { dvcttHere } from '#test/support/command-here.ts';
import { dvctt } from '#test/support/dvctt-command.ts';

const password = 'Mat-khau-thu-2026';
const passphrase = 'một câu dễ nhớ của Lan';
const asKtv = ['--user', 'ktv.songlo', '--password-stdin'];

interface Answer {
  error: { code: string; details: { folder: string; reason: string } };
  failure: { code: string; details: { folder: string } };
  notices: { kind: string; details: { folder: string } }[];
  stores: { state: string; failure: { code: string }; blobs: { altered: string[]; checked: number } }[];
  setAside: string[];
  checks: { id: string; state: string; found: { vi: string }; remedy: { vi: string } }[];
}
// The documents are our own commands': what is missing shows as a failed expectation.
const json = (text: string) => JSON.parse(text) as Answer;

describe('what IT support is told of a broken machine', () => {
  let folder: string;
  let backend: Backend;
  let env: Record<string, string>;
  let copies = 0;

  /** A machine of its own, broken in one way; the first store on it. */
  function machine(breakIt: (store: string, data: string) => void): string {
    copies += 1;
    const data = join(folder, `machine-${copies}`);
    cpSync(join(folder, 'whole'), data, { recursive: true });
    breakIt(storeIn(data), data);
    return data;
  }
  const storeIn = (data: string) => join(data, 'stores', readdirSync(join(data, 'stores'))[0]!);
  const run = (
    args: readonly string[],
    data: string,
    lines: readonly string[] = [password],
    more: Readonly<Record<string, string>> = {},
    command: typeof dvctt = dvcttHere,
  ) =>
    command([...args, '--json'], {
      env: { ...env, DVCTT_DATA: data, ...more },
      input: lines.map((line) => `${line}\n`).join(''),
    });
  const storeCheck = async (
    data: string,
    args: readonly string[] = [],
    lines: readonly string[] = [],
    more = {},
    command?: typeof dvctt,
  ) =>
    json((await run(['doctor', ...args], data, lines, more, command)).out).checks.find(
      ({ id }) => id === 'store',
    )!;
  /** Names and digests of all that lies in a folder; an empty log is as good as none. */
  const snapshot = (data: string) =>
    readdirSync(data, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => !file.endsWith('-wal') || statSync(file).size > 0)
      .toSorted()
      .map((file) => [file, createHash('sha256').update(readFileSync(file)).digest('hex')]);
  const offline = { DVCTT_BACKEND: 'http://127.0.0.1:9' };
  const core = (data: string): Promise<Core> =>
    createCore({
      dataFolder: data,
      backendUrl: backend.url,
      modules: [],
      shell: 'cli',
      policy: 'compat',
      storeKey: { kind: 'passphrase', passphrase },
    });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dvctt-broken-'));
    const demoPasswords = Object.fromEntries(
      ['ktv.songlo', 'ktt.songlo', 'ctk.songlo', 'canbo.0064'].map((name) => [name, password]),
    );
    backend = await startBackend({ dataFolder: join(folder, 'backend'), demo: true, demoPasswords, port: 0 });
    const file = join(folder, 'passphrase');
    writeFileSync(file, `${passphrase}\n`, { mode: 0o600 });
    env = {
      DVCTT_BACKEND: backend.url,
      DVCTT_STORE_PASSPHRASE_FILE: file,
      DBUS_SESSION_BUS_ADDRESS: '',
    };
    const window = await core(join(folder, 'whole'));
    await window.call('session.signIn', { username: 'ktv.songlo', password });
    const { code, version, content } = await window.call('drafts.create', {});
    await window.call('drafts.save', {
      code,
      baseVersion: version,
      content: { ...content, title: 'Mua mực' },
    });
    await window.call('sync.now', {});
    await window.close();
  });
  afterAll(async () => {
    await backend.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('sync and drafts tell of a truncated store that was replaced, with its folder, and end with 1', async () => {
    const data = machine((store) => truncateSync(join(store, 'store.sqlite'), 100));
    for (const command of ['drafts', 'sync']) {
      const { code, out, err } = await run([command, ...asKtv], data);
      expect(code, err).toBe(1);
      const [notice] = json(out).notices;
      expect(notice?.kind).toBe('recovered');
      expect(existsSync(notice!.details.folder)).toBe(true);
      expect(err).toContain(notice!.details.folder);
    }
  });

  it('an offline sign-in after the damage says where the data was set aside, and not that nobody was ever here', async () => {
    const data = machine((store) => truncateSync(join(store, 'store.sqlite'), 100));
    const { code, out } = await run(['drafts', ...asKtv], data, [password], offline);
    expect([code, json(out).error.code]).toEqual([1, 'STORE_SET_ASIDE']);
    expect(existsSync(json(out).error.details.folder)).toBe(true);
  });

  it.each([
    ['STORE_FILE_MISSING', (store: string) => rmSync(join(store, 'store.sqlite'))],
    ['STORE_FILE_MISSING', (store: string) => truncateSync(join(store, 'store.sqlite'), 0)],
    ['STORE_DAMAGED', (store: string) => truncateSync(join(store, 'store.sqlite'), 8_192)],
    ['STORE_SALT_MISSING', (store: string) => rmSync(join(store, 'salt'))],
    ['STORE_KEY_DAMAGED', (store: string) => truncateSync(join(store, 'salt'), 3)],
  ])(
    'store and doctor say %s, count nothing that they did not see, and change nothing',
    async (expected, breakIt) => {
      const data = machine(breakIt);
      const before = snapshot(data);
      const { code, out } = await run(['store'], data, []);
      expect([code, json(out).failure.code]).toEqual([1, expected]);
      const check = await storeCheck(data);
      expect(check.state).toBe('failed');
      expect(check.found.vi).toContain(expected);
      expect(check.found.vi).toContain(storeIn(data));
      if (expected !== 'STORE_DAMAGED') expect(check.found.vi).not.toContain('thay đổi chờ gửi');
      expect(snapshot(data)).toEqual(before);
    },
  );

  it('store leaves a whole store as it was, to the byte', async () => {
    const data = machine(() => undefined);
    const before = snapshot(data);
    expect((await run(['store'], data, [])).code).toBe(0);
    expect((await storeCheck(data)).state).toBe('ok');
    expect(snapshot(data)).toEqual(before);
  });

  it('doctor says that a window is open and tells no number; store ends with 1 and sets nothing aside', async () => {
    const data = machine(() => undefined);
    const window = await core(data);
    try {
      await window.call('session.signIn', { username: 'ktv.songlo', password });
      // From another process, as on that machine.
      const check = await storeCheck(data, [], [], {}, dvctt);
      expect(check.state).toBe('warning');
      expect(check.found.vi).not.toContain('thay đổi chờ gửi');
      expect(check.remedy.vi).toContain('cửa sổ');
      const without = { DVCTT_STORE_PASSPHRASE_FILE: '' };
      const aside = await run(['store', '--set-aside', '--yes'], data, [], without, dvctt);
      expect(json(aside.out).error.code).toBe('STORE_IN_USE');
    } finally {
      await window.close();
    }
  });

  it('doctor takes the passphrase from the pipe, and calls a wrong one wrong', async () => {
    const data = machine(() => undefined);
    const without = { DVCTT_STORE_PASSPHRASE_FILE: '' };
    expect((await storeCheck(data, [], [], without)).state).toBe('warning');
    expect((await storeCheck(data, ['--passphrase-stdin'], [passphrase], without)).state).toBe('ok');
    const wrong = await storeCheck(data, ['--passphrase-stdin'], ['không phải câu này'], without);
    expect([wrong.state, wrong.found.vi.includes('STORE_PASSPHRASE_WRONG')]).toEqual(['failed', true]);
    const file = join(folder, 'wrong');
    writeFileSync(file, 'không phải câu này\n', { mode: 0o600 });
    const sync = await run(['sync', ...asKtv], data, [password], { DVCTT_STORE_PASSPHRASE_FILE: file });
    expect(json(sync.out).error.code).toBe('STORE_PASSPHRASE_WRONG');
    expect(sync.err.match(/✗/g)).toHaveLength(1);
  });

  it('store --set-aside moves the stores of a lost key away and a sign-in then fetches all again', async () => {
    const data = machine((_store, whole) => rmSync(join(whole, 'store-key.json')));
    const looked = await run(['store'], data, []);
    expect([looked.code, json(looked.out).failure.code]).toEqual([1, 'STORE_KEY_LOST']);
    expect(looked.err).toContain(join(data, 'store-key.json'));
    expect(json((await run(['store', '--set-aside'], data, [])).out).error.code).toBe('USAGE');
    const aside = await run(['store', '--set-aside', '--yes'], data, []);
    expect(aside.code, aside.err).toBe(0);
    const [name] = json(aside.out).setAside;
    expect(readdirSync(join(data, name!, 'stores'))).toHaveLength(1);
    const fetched = await run(['drafts', ...asKtv], data);
    expect(fetched.code, fetched.err).toBe(0);
    const again = await run(['store', '--set-aside', '--yes'], data, []);
    expect([again.code, json(again.out).error.code]).toEqual([64, 'USAGE']);
  });

  it('an address that is none ends with 64 and one sentence; a portal’s page is called a page', async () => {
    const data = machine(() => undefined);
    for (const wrong of ['maychu', 'localhost:8470']) {
      const { code, out } = await run(['sync', ...asKtv], data, [password], { DVCTT_BACKEND: wrong });
      expect([code, json(out).error.code]).toEqual([64, 'USAGE']);
      expect(json(out).error.details.reason).toContain(wrong);
    }
    const portal = createServer((_request, answer) => {
      answer.writeHead(200, { 'content-type': 'text/html' }).end('<title>Wi-Fi</title>');
    });
    await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve));
    const address = portal.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    try {
      const { code, err } = await dvcttHere(['sync', ...asKtv], {
        env: { ...env, DVCTT_DATA: data, DVCTT_BACKEND: url },
        input: `${password}\n`,
      });
      expect(code).toBe(2);
      expect(err).toContain('BACKEND_PROXY_PAGE');
      expect(err).toContain(url);
    } finally {
      portal.closeAllConnections();
      portal.close();
    }
  });
});
