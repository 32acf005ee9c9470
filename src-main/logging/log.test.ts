import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DvcttError } from '#shared/contract/errors.ts';
import { levelOf, openLog, type Log, type LogOptions } from './log.ts';
import { readLogTail } from './log-tail.ts';

let dataFolder: string;
let log: Log;

beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'dvctt-log-'));
  log = start();
});
afterEach(async () => {
  await log.close();
  chmodSync(dataFolder, 0o700);
  rmSync(dataFolder, { recursive: true, force: true });
});

function start(special: Partial<LogOptions> = {}): Log {
  return openLog({ dataFolder, process: 'test', level: 'info', ...special });
}
const file = () => join(dataFolder, 'logs', 'dvctt.log');
async function lines(): Promise<Record<string, unknown>[]> {
  await log.flush();
  return (
    readFileSync(file(), 'utf8')
      .trim()
      .split('\n')
      // Lines that this very test has had written.
      .map((line) => JSON.parse(line) as Record<string, unknown>)
  );
}

const secrets = {
  pin: '482913',
  password: 'MatKhau-KhoBac!',
  passphrase: 'con mèo ngủ trưa',
  sessionToken: 'q1w2e3r4t5y6',
  authorization: 'Bearer abc.def.ghi',
  cookie: 'sid=a1b2c3d4; theme=x',
  owner: 'Nguyễn Thị Lan',
  certificateSerial: '5404FFFEB7033FB3',
  tokenSerial: 'VNPT5400112233',
  name: 'Quyết định lương cô Lan.pdf',
  createdBy: 'Trần Văn Minh',
} as const;

