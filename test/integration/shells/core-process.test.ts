import { fork } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { childLauncher } from '#main/core/process/child-transport.ts';
import { startCoreProcess, type CoreProcess } from '#main/core/process/client.ts';
import type { CoreOptions } from '#main/core/options.ts';
import { DvcttError } from '#shared/contract/errors.ts';
import { tinyOptions } from './tiny-core.ts';

const entry = join(import.meta.dirname, 'tiny-core-main.ts');
const launch = childLauncher({ node: process.execPath, entry });
const open: CoreProcess[] = [];

async function startTiny(options: Partial<CoreOptions> = {}): Promise<CoreProcess> {
  const core = await startCoreProcess({ ...tinyOptions, ...options, launch });
  open.push(core);
  return core;
}

const alive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** The failure that a call ended with; fails the test when it did not fail. */
async function failureOf(call: Promise<unknown>) {
  const thrown: unknown = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof DvcttError)) throw new Error(`expected a DvcttError, got ${String(thrown)}`);
  return thrown.toFailure();
}

describe('a core in a process of its own', () => {
  afterEach(async () => {
    for (const core of open.splice(0)) await core.close();
  });

  it('answers from another process, so that its work never holds up a window', async () => {
    const core = await startTiny();
    const info = await core.call('app.info', {});
    expect(Number(info.version)).toBe(core.pid);
    expect(core.pid).not.toBe(process.pid);
  });

  it('tells a failure by its code and details, across the process border', async () => {
    const core = await startTiny();
    const failure = await failureOf(core.call('session.signIn', { username: 'lan', password: 'x' }));
    expect(failure).toEqual({ code: 'SIGN_IN_REFUSED', details: { username: 'lan' } });
  });

  it('shows no stack when the core throws something it did not foresee', async () => {
    const core = await startTiny();
    const failure = await failureOf(core.call('session.signIn', { username: 'bug', password: 'x' }));
    expect(failure.code).toBe('UNEXPECTED');
    expect(JSON.stringify(failure)).not.toContain('tiny-core');
  });

  it('hands events on, and stops when the listener has unsubscribed', async () => {
    const core = await startTiny();
    const names: string[] = [];
    const unsubscribe = core.subscribe((event) => names.push(event.name));
    await core.call('session.signOut', {});
    expect(names).toEqual(['tokens.changed']);
    unsubscribe();
    await core.call('session.signOut', {});
    expect(names).toEqual(['tokens.changed']);
  });

  it('fails the calls under way, comes back by itself and says so when the core dies', async () => {
    const core = await startTiny();
    const before = core.pid;
    const restarted = new Promise<void>((resolve) => {
      core.subscribe((event) => event.name === 'core.restarted' && resolve());
    });
    const slow = failureOf(core.call('session.signIn', { username: 'slow', password: 'x' }));
    const crash = failureOf(core.call('session.signIn', { username: 'crash', password: 'x' }));
    expect((await slow).code).toBe('CORE_RESTARTED');
    expect((await crash).code).toBe('CORE_RESTARTED');
    const waiting = core.call('app.info', {});
    await restarted;
    expect(Number((await waiting).version)).toBe(core.pid);
    expect(core.pid).not.toBe(before);
  });

  it('survives five crashes in a row', async () => {
    const core = await startTiny();
    const pids = new Set([core.pid]);
    for (let crash = 0; crash < 5; crash++) {
      await failureOf(core.call('session.signIn', { username: 'crash', password: 'x' }));
      await core.call('app.info', {});
      pids.add(core.pid);
    }
    expect(pids.size).toBe(6);
  });

  it('lets no call wait for ever when the new start dies as well', async () => {
    let starts = 0;
    const dyingOnce = () => {
      starts += 1;
      const transport = launch();
      // The second start ends before it has said that it is there.
      if (starts === 2) transport.kill();
      return transport;
    };
    const core = await startCoreProcess({ ...tinyOptions, launch: dyingOnce });
    open.push(core);
    await failureOf(core.call('session.signIn', { username: 'crash', password: 'x' }));
    expect(Number((await core.call('app.info', {})).version)).toBe(core.pid);
    expect(starts).toBe(3);
  });

  it('reports the reason when the very first start is refused, and leaves no process behind', async () => {
    const failure = await failureOf(startTiny({ dataFolder: '/refuse' }));
    expect(failure).toEqual({ code: 'DOSSIER_STATE', details: { reason: 'refused by the test' } });
  });

  it('reports a Node that is not there instead of waiting for ever', async () => {
    const missing = childLauncher({ node: '/nonexistent/node', entry });
    const failure = await failureOf(startCoreProcess({ ...tinyOptions, launch: missing }));
    expect(failure.code).toBe('CORE_RESTARTED');
  });

  it('carries a document of 100 MB', async () => {
    const core = await startTiny();
    const failure = await failureOf(
      core.call('drafts.attach', {
        code: '1001163260102030405',
        name: 'a.pdf',
        base64: 'A'.repeat(140_000_000),
      }),
    );
    expect(failure).toEqual({ code: 'FILE_TOO_LARGE', details: { characters: 140_000_000 } });
  });

  it('ends the process on close and refuses calls afterwards', async () => {
    const core = await startTiny();
    const pid = core.pid!;
    await core.close();
    expect(alive(pid)).toBe(false);
    expect((await failureOf(core.call('app.info', {}))).code).toBe('CORE_RESTARTED');
  });

  it('ends with its shell, so that no core is left holding the drafts', async () => {
    const child = fork(entry, { execPath: process.execPath, execArgv: [] });
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.send({ kind: 'start', options: tinyOptions });
    await new Promise((resolve) => child.once('message', resolve));
    child.disconnect();
    await gone;
    expect(alive(child.pid!)).toBe(false);
  });

  it('refuses names and inputs that are not in the contract on the receiving side', async () => {
    const child = fork(entry, { execPath: process.execPath, execArgv: [] });
    const replies: unknown[] = [];
    child.on('message', (message) => replies.push(message));
    child.send({ kind: 'start', options: tinyOptions });
    await expect.poll(() => replies).toEqual([{ kind: 'started' }]);
    const bad = [
      { id: 1, name: 'constructor', input: {} },
      { id: 2, name: 'app.info', input: { extra: true } },
      { id: 3, name: 'session.signIn', input: { username: 'x', password: 7 } },
    ];
    for (const request of bad) child.send({ kind: 'call', request });
    child.send({ kind: 'call', request: { id: 4, name: 'app.info', input: {}, extra: 1 } });
    child.send('nonsense');
    child.send({ kind: 'call', request: { id: 5, name: 'app.info', input: {} } });
    await expect.poll(() => replies.length).toBe(5);
    child.disconnect();
    const codes = replies.slice(1).map((reply) => {
      // What the test itself has just received from the child it started.
      const { response } = reply as { response: { id: number; ok: boolean; failure?: { code: string } } };
      return [response.id, response.ok, response.failure?.code];
    });
    expect(codes).toEqual([
      [1, false, 'REQUEST_INVALID'],
      [2, false, 'REQUEST_INVALID'],
      [3, false, 'REQUEST_INVALID'],
      [5, true, undefined],
    ]);
  });
});
