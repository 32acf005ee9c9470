import { createHash, randomUUID } from 'node:crypto';
import pkcs11js from 'pkcs11js';
import type { Handle, PKCS11 } from 'pkcs11js';
import { DvcttError } from '#shared/contract/errors.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import { failureCodeOfCkr, isVagueCkr } from '../pkcs11/ckr.ts';
import { ckrName, cryptoki } from '../pkcs11/cryptoki-error.ts';
import { contextLogin } from './context-login.ts';
import { login, type LoginResult } from './login.ts';
import { requireKeyType, requireMechanism, signingInput } from './mechanism.ts';
import { findObjects, quietly, readAttribute, readNumber } from './objects.ts';
import { refuseUnshownFinalTry, refuseUnusablePin } from './pin-state.ts';
import { isGone, readAgain, type SeenToken } from './slots.ts';

/** Room for a signature: RSA of 8192 bits. */
const longestSignature = 1024;

interface PrivateKey {
  readonly handle: Handle;
  readonly type: number;
  /** CKA_ALWAYS_AUTHENTICATE: the token wants the PIN before each signature (PIV slot 9C, many qualified cards). */
  readonly alwaysAuthenticate: boolean;
}

/** One logged-in PKCS#11 session for the key of one certificate. */
export class TokenSession {
  readonly id = randomUUID();
  readonly tokenSerial: string;
  readonly #pkcs11: PKCS11;
  readonly #token: SeenToken;
  readonly #session: Handle;
  readonly #key: PrivateKey;
  /** Kept, until `close` wipes it, only for a key that wants it before each signature; empty otherwise. */
  readonly #pin: Buffer;
  readonly #checked = new Set<string>();
  /** Why the token refused the PIN before a signature: it is never tried again, or a batch could lock the token. */
  #refused: DvcttError | undefined;

  private constructor(pkcs11: PKCS11, token: SeenToken, session: Handle, key: PrivateKey, pin: Buffer) {
    this.tokenSerial = token.view.serial;
    this.#pkcs11 = pkcs11;
    this.#token = token;
    this.#session = session;
    this.#key = key;
    this.#pin = key.alwaysAuthenticate ? Buffer.from(pin) : Buffer.alloc(0);
  }

  /**
   * Logs in, once, and finds the private key of the certificate with this SHA-256 thumbprint. A refused PIN is a
   * value; CERT_NO_PRIVATE_KEY and token failures are thrown, with the token logged out again.
   */
  static open(
    pkcs11: PKCS11,
    token: SeenToken,
    thumbprint: string,
    pin: Buffer,
  ): TokenSession | Extract<LoginResult, { kind: 'refused' }> {
    const session = cryptoki(() => pkcs11.C_OpenSession(token.slot, pkcs11js.CKF_SERIAL_SESSION));
    let opened = false;
    try {
      // Looked for before the login: a PIN try is not spent on a certificate that is not there.
      const id = certificateId(pkcs11, session, thumbprint);
      const result = login(pkcs11, session, token, pin);
      if (result.kind === 'refused') return result;
      const key = findPrivateKey(pkcs11, session, id);
      // The right PIN has set the counter back; the state before it would hide that a later one is refused.
      const view = key.alwaysAuthenticate ? readAgain(pkcs11, token) : undefined;
      const now = view === undefined ? token : { slot: token.slot, view };
      opened = true;
      return new TokenSession(pkcs11, now, session, key, pin);
    } finally {
      if (!opened) endSession(pkcs11, session);
    }
  }

