import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

/** Work factors of new hashes (OWASP's advice for scrypt: N=2^15, r=8, p=3; about 32 MB and 0.1–0.3 s). */
const current = { N: 32_768, r: 8, p: 3 } as const;
const keyLength = 32;

/** Hashes a password as `scrypt$N$r$p$salt$key` (RFC 7914; base64url), so that the factors can grow later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, current);
  return [
    'scrypt',
    current.N,
    current.r,
    current.p,
    salt.toString('base64url'),
    key.toString('base64url'),
  ].join('$');
}

/**
 * Compares in constant time. Without a stored hash (nobody has that user name) the same work is done and the answer
 * is no, so that the time tells nothing about who exists. In a flood of sign-ins those whose turn is `first` do not
 * wait for the others.
 */
export async function checkPassword(
  password: string,
  stored: string | undefined,
  turn: Turn = { first: false },
): Promise<boolean> {
  const parsed = stored === undefined ? undefined : parse(stored);
  const { factors, salt, key } = parsed ?? {
    factors: current,
    salt: Buffer.alloc(16),
    key: Buffer.alloc(keyLength),
  };
  const found = await derive(password, salt, factors, turn);
  return timingSafeEqual(found, key) && parsed !== undefined;
}

interface Factors {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

function parse(stored: string): { factors: Factors; salt: Buffer; key: Buffer } {
  const match = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w-]{22})\$([\w-]{43})$/.exec(stored);
  if (match === null) throw new Error('A stored password hash has an unknown form.');
  const [, N, r, p, salt = '', key = ''] = match;
  return {
    factors: { N: Number(N), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64url'),
    key: Buffer.from(key, 'base64url'),
  };
}

/** Hashing runs on Node's few worker threads, which files need too: a flood of sign-ins waits for its turn. */
const atOnce = 2;
let running = 0;
const waiting: (() => void)[] = [];
const waitingFirst: (() => void)[] = [];

interface Turn {
  readonly first: boolean;
}

/** NFC first: Unikey may type “ậ” in two ways. */
async function derive(
  password: string,
  salt: Buffer,
  factors: Factors,
  turn: Turn = { first: false },
): Promise<Buffer> {
  if (running >= atOnce) await new Promise<void>((go) => (turn.first ? waitingFirst : waiting).push(go));
  else running += 1;
  try {
    return await deriveNow(password, salt, factors);
  } finally {
    // The place is handed on, so that nobody slips in between.
    const next = waitingFirst.shift() ?? waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}

function deriveNow(password: string, salt: Buffer, factors: Factors): Promise<Buffer> {
  const options: ScryptOptions = { ...factors, maxmem: 256 * factors.N * factors.r };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, keyLength, options, (failed, key) => {
      if (failed === null) resolve(key);
      else reject(failed);
    });
  });
}
