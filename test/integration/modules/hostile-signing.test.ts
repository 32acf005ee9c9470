/** Drivers that misbehave while a PIN is entered or a signature is made, with an honest token signing beside them. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DvcttError, type FailureCode } from '#shared/contract/errors.ts';
import type { PinEntry, SigningSession, TokenCertificate } from '#main/tokens/token-service.ts';
import type { FaultyModule } from '#test/support/faulty-module.ts';
import { enter, logIn } from '#test/support/sign-once.ts';
import { softPin } from '#test/support/soft-token.ts';
import {
  algorithm,
  BadCompany,
  certificateOf,
  digest,
  honestOwner,
  hostProcesses,
  longestPause,
  mostPause,
  otherOwner,
  signs,
} from './bad-company.ts';

const company = new BadCompany();
let module: FaultyModule;
let service: ReturnType<BadCompany['service']>;
let honest: TokenCertificate;
let honestSession: SigningSession;
let other: TokenCertificate;

beforeAll(async () => {
  await company.prepare();
  module = company.module();
  service = company.service([module.path]);
  honest = await certificateOf(service, honestOwner);
  // One login on the honest token goes through all that happens to the other one.
  honestSession = await logIn(service, honest.view.id, softPin);
});
beforeEach(async () => {
  module.order();
  other = await certificateOf(service, otherOwner);
});
afterAll(() => company.clear());

/** What came of one entry of the PIN on the bad driver: the code, or `accepted` (and closed again). */
async function entering(pin = softPin): Promise<FailureCode | 'accepted'> {
  try {
    const entry = await enter(service, other.view.id, pin);
    if (entry.kind === 'refused') return entry.failure.code;
    await entry.session.close();
    return 'accepted';
  } catch (thrown) {
    if (!(thrown instanceof DvcttError)) throw thrown;
    return thrown.code;
  }
}

const logins = () => module.calls().filter((call) => call === 'C_Login').length;

describe('a PIN given to a driver that', () => {
  it.each([
    ['hangs after it has looked at it', 'C_Login hang-after', ['MODULE_TIMEOUT']],
    ['crashes on it', 'C_Login crash', ['MODULE_CRASHED']],
    ['answers a right one with an error that means nothing', 'C_Login return-after 5', ['TOKEN_ERROR']],
    ['has lost its session', 'C_Login drop-session', ['TOKEN_REMOVED']],
    ['says that the PIN is locked', 'C_Login return 0xa4', ['PIN_LOCKED']],
    ['says that the PIN has expired', 'C_Login return 0xa3', ['PIN_MUST_BE_CHANGED']],
    ['says that the slot is empty', 'token pulled', ['TOKEN_NOT_FOUND', 'TOKEN_REMOVED']],
  ] as const)('%s is tried once at most, and the person is told why', async (_what, fault, codes) => {
    const before = logins();
    module.order(fault);
    const { result, pause } = await longestPause(() => entering());
    expect(codes).toContain(result);
    expect(pause).toBeLessThan(mostPause);
    expect(logins() - before).toBeLessThanOrEqual(1);
    expect(await signs(honestSession, honest)).toBe(true);
  });

  it('answers a wrong one with CKR_GENERAL_ERROR is told as a wrong PIN, by the flags', async () => {
    module.order('C_Login replace 0xa0 0x5');
    const entry = await enter(service, other.view.id, '111111');
    expect(entry).toMatchObject({
      kind: 'refused',
      failure: { code: 'PIN_INCORRECT', details: { ckr: 'CKR_GENERAL_ERROR' } },
      pinState: 'low',
    });
    module.order();
    expect(await entering()).toBe('accepted');
  });

  it('answers vaguely where the flags stand still is not told that no try was spent', async () => {
    module.order('C_Login return 0x6');
    const entry: PinEntry = await enter(service, other.view.id, '111111');
    expect(entry).toMatchObject({
      kind: 'refused',
      failure: { code: 'TOKEN_ERROR', details: { ckr: 'CKR_FUNCTION_FAILED', tryUsed: 'unknown' } },
    });
  });
});

describe('a token whose flags say that its PIN', () => {
  it.each([
    ['is locked', 'token set-flags 40000', 'PIN_LOCKED'],
    ['must be changed', 'token set-flags 80000', 'PIN_MUST_BE_CHANGED'],
    ['has never been set', 'token clear-flags 8', 'TOKEN_NOT_INITIALISED'],
    ['is typed on the reader', 'token pin-pad 246813', 'PIN_PAD_UNSUPPORTED'],
  ] as const)('%s is not asked for it', async (_what, fault, code) => {
    const before = logins();
    module.order(fault);
    await expect(service.openPinPrompt(other.view.id)).rejects.toMatchObject({ code });
    expect(logins()).toBe(before);
  });

  it.each([
    ['is locked', 'token set-flags 40000', 'PIN_LOCKED'],
    ['must be changed', 'token set-flags 80000', 'PIN_MUST_BE_CHANGED'],
    ['has one try left, which the prompt did not say', 'token set-flags 20000', 'PIN_PROMPT_EXPIRED'],
  ] as const)('%s, since the prompt was opened, does not get what was typed', async (_what, fault, code) => {
    const before = logins();
    const entry = await enter(
      {
        openPinPrompt: async (id) => {
          const prompt = await service.openPinPrompt(id);
          module.order(fault);
          return prompt;
        },
        enterPin: (id, sealed) => service.enterPin(id, sealed),
      },
      other.view.id,
      softPin,
    );
    expect(entry).toMatchObject({ kind: 'refused', failure: { code } });
    expect(logins()).toBe(before);
  });

  it.each([
    ['has few tries left', 'token set-flags 10000', 'low'],
    ['has one try left', 'token set-flags 20000', 'final-try'],
  ] as const)('%s says so on the prompt, before anything is typed', async (_what, fault, pinState) => {
    module.order(fault);
    const prompt = await service.openPinPrompt(other.view.id);
    expect(prompt.token.pinState).toBe(pinState);
    await service.cancelPinPrompt(prompt.promptId);
  });
});

