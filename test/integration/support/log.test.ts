import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build } from 'esbuild';
import type { Core } from '#shared/contract/ipc.ts';
import { createCore } from '#main/core/core.ts';
import { accountOf } from '#main/shells/cli/demo/people.ts';
import { openLog } from '#main/logging/log.ts';
import { startBackend, type Backend } from '#backend/server.ts';
import { giveKey } from '#main/store-key/given-key.ts';

const root = join(import.meta.dirname, '..', '..', '..');
let folder: string;
let backend: Backend;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dvctt-support-'));
  backend = await startBackend({ dataFolder: join(folder, 'backend'), port: 0, demo: true });
});
afterAll(async () => {
  await backend.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(name: string): Promise<{ core: Core; dataFolder: string }> {
  const dataFolder = join(folder, name);
  mkdirSync(dataFolder, { recursive: true });
  const core = await createCore({
    dataFolder,
    backendUrl: backend.url,
    modules: [],
    shell: 'cli',
    policy: 'compat',
    storeKey: await giveKey(dataFolder),
  });
  return { core, dataFolder };
}

function logOf(dataFolder: string): { text: string; lines: Record<string, unknown>[] } {
  const text = readFileSync(join(dataFolder, 'logs', 'dvctt.log'), 'utf8');
  // Written by the program under test: one JSON document a line is what is looked at here.
  return {
    text,
    lines: text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

describe('the log of a working day', () => {
  it('tells what failed and how the line was, and neither the password nor anything of a dossier', async () => {
    const { core, dataFolder } = await start('day');
    const account = accountOf(backend, 'KTV');
    const wrong = 'SaiMatKhau-482913';
    // Told to windows and to the log a moment after it is so.
    const toldLive = new Promise<void>((resolve) => {
      core.subscribe(({ name, payload }) => {
        if (name === 'sync.changed' && payload.line === 'live') resolve();
      });
    });
    await expect(
      core.call('session.signIn', { username: account.username, password: wrong }),
    ).rejects.toThrow();
    await core.call('session.signIn', { username: account.username, password: account.password });
    const draft = await core.call('drafts.create', {});
    await core.call('drafts.save', {
      code: draft.code,
      baseVersion: draft.version,
      content: { ...draft.content, title: 'Tiền lương cô Lan' },
    });
    await core
      .call('drafts.attach', {
        code: draft.code,
        name: 'Quyết định của cô Lan.pdf',
        base64: Buffer.from('no pdf at all').toString('base64'),
      })
      .catch(() => undefined);
    await expect(core.call('dossiers.get', { code: '1001163220526154946' })).rejects.toThrow(
      'DOSSIER_NOT_FOUND',
    );
    await expect
      .poll(() => core.call('sync.state', {}), { timeout: 20_000 })
      .toMatchObject({ waiting: 0, line: 'live' });
    await toldLive;
    await core.close();

    const { text, lines } = logOf(dataFolder);
    expect(lines[0]).toMatchObject({
      event: 'program.started',
      process: 'core',
      shell: 'cli',
      level: 'info',
    });
    expect(lines.at(-1)).toMatchObject({ event: 'program.ended' });
    expect(lines).toContainEqual(
      expect.objectContaining({
        event: 'call.failed',
        level: 'warn',
        call: 'session.signIn',
        code: 'SIGN_IN_REFUSED',
      }),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({
        event: 'call.failed',
        call: 'dossiers.get',
        code: 'DOSSIER_NOT_FOUND',
      }),
    );
    expect(lines).toContainEqual(expect.objectContaining({ event: 'sync.line', line: 'live' }));
    for (const secret of [wrong, account.password, account.name, 'Lan', 'lương', draft.code]) {
      expect(text).not.toContain(secret);
    }
    expect(text).not.toMatch(/\d{9}/);
  });

  it('does not fill up with a call that fails over and over', async () => {
    const { core, dataFolder } = await start('poll');
    for (let index = 0; index < 60; index += 1) {
      await expect(core.call('dossiers.list', {})).rejects.toThrow('SESSION_REQUIRED');
    }
    await core.close();
    const { lines } = logOf(dataFolder);
    expect(lines.filter(({ call }) => call === 'dossiers.list')).toHaveLength(5);
  });

  it('keeps the level that a person chose, also for the next start; DVCTT_LOG_LEVEL is stronger', async () => {
    const first = await start('level');
    expect(await first.core.call('logs.level', {})).toEqual({ level: 'info' });
    expect(await first.core.call('logs.level', { level: 'debug' })).toEqual({ level: 'debug' });
    await first.core.call('app.info', {});
    await first.core.close();
    expect(logOf(first.dataFolder).lines).toContainEqual(
      expect.objectContaining({ event: 'call.done', level: 'debug', call: 'app.info' }),
    );

    const second = await start('level');
    expect(await second.core.call('logs.level', {})).toEqual({ level: 'debug' });
    await second.core.close();
    process.env['DVCTT_LOG_LEVEL'] = 'error';
    try {
      const third = await start('level');
      expect(await third.core.call('logs.level', {})).toEqual({ level: 'error' });
      await third.core.close();
    } finally {
      delete process.env['DVCTT_LOG_LEVEL'];
    }
  });

  it('tells a core that cannot start, by its reason', async () => {
    const dataFolder = join(folder, 'newer');
    mkdirSync(dataFolder, { recursive: true });
    writeFileSync(join(dataFolder, 'key-place.json'), '{"version":999,"place":"keyring","id":"x"}');
    const started = createCore({
      dataFolder,
      backendUrl: backend.url,
      modules: [],
      shell: 'cli',
      policy: 'compat',
      storeKey: { kind: 'passphrase', passphrase: 'mười ký tự trở lên' },
    });
    const outcome = await started.then(
      async (core) => {
        const { failure } = await core.call('store.key', {});
        await core.close();
        return failure?.code;
      },
      (thrown: unknown) => String(thrown),
    );
    const { text, lines } = logOf(dataFolder);
    expect(lines[0]).toMatchObject({ event: 'program.started' });
    expect(lines.at(-1)).toMatchObject({ event: 'program.ended' });
    expect(text).not.toContain('mười ký tự');
    expect(outcome).toBeDefined();
  });

  it('goes on when its folder cannot be made: no call fails for it', async () => {
    const dataFolder = join(folder, 'blocked');
    mkdirSync(dataFolder, { recursive: true });
    writeFileSync(join(dataFolder, 'logs'), 'a file');
    const { core } = await start('blocked');
    expect((await core.call('app.info', {})).dataFolder).toBe(dataFolder);
    await core.close();
    expect(readFileSync(join(dataFolder, 'logs'), 'utf8')).toBe('a file');
  });
});

describe('the log of a program that is bundled', () => {
  it('is written like the other one, and has the exception that ended the program', async () => {
    const entry = join(folder, 'crash.ts');
    writeFileSync(
      entry,
      `import { openProgramLog } from ${JSON.stringify(join(root, 'src-main/logging/program-log.ts'))};
       const log = openProgramLog({ dataFolder: process.argv[2], process: 'core' });
       await log.flush();
       setTimeout(() => { throw new TypeError('boom password=hunter2x'); }, 10);`,
    );
    const outfile = join(folder, 'crash.mjs');
    await build({
      entryPoints: [entry],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node24',
      absWorkingDir: root,
      nodePaths: [join(root, 'node_modules')],
      logLevel: 'error',
      banner: {
        js: "import { createRequire as dvcttCreateRequire } from 'node:module'; const require = dvcttCreateRequire(import.meta.url);",
      },
    });
    const dataFolder = join(folder, 'crashed');
    const code = await new Promise<number | null>((resolve) => {
      spawn(process.execPath, [outfile, dataFolder], { stdio: 'ignore' }).once('exit', resolve);
    });
    expect(code).not.toBe(0);
    const { text, lines } = logOf(dataFolder);
    expect(lines.map(({ event }) => event)).toEqual(['program.started', 'program.crashed']);
    expect(lines[1]).toMatchObject({ code: 'UNEXPECTED', kind: 'TypeError' });
    expect(text).not.toContain('hunter2x');
  });
});

/** A small disk of its own; only root may mount one. */
function mayMount(): boolean {
  const place = mkdtempSync(join(tmpdir(), 'dvctt-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', place], { stdio: 'ignore' });
    execFileSync('umount', [place]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

const mounts = mayMount();
if (!mounts) console.log('the log on a full disk skipped: only root may mount a small disk');

describe.skipIf(!mounts)('the log on a full disk', () => {
  it('stops in silence, can be asked why, and goes on when there is room again', async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'dvctt-full-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', dataFolder]);
    let clock = 0;
    const log = openLog({ dataFolder, process: 'test', now: () => clock, pause: 1000 });
    try {
      const ballast = join(dataFolder, 'ballast');
      writeFileSync(ballast, Buffer.alloc(100_000));
      for (let index = 0; index < 500; index += 1)
        log.info('host.started', { module: `/opt/m-${index}.so`, note: 'x'.repeat(200) });
      await log.flush();
      await expect.poll(() => log.health.failure).toBe('ENOSPC');
      expect(log.health.dropped).toBeGreaterThan(100);

      rmSync(ballast);
      clock = 2000;
      log.info('host.ended', { module: '/opt/last.so' });
      await log.flush();
      expect(log.health.writing).toBe(true);
      expect(readFileSync(join(dataFolder, 'logs', 'dvctt.log'), 'utf8')).toContain('/opt/last.so');
    } finally {
      await log.close();
      execFileSync('umount', [dataFolder]);
      rmSync(dataFolder, { recursive: true, force: true });
    }
    expect(existsSync(dataFolder)).toBe(false);
  });
});
