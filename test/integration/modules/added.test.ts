import { chmodSync, copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addedModulesIn } from '#main/settings/added-modules.ts';
import { SettingsFile } from '#main/settings/settings-file.ts';
import { createTokenService, type TokenServiceOptions } from '#main/tokens/create-token-service.ts';
import { brokenModule, faultyModule, type FaultyModule } from '#test/support/faulty-module.ts';
import { scratchCa } from '#test/support/scratch-ca.ts';
import { addSoftToken, softTokenHome } from '#test/support/soft-token.ts';

const ca = scratchCa();
const home = softTokenHome();
let folder: string;
let module: FaultyModule;
let services: ReturnType<typeof createTokenService>[] = [];

beforeAll(async () => {
  await addSoftToken(home, ca, { label: 'KTT', keyType: 'ec-p256', owner: 'Nguyễn Văn Kế' });
});
afterAll(() => {
  for (const made of [home, ca]) rmSync(made.folder, { recursive: true });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dvctt-added-'));
  module = faultyModule(home);
});
afterEach(async () => {
  await Promise.all(services.map((service) => service.close()));
  services = [];
  module.remove();
  rmSync(folder, { recursive: true });
});

/** A program that has just been started on this data folder. */
function start(options: Partial<TokenServiceOptions> = {}) {
  const service = createTokenService({
    modules: [],
    added: addedModulesIn(new SettingsFile(folder)),
    ...options,
  });
  services.push(service);
  return service;
}

describe('a module that a person adds', () => {
  it('is tried in a process of its own, used at once, told to those who watch, and remembered', async () => {
    const service = start();
    let told = 0;
    const end = service.watch(() => {
      told += 1;
    });
    const trial = await service.addModule(module.path);
    expect(trial).toMatchObject({ path: module.path, accepted: true, manufacturer: 'SoftHSM', tokens: 1 });
    // The process of the trial has ended with it.
    expect(service.hostPids().size).toBe(0);
    expect(told).toBeGreaterThan(0);
    end();
    const { modules, tokens } = await service.list();
    expect(modules).toMatchObject([{ path: module.path, origin: 'added', state: 'ready' }]);
    expect(tokens).toHaveLength(1);
    expect((await start().list()).tokens).toHaveLength(1);
  });

  it.each([
    ['hangs', 'C_Initialize hang', 'MODULE_TIMEOUT'],
    ['crashes', 'C_GetSlotList crash', 'MODULE_CRASHED'],
  ] as const)(
    'and that %s is refused with that reason, in time, and not remembered',
    async (_, order, code) => {
      module.order(order);
      const service = start({ trialDeadline: 2_500 });
      const trial = await service.addModule(module.path);
      expect(trial).toMatchObject({ accepted: false, failure: { code, details: { module: module.path } } });
      expect((await service.list()).modules).toEqual([]);
      expect(new SettingsFile(folder).read()).toEqual({});
    },
  );

  it.each([
    ['elf-32-bit', 'MODULE_WRONG_BITNESS'],
    ['no-pkcs11', 'MODULE_NOT_PKCS11'],
  ] as const)('and that cannot be one (%s) is refused by its name', async (kind, code) => {
    const broken = brokenModule(kind);
    const trial = await start().addModule(broken.path);
    rmSync(broken.folder, { recursive: true });
    expect(trial).toMatchObject({ accepted: false, failure: { code } });
  });

  it('from where everybody can write is not even loaded', async () => {
    const planted = join(tmpdir(), `dvctt-planted-${process.pid}.so`);
    copyFileSync(module.path, planted);
    chmodSync(planted, 0o777);
    const trial = await start().addModule(planted);
    rmSync(planted);
    expect(trial).toMatchObject({ accepted: false, failure: { code: 'MODULE_UNSAFE_PLACE' } });
    expect(module.calls()).toEqual([]);
  });

  it('and whose file everybody can write later is not loaded any more, also after a restart', async () => {
    const service = start();
    await service.addModule(module.path);
    chmodSync(module.path, 0o777);
    const calls = module.calls().length;
    for (const program of [service, start()]) {
      expect((await program.list()).modules).toMatchObject([
        { state: 'failed', failure: { code: 'MODULE_UNSAFE_PLACE' } },
      ]);
    }
    expect(module.calls()).toHaveLength(calls);
  });

  it('can be taken away again, and nothing else can', async () => {
    const service = start({ modules: [home.module], env: home.env });
    await service.addModule(module.path);
    await service.removeModule(module.path);
    expect((await service.list()).modules.map(({ path }) => path)).toEqual([home.module]);
    for (const path of [module.path, home.module]) {
      await expect(service.removeModule(path)).rejects.toMatchObject({ code: 'MODULE_NOT_FOUND' });
    }
  });
});