describe('a signature asked of a driver that', () => {
  it.each([
    ['hangs in it', 'C_Sign hang', ['MODULE_TIMEOUT']],
    ['crashes when it is made', 'C_Sign crash-after', ['MODULE_CRASHED']],
    ['says that the token is gone', 'C_Sign return 0x32', ['TOKEN_REMOVED']],
    ['has lost the session', 'C_Sign drop-session', ['TOKEN_REMOVED']],
    ['has lost the token but says otherwise', 'token ghost', ['TOKEN_REMOVED', 'TOKEN_ERROR']],
    ['answers with an error that means nothing', 'C_Sign return 5', ['TOKEN_ERROR']],
  ] as const)('%s fails with a name; another token signs on', async (_what, fault, codes) => {
    const session = await logIn(service, other.view.id, softPin);
    module.order(fault);
    let over = false;
    const signing = session
      .sign({ algorithm, digest })
      .then(
        () => 'signed',
        (thrown: unknown) => (thrown instanceof DvcttError ? thrown.code : 'other'),
      )
      .finally(() => {
        over = true;
      });
    const { result, pause } = await longestPause(async () => {
      const meanwhile = [await signs(honestSession, honest), await signs(honestSession, honest)];
      return { meanwhile, beforeTheEnd: !over, code: await signing };
    });
    expect(result.meanwhile).toEqual([true, true]);
    if (fault.endsWith(' hang')) expect(result.beforeTheEnd).toBe(true);
    expect(codes).toContain(result.code);
    expect(pause).toBeLessThan(mostPause);
    await session.close();
  });

  it('comes late is waited for, within the deadline', async () => {
    module.order('C_Sign late 800');
    const session = await logIn(service, other.view.id, softPin);
    expect(await signs(session, other)).toBe(true);
    await session.close();
  });

  it('gives its slots new numbers at each list goes on, session and all', async () => {
    module.order('token change-slots');
    const session = await logIn(service, other.view.id, softPin);
    await service.list();
    expect(await signs(session, other)).toBe(true);
    await session.close();
  });

  it('answers 0 to the question for its mechanisms is asked for the signature all the same', async () => {
    module.order('C_GetMechanismList zero');
    const session = await logIn(service, other.view.id, softPin);
    expect(await signs(session, other)).toBe(true);
    await session.close();
  });

  it('wants the PIN before each signature gets it, from one entry', async () => {
    module.order('token always-authenticate');
    const before = logins();
    const session = await logIn(service, other.view.id, softPin);
    for (let n = 0; n < 3; n++) expect(await signs(session, other)).toBe(true);
    await session.close();
    // One for the token and one for each signature; a wrong one would have been seen at the first.
    expect(logins() - before).toBe(4);
  });

  it.each([
    ['20000', 'PIN_PROMPT_EXPIRED'],
    ['40000', 'PIN_LOCKED'],
  ])(
    'wants it before each signature does not get it for the last try, nor locked (flags %s)',
    async (flags, code) => {
      module.order('token always-authenticate');
      const session = await logIn(service, other.view.id, softPin);
      expect(await signs(session, other)).toBe(true);
      const before = logins();
      // Tries have been spent elsewhere, so the PIN that was right at the login may have been changed.
      module.order('token always-authenticate', `token set-flags ${flags}`);
      await expect(session.sign({ algorithm, digest })).rejects.toMatchObject({ code });
      expect(logins()).toBe(before);
      await session.close();
    },
  );

  it('hangs in C_Logout, C_CloseSession or C_Finalize keeps nobody: the process is ended', async () => {
    for (const call of ['C_Logout', 'C_CloseSession']) {
      const session = await logIn(service, other.view.id, softPin);
      module.order(`${call} hang`);
      expect(await signs(session, other)).toBe(true);
      await session.close();
      module.order();
      other = await certificateOf(service, otherOwner);
    }
    expect(await entering()).toBe('accepted');
  });
});

describe('the end of the program', () => {
  it('leaves no token host behind, whatever they went through', async () => {
    expect(await signs(honestSession, honest)).toBe(true);
    await honestSession.close();
    await company.end();
    await expect.poll(hostProcesses, { timeout: 10_000 }).toEqual([]);
  });
});