  /**
   * One signature over a digest: RSA value or r‖s. Throws TOKEN_REMOVED when the token is gone, also when the module
   * answers with something vaguer; TOKEN_MECHANISM_UNSUPPORTED; PIN_INCORRECT or PIN_LOCKED when a key that wants the
   * PIN before each signature refuses it, and from then on without asking; TOKEN_ERROR with the CKR name.
   */
  sign(algorithm: SignatureAlgorithm, digest: Uint8Array): Uint8Array {
    if (this.#refused !== undefined) throw this.#refused;
    this.#requireAlgorithm(algorithm);
    const { mechanism, data } = signingInput(algorithm, digest);
    if (this.#key.alwaysAuthenticate) this.#requireTries();
    try {
      this.#pkcs11.C_SignInit(this.#session, mechanism, this.#key.handle);
      if (this.#key.alwaysAuthenticate) this.#authenticate();
      return new Uint8Array(this.#pkcs11.C_Sign(this.#session, data, Buffer.alloc(longestSignature)));
    } catch (thrown) {
      throw this.#signFailure(thrown);
    }
  }

  /** Logs out, closes the session and wipes the PIN. */
  close(): void {
    this.#pin.fill(0);
    endSession(this.#pkcs11, this.#session);
  }

  /** The kept PIN was right at the login; it is not worth the last try, and a locked token is not asked, if it was changed since. */
  #requireTries(): void {
    const now = readAgain(this.#pkcs11, this.#token);
    if (now === undefined) return;
    refuseUnusablePin(now, 'sign');
    refuseUnshownFinalTry(this.#token.view, now, 'sign');
  }

  #authenticate(): void {
    const entry = contextLogin(this.#pkcs11, this.#session, this.#token, this.#pin);
    if (entry.kind === 'accepted') return;
    this.#pin.fill(0);
    this.#refused = new DvcttError(entry.failure.code, entry.failure.details);
    throw this.#refused;
  }

  #requireAlgorithm(algorithm: SignatureAlgorithm): void {
    const name = `${algorithm.scheme} ${algorithm.hash}`;
    if (this.#checked.has(name)) return;
    requireKeyType(this.#key.type, algorithm);
    requireMechanism(this.#pkcs11, this.#token.slot, algorithm);
    this.#checked.add(name);
  }

  #signFailure(thrown: unknown): unknown {
    const ckr = ckrName(thrown);
    if (ckr === undefined) return thrown;
    const details = { ckr, token: this.tokenSerial };
    if (isVagueCkr(ckr) && isGone(this.#pkcs11, this.#token)) return new DvcttError('TOKEN_REMOVED', details);
    return new DvcttError(failureCodeOfCkr(ckr), details);
  }
}

function endSession(pkcs11: PKCS11, session: Handle): void {
  quietly(() => {
    pkcs11.C_Logout(session);
  });
  quietly(() => {
    pkcs11.C_CloseSession(session);
  });
}

/** CKA_ID of the certificate object with this thumbprint. Throws TOKEN_NOT_FOUND when the token has no such one. */
function certificateId(pkcs11: PKCS11, session: Handle, thumbprint: string): Buffer {
  const certificates = findObjects(pkcs11, session, [
    { type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_CERTIFICATE },
  ]);
  for (const object of certificates) {
    const der = readAttribute(pkcs11, session, object, pkcs11js.CKA_VALUE);
    if (der === undefined || createHash('sha256').update(der).digest('hex') !== thumbprint) continue;
    const id = readAttribute(pkcs11, session, object, pkcs11js.CKA_ID);
    if (id !== undefined && id.length > 0) return id;
  }
  throw new DvcttError('TOKEN_NOT_FOUND', { thumbprint });
}

function findPrivateKey(pkcs11: PKCS11, session: Handle, id: Buffer): PrivateKey {
  const [handle] = findObjects(pkcs11, session, [
    { type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_PRIVATE_KEY },
    { type: pkcs11js.CKA_ID, value: id },
  ]);
  if (handle === undefined) throw new DvcttError('CERT_NO_PRIVATE_KEY');
  const type = readAttribute(pkcs11, session, handle, pkcs11js.CKA_KEY_TYPE);
  const always = readAttribute(pkcs11, session, handle, pkcs11js.CKA_ALWAYS_AUTHENTICATE);
  return {
    handle,
    type: readNumber(type) ?? -1,
    alwaysAuthenticate: always?.[0] === 1,
  };
}
