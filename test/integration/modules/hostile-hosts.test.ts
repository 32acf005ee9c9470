/** Token hosts that are stopped, killed or orphaned, and programs on the command line beside drivers that misbehave. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { tokenListSchema } from '#shared/contract/tokens.ts';
import { dvctt } from '#test/support/dvctt-command.ts';
import { enter, logIn } from '#test/support/sign-once.ts';
import { makePdf } from '#test/support/signing-tools.ts';
import { softPin } from '#test/support/soft-token.ts';
import {
  algorithm,
  BadCompany,
  certificateOf,
  digest,
  honestOwner,
  otherOwner,
  signs,
} from './bad-company.ts';

const company = new BadCompany();
beforeAll(() => company.prepare());
afterEach(() => company.end());
afterAll(() => company.clear());

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A service with the honest token alone, its certificate, and the process of its host. */
async function honest() {
  const service = company.service([], { deadlines: { survey: 4_000, certificates: 4_000, sign: 1_500 } });
  const certificate = await certificateOf(service, honestOwner);
  const pid = () => service.hostPids().get(company.honest.module)!;
  return { service, certificate, id: certificate.view.id, pid };
}

describe('a token host', () => {
  it('stopped in the middle of a session fails that session by the deadline, and the next one works', async () => {
    const { service, certificate, id, pid } = await honest();
    const session = await logIn(service, id, softPin);
    const stopped = pid();
    process.kill(stopped, 'SIGSTOP');
    await expect(session.sign({ algorithm, digest })).rejects.toMatchObject({
      code: 'MODULE_TIMEOUT',
      details: { module: company.honest.module, call: 'sign' },
    });
    await expect.poll(() => alive(stopped)).toBe(false);
    await session.close();
    const again = await logIn(service, id, softPin);
    expect(await signs(again, certificate)).toBe(true);
    await again.close();
  });

  it('killed in the middle of a session is told as a crash, and the next one works', async () => {
    const { service, certificate, id, pid } = await honest();
    const session = await logIn(service, id, softPin);
    process.kill(pid(), 'SIGKILL');
    await expect(session.sign({ algorithm, digest })).rejects.toMatchObject({ code: 'MODULE_CRASHED' });
    await session.close();
    const again = await logIn(service, id, softPin);
    expect(await signs(again, certificate)).toBe(true);
    await again.close();
  });

  it('killed while idle is replaced without anybody noticing', async () => {
    const { service, pid } = await honest();
    process.kill(pid(), 'SIGKILL');
    expect((await service.list()).tokens).toHaveLength(1);
  });

  it('killed while a prompt is open makes the prompt expire, and no try is spent', async () => {
    const { service, id, pid } = await honest();
    const entry = await enter(
      {
        openPinPrompt: async (certificateId) => {
          const prompt = await service.openPinPrompt(certificateId);
          process.kill(pid(), 'SIGKILL');
          await sleep(100);
          return prompt;
        },
        enterPin: (certificateId, sealed) => service.enterPin(certificateId, sealed),
      },
      id,
      softPin,
    );
    expect(entry).toMatchObject({ kind: 'refused', failure: { code: 'PIN_PROMPT_EXPIRED' } });
  });

  it('that hangs in its module does not outlive a program that was killed', async () => {
    const bad = company.module('C_GetSlotList hang');
    const script = `
      const { createTokenService } = await import('#main/tokens/create-token-service.ts');
      const service = createTokenService({ modules: [${JSON.stringify(bad.path)}], deadlines: { survey: 60000 } });
      void service.list();
      const look = setInterval(() => {
        const [pid] = service.hostPids().values();
        if (pid === undefined) return;
        clearInterval(look);
        console.log(pid);
      }, 50);
    `;
    const program = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: process.cwd(),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    // A stream without an encoding emits Buffers; `once` types its arguments as any.
    const [line] = (await once(program.stdout, 'data')) as [Buffer];
    const pid = Number(line.toString());
    await expect.poll(() => bad.calls()).toContain('C_GetSlotList');
    expect(alive(pid)).toBe(true);
    program.kill('SIGKILL');
    await expect.poll(() => alive(pid), { timeout: 10_000 }).toBe(false);
  });

  it('ends with the service', async () => {
    const { service, pid } = await honest();
    const running = pid();
    await service.close();
    await expect.poll(() => alive(running)).toBe(false);
  });
});

describe('the command line beside a driver that misbehaves', () => {
  const command = (modules: readonly string[], args: readonly string[], input?: string) =>
    dvctt([...args, ...[...modules, company.honest.module].flatMap((path) => ['--module', path])], {
      env: company.honest.env,
      ...(input === undefined ? {} : { input }),
    });

  it('lists the honest token, names the driver that crashed, and prints one JSON document', async () => {
    const bad = company.module('* chatter', 'C_GetSlotList crash');
    const { code, out } = await command([bad.path], ['tokens', '--json']);
    const list = tokenListSchema.parse(JSON.parse(out));
    const driver = list.modules.find(({ path }) => path === bad.path);
    expect(driver?.failure?.code).toBe('MODULE_CRASHED');
    // Whatever card lies in a reader of this machine is listed too.
    expect(list.tokens.map(({ label }) => label)).toContain('KTT');
    expect(code).toBe(0);
  });

  it('signs with the honest token while the other driver hangs', async () => {
    const bad = company.module('C_Initialize hang');
    const folder = mkdtempSync(join(tmpdir(), 'dvctt-hostile-'));
    try {
      writeFileSync(join(folder, 'a.pdf'), await makePdf(false));
      const token = (await certificateOf(company.service([]), honestOwner)).view.tokenSerial;
      const args = ['sign', join(folder, 'a.pdf'), '--out', join(folder, 'out'), '--token', token];
      args.push('--pin-stdin', '--json');
      const timed = async (modules: readonly string[]) => {
        const start = performance.now();
        const result = await command(modules, args, `${softPin}\n`);
        return { ...result, took: performance.now() - start };
      };
      const alone = await timed([]);
      const { code, err, took } = await timed([bad.path]);
      // The hung driver has fifteen seconds to show its certificates; nobody who named a token waits for that. A busy
      // machine is slow with both.
      expect(took).toBeLessThan(2 * alone.took + 10_000);
      expect(err).not.toContain(softPin);
      expect(code).toBe(0);
      expect(readdirSync(join(folder, 'out'))).toHaveLength(2);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each([
    ['with one wrong bit', 'C_Sign corrupt', 'TOKEN_KEY_FAILED'],
    ['that claims more than was written', 'C_Sign huge-after', 'SIGNATURE_INVALID'],
  ])('writes no document with a signature %s', async (_what, fault, code) => {
    const bad = company.module(fault);
    const folder = mkdtempSync(join(tmpdir(), 'dvctt-hostile-'));
    try {
      writeFileSync(join(folder, 'a.pdf'), await makePdf(false));
      const { view } = await certificateOf(company.service([bad.path]), otherOwner);
      const { serial } = view;
      const args = [
        'sign',
        join(folder, 'a.pdf'),
        '--out',
        join(folder, 'out'),
        '--cert',
        serial,
        '--pin-stdin',
      ];
      const result = await command([bad.path], args, `${softPin}\n`);
      expect(result.code).toBe(1);
      expect(result.err).toContain(code);
      expect(readdirSync(folder, { recursive: true }).filter((name) => name !== 'out')).toEqual(['a.pdf']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
