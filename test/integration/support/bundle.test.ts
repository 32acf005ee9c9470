import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Core } from '#shared/contract/ipc.ts';
import { startBudgetUnit, type BudgetUnit } from '#test/support/budget-unit.ts';
import { dvctt } from '#test/support/dvctt-command.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dvctt-bundle-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const unzip = (zip: string, ...names: string[]) =>
  execFileSync('unzip', ['-p', zip, ...names], { encoding: 'utf8' });

describe('the bundle in the window', () => {
  let unit: BudgetUnit;
  let core: Core;
  beforeAll(async () => {
    unit = await startBudgetUnit();
    core = await unit.signIn('KTT');
  });
  afterAll(async () => {
    await unit.close();
  });

  it('cannot be saved before it was shown', async () => {
    await expect(core.call('doctor.bundleFile', {})).rejects.toMatchObject({ code: 'BUNDLE_NOT_SHOWN' });
  });

  it('is a zip of exactly what was shown, that unzip opens, about real tokens and without a person’s name', async () => {
    const { user } = await core.call('session.current', {});
    // A module that answers late is pending at first.
    const list = async () => (await core.call('certificates.list', {})).certificates;
    await expect.poll(async () => (await list()).length, { timeout: 20_000 }).toBeGreaterThan(0);
    const certificates = await list();
    expect(certificates).not.toEqual([]);
    await core.call('trace.set', { on: true });
    await core.call('tokens.list', {});
    const preview = await core.call('doctor.bundle', {
      summary: `Không ký được, CCCD 001099012345, ${user?.name ?? ''}`,
    });
    const file = await core.call('doctor.bundleFile', {});
    const bytes = Buffer.from(file.base64, 'base64');
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(file.sha256);
    expect(await core.call('doctor.bundleFile', {})).toEqual(file);

    const zip = join(folder, file.name);
    writeFileSync(zip, bytes);
    expect(execFileSync('unzip', ['-t', zip], { encoding: 'utf8' })).toContain('No errors detected');
    for (const { name, text, bytes: size } of preview.files) {
      expect(unzip(zip, name)).toBe(text);
      expect(Buffer.byteLength(text)).toBe(size);
    }
    const all = preview.files.map(({ text }) => text).join('\n') + preview.mail.subject + preview.mail.body;
    const secret = [
      user?.name ?? '?',
      ...certificates.flatMap(({ owner, serial, thumbprint, uids }) => [owner, serial, thumbprint, ...uids]),
    ];
    for (const word of secret) expect(all.toLowerCase()).not.toContain(word.toLowerCase());
    expect(all).not.toMatch(/\d{9}/);
    expect(preview.mail.subject).toMatch(
      new RegExp(`^DVCTT-${user?.treasuryCode ?? '?'}-Không ký được, CCCD \\*\\*\\*345, (\\p{L}\\.)+$`, 'u'),
    );

    const names = preview.files.map(({ name }) => name);
    expect(names).toEqual([
      'README.txt',
      'checks.txt',
      'checks.json',
      'tokens.json',
      'certificates.json',
      'trace.json',
      'log.jsonl',
      'system.json',
    ]);
    expect(unzip(zip, 'trace.json')).toContain('C_GetSlotList');
    expect(unzip(zip, 'tokens.json')).toContain('libsofthsm2.so');
    expect(unzip(zip, 'certificates.json')).toContain('"keyBits": 2048');
    expect(unzip(zip, 'log.jsonl')).toContain('program.started');
  });

  it('is the newest one that was shown, never an older one', async () => {
    await core.call('doctor.bundle', { summary: 'first' });
    const second = await core.call('doctor.bundle', { summary: 'second' });
    const file = await core.call('doctor.bundleFile', {});
    writeFileSync(join(folder, 'newest.zip'), Buffer.from(file.base64, 'base64'));
    expect(unzip(join(folder, 'newest.zip'), 'README.txt')).toContain('second');
    expect(second.mail.subject).toContain('second');
  });
});

const written = z.object({
  checks: z.array(z.object({ id: z.string() })),
  bundle: z.object({
    file: z.string(),
    files: z.array(z.object({ name: z.string(), bytes: z.number() })),
    mail: z.object({ subject: z.string(), body: z.string() }),
  }),
});

describe('dvctt doctor --bundle', () => {
  const run = (...args: string[]) =>
    dvctt(['doctor', '--data', join(folder, 'data'), ...args], {
      env: { DVCTT_PKCS11_MODULES: '', DVCTT_BACKEND: 'http://127.0.0.1:9' },
    });

  it('writes a zip that unzip opens, for its owner alone, and tells a script what is in it', async () => {
    const zip = join(folder, 'new', 'máy 1.zip');
    const { out, err } = await run('--bundle', zip, '--summary', 'Token không nhận', '--json');
    const document = written.parse(JSON.parse(out));
    expect(document.bundle.file).toBe(zip);
    expect(document.bundle.mail.subject).toBe('DVCTT-0000-Token không nhận');
    expect(document.bundle.mail.body).toContain('máy 1.zip');
    expect(execFileSync('unzip', ['-t', zip], { encoding: 'utf8' })).toContain('No errors detected');
    expect(statSync(zip).mode & 0o077).toBe(0);
    for (const { name, bytes } of document.bundle.files) {
      expect(Buffer.byteLength(unzip(zip, name))).toBe(bytes);
      expect(err).toContain(name);
    }
  });

  it('never overwrites a file unasked, nor anything that is no file', async () => {
    const zip = join(folder, 'mine.zip');
    writeFileSync(zip, 'something of mine');
    expect(await run('--bundle', zip)).toMatchObject({ code: 64 });
    expect(readFileSync(zip, 'utf8')).toBe('something of mine');

    const link = join(folder, 'link.zip');
    symlinkSync(zip, link);
    mkdirSync(join(folder, 'folder.zip'));
    for (const place of [link, join(folder, 'folder.zip'), '/dev/null']) {
      expect((await run('--bundle', place, '--yes')).code, place).toBe(64);
    }
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
    expect(readFileSync(zip, 'utf8')).toBe('something of mine');

    await run('--bundle', zip, '--yes');
    expect(execFileSync('unzip', ['-t', zip], { encoding: 'utf8' })).toContain('No errors detected');
    expect(existsSync(join(folder, 'data', 'logs'))).toBe(false);
  });
});
