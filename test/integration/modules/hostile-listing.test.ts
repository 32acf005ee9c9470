/** Drivers that misbehave while they are asked what is there: all of them at once, beside one honest token. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FailureCode } from '#shared/contract/errors.ts';
import type { TokenList } from '#shared/contract/tokens.ts';
import type { CertificateList } from '#main/tokens/token-service.ts';
import type { FaultyModule } from '#test/support/faulty-module.ts';
import { logIn } from '#test/support/sign-once.ts';
import { softPin } from '#test/support/soft-token.ts';
import {
  BadCompany,
  certificateOf,
  honestOwner,
  hostProcesses,
  longestPause,
  mostPause,
  otherOwner,
  signs,
} from './bad-company.ts';

const company = new BadCompany();
beforeAll(() => company.prepare());
afterAll(() => company.clear());

/** Any of these is a true name for what happened: which one depends on how the loader ends. */
type Codes = readonly FailureCode[];

const deadly: Readonly<Record<string, Codes>> = {
  'load hang': ['MODULE_TIMEOUT'],
  'load crash': ['MODULE_CRASHED'],
  'load exit 0': ['MODULE_CRASHED'],
  'C_GetFunctionList return 5': ['MODULE_LOAD_FAILED'],
  'C_GetFunctionList null': ['MODULE_LOAD_FAILED', 'MODULE_CRASHED'],
  'C_GetFunctionList holes': ['MODULE_LOAD_FAILED', 'MODULE_CRASHED', 'TOKEN_ERROR'],
  'C_Initialize hang': ['MODULE_TIMEOUT'],
  'C_GetInfo hang-after': ['MODULE_TIMEOUT'],
  'C_GetSlotList unavailable': ['MODULE_CRASHED', 'TOKEN_ERROR'],
  'C_GetSlotList return 0x30': ['TOKEN_ERROR'],
  'C_GetSlotInfo hang': ['MODULE_TIMEOUT'],
  'C_GetTokenInfo crash': ['MODULE_CRASHED'],
};

describe('drivers that hang or die when asked what is there', () => {
  const modules = new Map<string, FaultyModule>();
  let listed: TokenList;
  let certificates: CertificateList;
  let pause: number;
  let signedMeanwhile: { readonly good: boolean; readonly stillListing: boolean };

  beforeAll(async () => {
    const alone = company.service([]);
    const certificate = await certificateOf(alone, honestOwner);
    const session = await logIn(alone, certificate.view.id, softPin);
    for (const fault of Object.keys(deadly)) modules.set(fault, company.module(fault));
    // Fifteen processes start at the same time: the honest one needs longer than it ever will beside one bad driver.
    const deadlines = { survey: 8_000, certificates: 8_000 };
    const service = company.service(
      [...modules.values()].map(({ path }) => path),
      { deadlines },
    );
    // Hangs only when certificates are read: its list is well.
    const reader = company.service([company.module('C_GetAttributeValue hang-after').path], { deadlines });
    let listing = true;
    const run = await longestPause(async () => {
      const all = service.list().finally(() => {
        listing = false;
      });
      signedMeanwhile = { good: await signs(session, certificate), stillListing: listing };
      return await Promise.all([all, reader.certificates()]);
    });
    ({ pause } = run);
    [listed, certificates] = run.result;
    await session.close();
  });

  it.each(Object.entries(deadly))('(%s) are named with what happened', (fault, codes) => {
    const { path } = modules.get(fault)!;
    const module = listed.modules.find((seen) => seen.path === path)!;
    expect(module.state).toBe('failed');
    expect(codes).toContain(module.failure?.code);
    expect(module.failure?.details?.['module']).toBe(path);
  });

  it('do not hide the honest token, nor keep it from signing, nor hold up this process', () => {
    expect(listed.tokens.map(({ label }) => label)).toEqual(['KTT']);
    expect(signedMeanwhile).toEqual({ good: true, stillListing: true });
    expect(pause).toBeLessThan(mostPause);
  });

  it('or when their certificates are read, keep those of the honest token from nobody', () => {
    expect(certificates.problems.map(({ code }) => code)).toEqual(['MODULE_TIMEOUT']);
    expect(certificates.certificates.map(({ view }) => view.owner)).toContain(honestOwner);
  });

  it('leave no process behind, not even the ones that hang', async () => {
    const pids = await company.end();
    expect(pids.length).toBeGreaterThan(0);
    await expect.poll(hostProcesses, { timeout: 10_000 }).toEqual([]);
  });
});

/** What the list and the certificates of the driver's own token are then. */
interface Lie {
  readonly token: 'shown' | 'absent';
  readonly certificate: 'listed' | 'missing';
  /** Of the module or of its certificates. */
  readonly problem?: Codes;
}

