import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTokenService } from '#main/tokens/create-token-service.ts';
import { faultyModule } from '#test/support/faulty-module.ts';
import { scratchCa } from '#test/support/scratch-ca.ts';
import { addSoftToken, softPin, softTokenHome } from '#test/support/soft-token.ts';
import { enter, logIn } from '#test/support/sign-once.ts';
import { hashOf, opensslAccepts } from '#test/support/verify-signature.ts';

const ca = scratchCa();
const home = softTokenHome();
const algorithm = { scheme: 'rsa-pkcs1', hash: 'SHA-256' } as const;
const document = Buffer.from('Ủy nhiệm chi');
const digest = hashOf('SHA-256', document);
let service: ReturnType<typeof createTokenService>;

beforeAll(async () => {
  await addSoftToken(home, ca, { label: 'KTT', keyType: 'rsa-2048', owner: 'Nguyễn Văn Kế' });
});
afterAll(() => {
  rmSync(home.folder, { recursive: true });
  rmSync(ca.folder, { recursive: true });
});
afterEach(() => service.close());

/** The good module beside others, with deadlines short enough to wait for. */
function beside(...modules: readonly string[]) {
  service = createTokenService({
    modules: [...modules, home.module],
    env: home.env,
    deadlines: { survey: 1_500, certificates: 1_500, sign: 1_500, enterPin: 3_000 },
  });
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function signer() {
  const { certificates } = await service.certificates();
  return certificates.find(({ view }) => !view.isCa)!;
}

describe('a module that hangs', () => {
  it.each(['hang-initialize', 'hang-slots'] as const)(
    '(%s) is killed and named, and the other module’s token can be used meanwhile',
    async (fault) => {
      const bad = faultyModule(fault);
      beside(bad);
      const start = performance.now();
      const listing = service.list();
      // Once the good module is asked for, the bad one is still hanging.
      await expect.poll(() => service.hostPids().size).toBe(2);
      const pid = service.hostPids().get(bad)!;
      const { modules, tokens } = await listing;
      expect(performance.now() - start).toBeLessThan(10_000);
      expect(modules.map(({ path, failure }) => [path, failure?.code])).toEqual([
        [bad, 'MODULE_TIMEOUT'],
        [home.module, undefined],
      ]);
      expect(modules[0]?.failure?.details?.['module']).toBe(bad);
      expect(tokens).toHaveLength(1);
      await expect.poll(() => alive(pid)).toBe(false);
      const { problems } = await service.certificates();
      expect(problems).toMatchObject([{ code: 'MODULE_TIMEOUT', details: { module: bad } }]);
    },
  );
});

describe('a module that dies', () => {
  it.each(['crash-slots', 'exit-load'] as const)(
    '(%s) is named, and the others are listed',
    async (fault) => {
      const bad = faultyModule(fault);
      beside(bad);
      for (let round = 0; round < 2; round++) {
        const { modules, tokens } = await service.list();
        expect(modules[0]).toMatchObject({ state: 'failed', failure: { code: 'MODULE_CRASHED' } });
        expect(modules[0]?.failure?.details?.['module']).toBe(bad);
        expect(tokens).toHaveLength(1);
      }
    },
  );

  it('or refuses to start is named with the code that it gave', async () => {
    const bad = faultyModule('error-initialize');
    beside(bad);
    const { modules } = await service.list();
    expect(modules[0]?.failure).toEqual({
      code: 'MODULE_LOAD_FAILED',
      details: { module: bad, ckr: 'CKR_GENERAL_ERROR' },
    });
  });
});

describe('a token host', () => {
  it('stopped in the middle of a session fails that session by the deadline, and the next one works', async () => {
    beside();
    const { view, certificate } = await signer();
    const session = await logIn(service, view.id, softPin);
    const pid = service.hostPids().get(home.module)!;
    process.kill(pid, 'SIGSTOP');
    const start = performance.now();
    await expect(session.sign({ algorithm, digest })).rejects.toMatchObject({
      code: 'MODULE_TIMEOUT',
      details: { module: home.module, call: 'sign' },
    });
    expect(performance.now() - start).toBeLessThan(5_000);
    await expect.poll(() => alive(pid)).toBe(false);
    await session.close();
    const again = await logIn(service, view.id, softPin);
    const value = await again.sign({ algorithm, digest });
    await again.close();
    expect(opensslAccepts(certificate, algorithm, document, value)).toBe(true);
  });

  it('killed in the middle of a session is told as a crash, and the next one works', async () => {
    beside();
    const { view } = await signer();
    const session = await logIn(service, view.id, softPin);
    process.kill(service.hostPids().get(home.module)!, 'SIGKILL');
    await expect(session.sign({ algorithm, digest })).rejects.toMatchObject({ code: 'MODULE_CRASHED' });
    await session.close();
    const again = await logIn(service, view.id, softPin);
    await again.sign({ algorithm, digest });
    await again.close();
  });

  it('killed while idle is replaced without anybody noticing', async () => {
    beside();
    await service.list();
    const pid = service.hostPids().get(home.module)!;
    process.kill(pid, 'SIGKILL');
    expect((await service.list()).tokens).toHaveLength(1);
  });

  it('killed while a prompt is open makes the prompt expire, and no try is spent', async () => {
    beside();
    const { view } = await signer();
    const entry = await enter(
      {
        list: () => service.list(),
        certificates: () => service.certificates(),
        openPinPrompt: async (id) => {
          const prompt = await service.openPinPrompt(id);
          process.kill(service.hostPids().get(home.module)!, 'SIGKILL');
          await sleep(100);
          return prompt;
        },
        enterPin: (id, sealed) => service.enterPin(id, sealed),
        cancelPinPrompt: (id) => service.cancelPinPrompt(id),
        close: () => service.close(),
      },
      view.id,
      softPin,
    );
    expect(entry).toMatchObject({ kind: 'refused', failure: { code: 'PIN_PROMPT_EXPIRED' } });
  });

  it('that hangs in its module does not outlive a program that was killed', async () => {
    beside();
    const bad = faultyModule('hang-slots');
    const script = `
      const { createTokenService } = await import('#main/tokens/create-token-service.ts');
      const service = createTokenService({ modules: [${JSON.stringify(bad)}], deadlines: { survey: 60000 } });
      void service.list();
      setTimeout(() => console.log([...service.hostPids().values()][0]), 1500);
    `;
    const program = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: process.cwd(),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    // A stream without an encoding emits Buffers; `once` types its arguments as any.
    const [line] = (await once(program.stdout, 'data')) as [Buffer];
    const pid = Number(line.toString());
    expect(alive(pid)).toBe(true);
    program.kill('SIGKILL');
    await expect.poll(() => alive(pid), { timeout: 10_000 }).toBe(false);
  });

  it('ends with the service', async () => {
    beside();
    await service.list();
    const pids = [...service.hostPids().values()];
    expect(pids).toHaveLength(1);
    await service.close();
    for (const pid of pids) await expect.poll(() => alive(pid)).toBe(false);
  });
});
