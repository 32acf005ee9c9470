/** Signatures with every private key of a token, each verified outside of it. */
import { constants, createHash, verify, type KeyObject } from 'node:crypto';
import pkcs11js from 'pkcs11js';
import type { Handle, Mechanism, PKCS11 } from 'pkcs11js';
import { DvcttError } from '#shared/contract/errors.ts';
import { signingInput } from './mechanism.ts';
import { findObjects, readAttribute, readNumber } from './objects.ts';
import { publicKeyOf } from './public-key.ts';
import type { SeenToken } from './slots.ts';
import { contextLogin } from './context-login.ts';
import { NotApplicable, WrongAnswer, type TestSteps } from './test-steps.ts';

interface KeyTest {
  readonly token: SeenToken;
  readonly offered: ReadonlySet<number>;
  readonly pin: Buffer;
  readonly make: TestSteps['make'];
}

const document = Buffer.from('0123456789'.repeat(10));
const digest = createHash('sha256').update(document).digest();
/** Room for a signature: RSA of 8192 bits. */
const longestSignature = 1024;
/** More keys than any real token holds. */
const mostKeys = 20;

interface Signing {
  readonly name: string;
  readonly mechanism: Mechanism;
  /** What is handed to C_Sign, for a key of so many bytes; undefined when it cannot be made. */
  readonly data: (keyBytes: number | undefined) => Buffer | undefined;
  readonly accepts: (key: KeyObject, signature: Buffer) => boolean;
}

const v15 = (key: KeyObject, signature: Buffer) => verify('sha256', document, key, signature);
const digestInfo = signingInput({ scheme: 'rsa-pkcs1', hash: 'SHA-256' }, digest);
const pss = signingInput({ scheme: 'rsa-pss', hash: 'SHA-256' }, digest);
const ecdsa = signingInput({ scheme: 'ecdsa', hash: 'SHA-256' }, digest);
const rsaSignings: readonly Signing[] = [
  {
    name: 'RSA-PKCS',
    mechanism: digestInfo.mechanism,
    data: () => digestInfo.data,
    accepts: v15,
  },
  {
    name: 'RSA-X-509',
    mechanism: { mechanism: pkcs11js.CKM_RSA_X_509 },
    data: (keyBytes) => (keyBytes === undefined ? undefined : padded(digestInfo.data, keyBytes)),
    accepts: v15,
  },
  {
    name: 'SHA256-RSA-PKCS',
    mechanism: { mechanism: pkcs11js.CKM_SHA256_RSA_PKCS },
    data: () => document,
    accepts: v15,
  },
  {
    name: 'RSA-PKCS-PSS',
    mechanism: pss.mechanism,
    data: () => pss.data,
    accepts: (key, signature) => {
      const padding = constants.RSA_PKCS1_PSS_PADDING;
      return verify('sha256', document, { key, padding, saltLength: digest.length }, signature);
    },
  },
];
const ecSignings: readonly Signing[] = [
  {
    name: 'ECDSA',
    mechanism: ecdsa.mechanism,
    data: () => ecdsa.data,
    accepts: (key, signature) => verify('sha256', document, { key, dsaEncoding: 'ieee-p1363' }, signature),
  },
];
const signings: ReadonlyMap<number | undefined, readonly Signing[]> = new Map([
  [pkcs11js.CKK_RSA, rsaSignings],
  [pkcs11js.CKK_EC, ecSignings],
]);

/** A block of PKCS#1 v1.5 (RFC 8017 §9.2), for the mechanism that pads nothing. */
function padded(data: Buffer, keyBytes: number): Buffer {
  const filling = Buffer.alloc(Math.max(0, keyBytes - data.length - 3), 0xff);
  return Buffer.concat([Buffer.from([0, 1]), filling, Buffer.from([0]), data]);
}

const keyBytesOf = (key: KeyObject | undefined): number | undefined => {
  const bits = key?.asymmetricKeyDetails?.modulusLength;
  return bits === undefined ? undefined : Math.ceil(bits / 8);
};

/** Signs and verifies: the first key of a kind with every mechanism, the others with one. Stops at a refused PIN. */
export function testKeys(pkcs11: PKCS11, session: Handle, test: KeyTest): void {
  const keys = findObjects(pkcs11, session, [
    { type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_PRIVATE_KEY },
  ]).slice(0, mostKeys);
  if (keys.length === 0) {
    test.make('private keys', () => {
      throw new NotApplicable('none on this token');
    });
  }
  const kinds = new Set<number | undefined>();
  for (const key of keys) {
    const read = (type: number) => readAttribute(pkcs11, session, key, type);
    const id = read(pkcs11js.CKA_ID);
    const kind = readNumber(read(pkcs11js.CKA_KEY_TYPE));
    const name = `key ${id === undefined || id.length === 0 ? '?' : id.toString('hex').slice(0, 40)}`;
    const known = signings.get(kind);
    if (known === undefined || read(pkcs11js.CKA_SIGN)?.[0] === 0) {
      test.make(name, () => {
        throw new NotApplicable(known === undefined ? 'neither RSA nor EC' : 'not for signatures');
      });
      continue;
    }
    const publicKey = publicKeyOf(pkcs11, session, id);
    for (const signing of kinds.has(kind) ? known.slice(0, 1) : known) {
      if (!testKey(pkcs11, session, key, signing, publicKey, name, test)) return;
    }
    kinds.add(kind);
  }
}

/** One signature. Returns false when the PIN was refused: it is not tried again. */
function testKey(
  pkcs11: PKCS11,
  session: Handle,
  key: Handle,
  signing: Signing,
  publicKey: KeyObject | undefined,
  name: string,
  { token, offered, pin, make }: KeyTest,
): boolean {
  let pinRefused = false;
  make(`${name}: ${signing.name}`, () => {
    if (offered.size > 0 && !offered.has(signing.mechanism.mechanism)) throw new NotApplicable('not offered');
    const data = signing.data(keyBytesOf(publicKey));
    if (data === undefined) throw new NotApplicable('the length of the key is not known');
    pkcs11.C_SignInit(session, signing.mechanism, key);
    if (readAttribute(pkcs11, session, key, pkcs11js.CKA_ALWAYS_AUTHENTICATE)?.[0] === 1) {
      const entry = contextLogin(pkcs11, session, token, pin);
      if (entry.kind === 'refused') {
        pinRefused = true;
        throw new DvcttError(entry.failure.code, entry.failure.details);
      }
    }
    const signature = pkcs11.C_Sign(session, data, Buffer.alloc(longestSignature));
    if (publicKey === undefined) return 'made; neither certificate nor public key to verify it with';
    if (!accepted(signing, publicKey, signature)) {
      throw new WrongAnswer('the signature does not match the certificate');
    }
    return undefined;
  });
  return !pinRefused;
}

function accepted(signing: Signing, publicKey: KeyObject, signature: Buffer): boolean {
  try {
    return signing.accepts(publicKey, signature);
  } catch {
    // OpenSSL refuses a signature of the wrong shape, or of a key of another kind, by an error.
    return false;
  }
}
