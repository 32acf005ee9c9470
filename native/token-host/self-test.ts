/** What a module and its tokens can do, tried out as `pkcs11-tool --test` does. One login at most. */
import { createHash } from 'node:crypto';
import pkcs11js from 'pkcs11js';
import type { Handle, PKCS11 } from 'pkcs11js';
import { DvcttError } from '#shared/contract/errors.ts';
import type { SelfTestStep } from '#shared/contract/token-jobs.ts';
import { login, requirePinLength } from './login.ts';
import { quietly } from './objects.ts';
import { refuseUnusablePin } from './pin-state.ts';
import { readSlots, type SeenToken } from './slots.ts';
import { testKeys } from './test-keys.ts';
import { NotApplicable, TestSteps, WrongAnswer } from './test-steps.ts';

export interface SelfTestOptions {
  /** This token only; every token in the module's slots when left out. */
  readonly tokenSerial: string | undefined;
  /** Logs in with it, once, and tries the private keys. */
  readonly pin: Buffer | undefined;
  /** Told of each step when it is done. */
  readonly onStep?: ((step: SelfTestStep) => void) | undefined;
}

/** Tries the module out and says of each step how it went. Throws TOKEN_NOT_FOUND when the token asked for is not there. */
export function selfTest(pkcs11: PKCS11, modulePath: string, options: SelfTestOptions): SelfTestStep[] {
  const steps = new TestSteps(options.onStep);
  steps.make('C_GetInfo', () => {
    const { cryptokiVersion } = pkcs11.C_GetInfo();
    return `PKCS#11 ${cryptokiVersion.major}.${cryptokiVersion.minor}`;
  });
  let tokens: readonly SeenToken[] = [];
  steps.make('C_GetSlotList', () => {
    const seen = readSlots(pkcs11, modulePath);
    tokens = seen.tokens;
    return `${seen.readers.length} slots, ${seen.tokens.length} tokens`;
  });
  const { tokenSerial } = options;
  const wanted = tokens.filter(({ view }) => tokenSerial === undefined || view.serial === tokenSerial);
  if (wanted.length === 0 && tokenSerial !== undefined) {
    throw new DvcttError('TOKEN_NOT_FOUND', { token: tokenSerial });
  }
  for (const token of wanted) {
    const prefix = wanted.length > 1 ? `${token.view.label}: ` : '';
    testToken(pkcs11, token, options.pin, (name, work) => steps.make(`${prefix}${name}`, work));
  }
  return steps.made;
}

type Make = TestSteps['make'];

function testToken(pkcs11: PKCS11, token: SeenToken, pin: Buffer | undefined, make: Make): void {
  let session: Handle | undefined;
  make('C_OpenSession', () => {
    session = pkcs11.C_OpenSession(token.slot, pkcs11js.CKF_SERIAL_SESSION);
    return undefined;
  });
  if (session === undefined) return;
  try {
    const offered = listMechanisms(pkcs11, token, make);
    make('C_GenerateRandom', () => testRandom(pkcs11, session ?? Buffer.alloc(0)));
    testDigests(pkcs11, session, offered, make);
    if (pin !== undefined && logIn(pkcs11, session, token, pin, make)) {
      testKeys(pkcs11, session, { token, offered, pin, make });
      const open = session;
      make('C_Logout', () => {
        pkcs11.C_Logout(open);
        return undefined;
      });
    }
  } finally {
    const open = session;
    quietly(() => {
      pkcs11.C_CloseSession(open);
    });
  }
}

/** The mechanisms that the token lists; an empty set when it cannot. */
function listMechanisms(pkcs11: PKCS11, token: SeenToken, make: Make): ReadonlySet<number> {
  let offered: ReadonlySet<number> = new Set();
  make('C_GetMechanismList', () => {
    offered = new Set(pkcs11.C_GetMechanismList(token.slot));
    if (offered.size === 0) throw new WrongAnswer('no mechanisms');
    return `${offered.size} mechanisms`;
  });
  return offered;
}

function testRandom(pkcs11: PKCS11, session: Handle): undefined {
  const [first, second] = [0, 1].map(() => pkcs11.C_GenerateRandom(session, Buffer.alloc(100)));
  if (first === undefined || second === undefined || first.equals(second)) {
    throw new WrongAnswer('the same random number twice');
  }
  return undefined;
}

const digests = [
  ['MD5', pkcs11js.CKM_MD5, 'md5'],
  ['SHA-1', pkcs11js.CKM_SHA_1, 'sha1'],
  ['SHA-256', pkcs11js.CKM_SHA256, 'sha256'],
  ['SHA-384', pkcs11js.CKM_SHA384, 'sha384'],
  ['SHA-512', pkcs11js.CKM_SHA512, 'sha512'],
] as const;
const longestDigest = 64;
const sample = Buffer.from('0123456789'.repeat(10));

/** Digests of a hundred digits, compared with those of node:crypto. */
function testDigests(pkcs11: PKCS11, session: Handle, offered: ReadonlySet<number>, make: Make): void {
  for (const [name, mechanism, hash] of digests) {
    make(name, () => {
      if (!offered.has(mechanism)) throw new NotApplicable('not offered');
      pkcs11.C_DigestInit(session, { mechanism });
      const digest = pkcs11.C_Digest(session, sample, Buffer.alloc(longestDigest));
      if (!createHash(hash).update(sample).digest().equals(digest)) throw new WrongAnswer('wrong digest');
      return undefined;
    });
  }
}

function logIn(pkcs11: PKCS11, session: Handle, token: SeenToken, pin: Buffer, make: Make): boolean {
  return make('C_Login', () => {
    refuseUnusablePin(token.view, 'self-test');
    requirePinLength(pin, token.view);
    const entry = login(pkcs11, session, token, pin);
    if (entry.kind === 'refused') throw new DvcttError(entry.failure.code, entry.failure.details);
    return undefined;
  });
}