const lies: Readonly<Record<string, Lie>> = {
  'C_GetSlotList zero': { token: 'absent', certificate: 'missing' },
  'token change-slots': { token: 'shown', certificate: 'listed' },
  'token pulled': { token: 'absent', certificate: 'missing' },
  'token ghost': { token: 'shown', certificate: 'missing', problem: ['TOKEN_REMOVED'] },
  '* chatter': { token: 'shown', certificate: 'listed' },
  'C_OpenSession return 5': { token: 'shown', certificate: 'missing', problem: ['TOKEN_ERROR'] },
  'C_OpenSession return 0xb1': { token: 'shown', certificate: 'missing', problem: ['TOKEN_BUSY'] },
  'C_FindObjects zero': { token: 'shown', certificate: 'missing' },
  'C_FindObjects crash': { token: 'shown', certificate: 'missing', problem: ['MODULE_CRASHED'] },
  'C_GetAttributeValue zero': { token: 'shown', certificate: 'listed' },
  'C_GetAttributeValue huge': { token: 'shown', certificate: 'listed' },
  'C_GetAttributeValue unavailable': {
    token: 'shown',
    certificate: 'missing',
    problem: ['CERT_INVALID', 'TOKEN_ERROR'],
  },
  'C_GetAttributeValue garbage': { token: 'shown', certificate: 'missing', problem: ['CERT_INVALID'] },
  'C_GetAttributeValue return 0x54': {
    token: 'shown',
    certificate: 'missing',
    problem: ['TOKEN_ERROR', 'CERT_INVALID'],
  },
  'C_CloseSession late 300': { token: 'shown', certificate: 'listed' },
};

describe.each(Object.entries(lies))('a driver that lies (%s)', (fault, expected) => {
  let list: TokenList;
  let certificates: CertificateList;
  let path: string;

  it('is believed no further than it can be checked, and nobody else is disturbed', async () => {
    ({ path, list, certificates } = await looked(fault));
    const mine = list.tokens.filter(({ modulePath }) => modulePath === path);
    expect(mine).toHaveLength(expected.token === 'shown' ? 1 : 0);
    const own = certificates.certificates.filter(({ view }) => view.owner === otherOwner);
    expect(own).toHaveLength(expected.certificate === 'listed' ? 1 : 0);
    const problems = certificates.problems.map(({ code }) => code);
    if (expected.problem === undefined) expect(problems).toEqual([]);
    else expect(problems.filter((code) => expected.problem?.includes(code) !== true)).toEqual([]);
    expect(problems.length > 0).toBe(expected.problem !== undefined);
    expect(list.tokens.map(({ label }) => label)).toContain('KTT');
    expect(certificates.certificates.some(({ view }) => view.owner === honestOwner)).toBe(true);
  });
});

let lair: { readonly module: FaultyModule; readonly service: ReturnType<BadCompany['service']> } | undefined;

/** One driver goes through all lies in one service, as a driver in the field goes from sound to unsound. */
async function looked(fault: string) {
  lair ??= (() => {
    const module = company.module();
    return { module, service: company.service([module.path]) };
  })();
  lair.module.order(fault);
  const list = await lair.service.list();
  const certificates = await lair.service.certificates();
  return { path: lair.module.path, list, certificates };
}

describe('a driver that claims more than there is', () => {
  it('takes its own process down and no other', async () => {
    const module = company.module('C_GetSlotList huge');
    const service = company.service([module.path], { deadlines: { survey: 3_000 } });
    const { modules, tokens } = await service.list();
    const told = modules.find(({ path }) => path === module.path)?.failure?.code;
    expect(['MODULE_TIMEOUT', 'MODULE_CRASHED', 'TOKEN_ERROR']).toContain(told);
    expect(tokens.map(({ label }) => label)).toEqual(['KTT']);
    await service.close();
  });
});

describe('a driver that goes wrong and comes to its senses', () => {
  it('is used again without a restart of the program, after each kind of end', async () => {
    const module = company.module();
    const service = company.service([module.path]);
    for (const fault of ['C_GetSlotList crash', 'C_GetTokenInfo exit 1']) {
      expect((await service.list()).tokens).toHaveLength(2);
      module.order(fault);
      expect((await service.list()).tokens.map(({ label }) => label)).toEqual(['KTT']);
      module.order();
    }
    expect((await service.list()).tokens).toHaveLength(2);
  });

  it('that only deadlocks in C_Finalize is let go of by ending its process, and nobody waits', async () => {
    const module = company.module('C_Finalize deadlock');
    const service = company.service([module.path], { idleAfter: 100 });
    expect((await service.list()).tokens).toHaveLength(2);
    const pid = service.hostPids().get(module.path)!;
    await expect.poll(() => module.calls().includes('C_Finalize'), { timeout: 15_000 }).toBe(true);
    const again = await service.list();
    expect(again.tokens.map(({ label }) => label)).toContain('KTT');
    await expect.poll(hostProcesses, { timeout: 15_000 }).not.toContain(pid);
    expect((await service.list()).tokens).toHaveLength(2);
  });
});