describe('the log', () => {
  it('is one JSON document a line: when, how grave, which process, what', async () => {
    log = start({ clock: () => new Date('2026-11-22T01:02:03.000Z') });
    log.info('program.started', { version: '0.1.0' });
    expect(await lines()).toEqual([
      {
        level: 'info',
        at: '2026-11-22T01:02:03.000Z',
        process: 'test',
        pid: process.pid,
        version: '0.1.0',
        event: 'program.started',
      },
    ]);
  });

  it('keeps no secret, name or number, by whichever call it is told', async () => {
    log.level = 'debug';
    const told = {
      ...secrets,
      message: Object.entries(secrets)
        .map(([key, value]) => `${key}=${value}`)
        .join(', '),
    };
    log.error('call.failed', told);
    log.warn('call.failed', told);
    log.info('call.failed', told);
    log.debug('call.failed', told);
    for (const level of ['error', 'warn', 'info'] as const) {
      log.failed(
        level,
        'call.failed',
        new DvcttError('FILE_TOO_LARGE', { ...secrets, code: '1001163220526154946' }),
        told,
      );
      log.failed(
        level,
        'call.failed',
        new Error(`boom password=${secrets.password} CCCD 001099012345`),
        told,
      );
      log.failed(level, 'call.failed', `thrown text pin: ${secrets.pin}`);
    }
    await log.flush();
    log.crashed(new TypeError(`cookie: ${secrets.cookie} of /home/nguyenlan/x`));
    const written = readFileSync(file(), 'utf8');
    expect(written.trim().split('\n')).toHaveLength(14);
    const { name: _name, owner: _owner, createdBy: _by, ...others } = secrets;
    for (const secret of [
      ...Object.values(others),
      'a1b2c3d4',
      'Lan.pdf',
      '1001163220526154',
      '001099012',
      'nguyenlan',
    ]) {
      expect(written).not.toContain(secret);
    }
    const byName = (await lines()).filter(({ owner }) => owner !== undefined);
    expect(byName.length).toBeGreaterThan(5);
    for (const line of byName) {
      expect(line).toMatchObject({
        owner: 'N.T.L.',
        createdBy: 'T.V.M.',
        name: '*.pdf',
        tokenSerial: '***233',
        pin: '***',
      });
    }
    expect(written).not.toMatch(/\d{9}/);
  });

  it('tells a failure by its code and details, and of a foreign error where it was thrown', async () => {
    log.failed(
      'warn',
      'call.failed',
      new DvcttError('MODULE_TIMEOUT', { module: '/opt/x.so', milliseconds: 3000 }),
      {
        call: 'tokens.list',
      },
    );
    log.failed('error', 'call.failed', new TypeError('x is not a function'));
    const [known, foreign] = await lines();
    expect(known).toMatchObject({
      code: 'MODULE_TIMEOUT',
      details: { module: '/opt/x.so', milliseconds: 3000 },
      call: 'tokens.list',
    });
    expect(known).not.toHaveProperty('stack');
    expect(foreign).toMatchObject({
      code: 'UNEXPECTED',
      details: { message: 'x is not a function' },
      kind: 'TypeError',
    });
    expect(String(foreign?.['stack'])).toContain('log.test.ts');
  });

  it('cannot be made to hold a second line, a terminal sequence or megabytes by what it is told', async () => {
    log.info('host.ended', {
      module: `x.so\n{"level":"info","event":"program.started"}\u001b[2J`,
      reason: 'r'.repeat(10_000_000),
    });
    log.info(
      'host.ended',
      Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`fact ${index}`, index])),
    );
    const written = await lines();
    expect(written).toHaveLength(2);
    expect(readFileSync(file(), 'utf8')).not.toContain('\\u001b');
    expect(statSync(file()).size).toBeLessThan(5000);
  });

  it('writes only what its level asks for, and another level from the next line on', async () => {
    log.debug('call.done', { call: 'app.info' });
    log.level = 'debug';
    log.debug('call.done', { call: 'app.info' });
    log.level = 'error';
    log.warn('call.slow', { call: 'app.info' });
    expect(await lines()).toHaveLength(1);
    expect(log.level).toBe('error');
  });

  it('takes its level from DVCTT_LOG_LEVEL, and nothing from a word that is none', () => {
    expect(levelOf({ DVCTT_LOG_LEVEL: ' Debug ' })).toBe('debug');
    expect(levelOf({ DVCTT_LOG_LEVEL: 'verbose' })).toBeUndefined();
    expect(levelOf({})).toBeUndefined();
  });

  it('begins a new file when one is full and keeps five in all', async () => {
    log = start({ size: 2000 });
    for (let index = 0; index < 300; index += 1) {
      log.info('host.started', { module: `/opt/module-${index}.so` });
      if (index % 20 === 0) await log.flush();
    }
    await log.flush();
    const kept = readdirSync(join(dataFolder, 'logs')).toSorted();
    expect(kept).toEqual(['dvctt.1.log', 'dvctt.2.log', 'dvctt.3.log', 'dvctt.4.log', 'dvctt.log']);
    for (const name of kept) expect(statSync(join(dataFolder, 'logs', name)).size).toBeLessThan(2500);
    const tail = await readLogTail(join(dataFolder, 'logs'), 20);
    expect(tail).toHaveLength(20);
    expect(tail.at(-1)).toContain('module-299');
    expect(tail[0]).toContain('module-280');
  });

  it('can be read by nobody else on this machine', async () => {
    log.info('program.started');
    await log.flush();
    expect(statSync(file()).mode & 0o077).toBe(0);
  });

  it('makes no folder before there is a line', async () => {
    log.debug('call.done');
    await log.flush();
    expect(existsSync(join(dataFolder, 'logs'))).toBe(false);
  });

  it('goes on in silence when its place cannot be written, says so when asked, and tries again later', async () => {
    writeFileSync(join(dataFolder, 'logs'), 'a file where the folder should be');
    let clock = 0;
    log = start({ now: () => clock, pause: 1000 });
    log.info('program.started');
    await expect.poll(() => log.health.writing).toBe(false);
    log.info('tokens.changed');
    expect(log.health).toMatchObject({ writing: false, dropped: 2 });
    expect(log.health.failure).toMatch(/^E[A-Z]+$/);
    log.crashed(new Error('at the end'));

    rmSync(join(dataFolder, 'logs'));
    clock = 1001;
    log.info('tokens.changed');
    expect(await lines()).toHaveLength(1);
    expect(log.health).toMatchObject({ writing: true, dropped: 2 });
  });

  it('writes to no device or pipe that stands in its place', async () => {
    mkdirSync(join(dataFolder, 'logs'));
    symlinkSync('/dev/full', file());
    log.info('program.started');
    await expect.poll(() => log.health.writing, { timeout: 15_000 }).toBe(false);
    expect(log.health.dropped).toBe(1);
    expect(await readLogTail(join(dataFolder, 'logs'), 10)).toEqual([]);
  });

  it('drops and counts what a slow disk does not take, instead of keeping it in memory', async () => {
    log = start({ bound: 50 });
    for (let index = 0; index < 5000; index += 1) log.info('tokens.changed', { index });
    await log.flush();
    const written = await lines();
    expect(written.length).toBeGreaterThanOrEqual(50);
    expect(written.length + log.health.dropped).toBe(5000);
  });

  it('is written whole by two programs at once', async () => {
    const other = start({ process: 'other' });
    for (let index = 0; index < 200; index += 1) {
      log.info('tokens.changed', { index });
      other.info('tokens.changed', { index });
    }
    await other.close();
    const written = await lines();
    expect(written).toHaveLength(400);
    expect(new Set(written.map((line) => line['process']))).toEqual(new Set(['test', 'other']));
  });
});
