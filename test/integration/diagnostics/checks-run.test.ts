import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { checkActionSchema, checkSchema } from '#shared/contract/doctor.ts';
import { failureCodes } from '#shared/contract/errors.ts';
import { createCore } from '#main/core/core.ts';
import { actOn, type ActServices } from '#main/diagnostics/act.ts';
import type { Checker } from '#main/diagnostics/check.ts';
import { checkers } from '#main/diagnostics/checkers.ts';
import { diskCheck } from '#main/diagnostics/checks/disk.ts';
import { thisMachine } from '#main/diagnostics/machine.ts';
import { runChecks } from '#main/diagnostics/run.ts';
import { both } from '#main/diagnostics/words.ts';
import { check, emptyMachine, noTokens, services } from './support/sight.ts';

const folder = mkdtempSync(join(tmpdir(), 'dvctt-doctor-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a run of the doctor', () => {
  const checker = (id: string, run: Checker['run'], deadlineMs?: number): Checker => ({
    id,
    title: both(id, id),
    looked: () => both('nơi', 'place'),
    ...(deadlineMs === undefined ? {} : { deadlineMs }),
    run,
  });

  it('tells each check as it comes and gives them in their order; a hung one delays nobody and is ended', async () => {
    const told: string[] = [];
    let ended = false;
    const checks = await runChecks(services(), {
      list: [
        checker(
          'hung',
          (_sight, signal) => {
            signal.addEventListener('abort', () => (ended = true));
            return new Promise(() => undefined);
          },
          600,
        ),
        checker('late', async () => {
          await pause(150);
          return { state: 'ok', found: both('x', 'x') };
        }),
        checker('broken', () => Promise.reject(new Error('hỏng'))),
        checker('quick', () => Promise.resolve({ state: 'ok', found: both('y', 'y') })),
      ],
      onChecked: ({ id }) => void told.push(id),
    });
    expect(checks.map(({ id, state }) => [id, state])).toEqual([
      ['hung', 'warning'],
      ['late', 'ok'],
      ['broken', 'failed'],
      ['quick', 'ok'],
    ]);
    expect(told.slice(-2)).toEqual(['late', 'hung']);
    expect(ended).toBe(true);
    expect(checks[0]?.found.vi).toBe('không trả lời sau 0,6 giây');
    // Nothing about tokens: the check may be one of the network.
    expect(checks[0]?.remedy.vi).not.toContain('token');
    expect(checks[2]).toMatchObject({ help: 'UNEXPECTED', looked: { vi: 'nơi' } });
  });

  it('asks for tokens once, however many checks look at them', async () => {
    let lists = 0;
    const base = services();
    const tokens = {
      list: () => {
        lists += 1;
        return Promise.resolve(noTokens);
      },
      certificates: () => base.tokens.certificates(),
    };
    await runChecks({ ...base, tokens });
    // Once with patience for all, once to the end for the check of the drivers.
    expect(lists).toBe(2);
  });

  it('on a machine with nothing every check says something in both languages, and what to do when not well', async () => {
    const checks = await runChecks(services());
    expect(checks.map(({ id }) => id)).toEqual(checkers.map(({ id }) => id));
    expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
    for (const one of checks) {
      expect(checkSchema.parse(one)).toEqual(one);
      for (const words of [one.title, one.looked, one.found]) {
        expect([words.vi, words.en], one.id).not.toContain('');
      }
      const needed = one.state === 'warning' || one.state === 'failed';
      for (const words of [one.meaning, one.remedy]) {
        if (needed) expect([words.vi, words.en], one.id).not.toContain('');
      }
      if (one.help !== undefined) expect(failureCodes).toContain(one.help);
    }
  });

  it('none of the checks may take longer than fifteen seconds', () => {
    expect(checkers.filter(({ deadlineMs = 8_000 }) => deadlineMs > 15_000)).toEqual([]);
  });
});

describe('the core', () => {
  it('tells every check before the run has ended, refuses the window’s own actions, and looks again for tokens', async () => {
    const core = await createCore({
      dataFolder: join(folder, 'core'),
      backendUrl: 'http://127.0.0.1:9',
      modules: [],
      shell: 'cli',
      policy: 'compat',
    });
    try {
      const told: string[] = [];
      const end = core.subscribe((event) => {
        if (event.name === 'doctor.checked') told.push(event.payload.id);
      });
      const named = (await core.call('doctor.checks', {})).checks.map(({ id }) => id);
      const { checks } = await core.call('doctor.run', {});
      expect(checks.map(({ id }) => id)).toEqual(named);
      expect(told.toSorted()).toEqual(named.toSorted());
      expect(checks.find(({ id }) => id === 'backend')).toMatchObject({
        state: 'failed',
        help: 'BACKEND_UNREACHABLE',
      });
      await expect(core.call('doctor.act', { action: 'challenge-key' })).rejects.toMatchObject({
        code: 'REQUEST_INVALID',
      });
      expect((await core.call('doctor.act', { action: 'look-again' })).done).toBe(true);
      expect((await core.call('doctor.act', { action: 'sync-now' })).done).toBe(false);
      end();
    } finally {
      await core.close();
    }
  });
});

describe('the disk', () => {
  it('is looked at without leaving anything, also where nothing has been made yet', async () => {
    const empty = mkdtempSync(join(folder, 'empty-'));
    expect((await check(diskCheck, services({ dataFolder: empty }))).state).toBe('ok');
    expect(readdirSync(empty)).toEqual([]);
    const later = join(folder, 'not', 'yet');
    expect((await check(diskCheck, services({ dataFolder: later }))).state).toBe('ok');
    expect(existsSync(join(folder, 'not'))).toBe(false);
  });

  it('says when it is read-only', async () => {
    // Root writes everywhere but here: /proc takes no files.
    const found = await check(diskCheck, services({ dataFolder: '/proc/self' }));
    expect(found).toMatchObject({ state: 'failed', action: 'open-data-folder' });
  });
});

describe('the buttons beside the checks', () => {
  const act: ActServices = {
    tokens: { lookAgain: () => Promise.resolve(noTokens) },
    dataFolder: folder,
    machine: emptyMachine,
  };

  it('those of the window are refused by the core', async () => {
    for (const action of ['open-tokens', 'challenge-key', 'copy-command'] as const) {
      await expect(actOn(action, act)).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    }
  });

  it('every other one answers in both languages, and honestly where nothing can be done', async () => {
    const own = checkActionSchema.options.filter(
      (action) => !['open-tokens', 'challenge-key', 'copy-command'].includes(action),
    );
    for (const action of own) {
      const deed = await actOn(action, act);
      expect([deed.done, deed.message.vi === '', deed.message.en === ''], action).toEqual([
        action === 'look-again',
        false,
        false,
      ]);
    }
  });

  it('starting the service runs one fixed command, without a shell and without a question', async () => {
    const asked: (readonly string[])[] = [];
    const machine = (platform: 'linux' | 'win32', exitCode: number) => ({
      ...emptyMachine,
      platform,
      ask: (program: string, args: readonly string[]) => {
        asked.push([program, ...args]);
        return Promise.resolve({ exitCode, output: 'Access denied\nmore' });
      },
    });
    expect((await actOn('start-pcsc', { ...act, machine: machine('linux', 0) })).done).toBe(true);
    expect((await actOn('start-pcsc', { ...act, machine: machine('win32', 1056) })).done).toBe(true);
    const refused = await actOn('start-pcsc', { ...act, machine: machine('linux', 1) });
    expect(refused.done).toBe(false);
    expect(refused.message.vi).toContain('Access denied');
    expect(refused.message.vi).toContain('sudo systemctl');
    expect(asked).toEqual([
      ['systemctl', '--no-ask-password', 'start', 'pcscd.socket'],
      ['sc.exe', 'start', 'SCardSvr'],
      ['systemctl', '--no-ask-password', 'start', 'pcscd.socket'],
    ]);
  });

  it('a folder is opened by the system’s own program with the one path, and a machine without one says where it is', async () => {
    const opened: unknown[] = [];
    const machine = {
      ...emptyMachine,
      env: { DISPLAY: ':0' },
      startDetached: (program: string, args: readonly string[]) => {
        opened.push([program, ...args]);
        return Promise.resolve(true);
      },
    };
    expect((await actOn('open-data-folder', { ...act, machine })).done).toBe(true);
    expect(opened).toEqual([['xdg-open', folder]]);
    const without = await actOn('open-data-folder', { ...act, machine: { ...machine, env: {} } });
    expect([without.done, without.message.vi.includes(folder)]).toEqual([false, true]);
  });

  it('synchronising wakes the line of whoever is signed in', async () => {
    let kicked = 0;
    const session = { workspace: { sync: { kick: () => (kicked += 1) } } };
    expect((await actOn('sync-now', { ...act, session })).done).toBe(true);
    expect(kicked).toBe(1);
  });
});

describe('programs of the system', () => {
  it('a program that hangs is ended, one that is not there says so, and one that fails gives its code', async () => {
    const hung = await thisMachine.ask('sleep', ['60'], AbortSignal.timeout(300));
    expect(hung.exitCode).toBeUndefined();
    const signal = AbortSignal.timeout(5_000);
    expect(await thisMachine.ask('no-such-program-here', [], signal)).toMatchObject({
      exitCode: undefined,
      error: 'ENOENT',
    });
    expect((await thisMachine.ask('false', [], signal)).exitCode).toBe(1);
    expect((await thisMachine.ask('echo', ['$HOME; id'], signal)).output).toBe('$HOME; id\n');
    expect(await thisMachine.startDetached('no-such-program-here', [])).toBe(false);
  });
});
