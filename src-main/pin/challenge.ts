import { createHash, randomBytes, verify, X509Certificate } from 'node:crypto';
import { DvcttError } from '#shared/contract/errors.ts';
import type { SelfTestStep } from '#shared/contract/token-jobs.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import { algorithmFor, algorithmName } from '../signing/policy.ts';
import type { SigningSession, TokenCertificate, TokenService } from '../tokens/token-service.ts';
import { refused, type PinTask } from './pin-task.ts';

/** Bytes of a challenge: as many as nobody can have foreseen, so no answer to an older one fits. */
const challengeLength = 32;

/**
 * One signature over random bytes, verified with the certificate, which proves that the private key works and is the
 * certificate's. The bytes are made here and forgotten: the signature is worth nothing to anyone.
 * @throws CERT_WEAK_KEY, CERT_INVALID for a key that cannot sign
 */
export function challengeTask(tokens: TokenService, certificate: TokenCertificate): PinTask {
  const { id, owner, serial, tokenSerial } = certificate.view;
  const algorithm = algorithmFor(certificate.view, 'compat');
  return {
    purpose: 'challenge',
    tokenSerial,
    about: { owner, certificateSerial: serial, algorithm: algorithmName(algorithm) },
    openPrompt: () => tokens.openPinPrompt(id, [algorithm], 'challenge'),
    attempt: async (sealed) => {
      const entry = await tokens.enterPin(id, sealed);
      if (entry.kind === 'accepted') {
        return { kind: 'accepted', outcome: answerChallenge(entry.session, certificate, algorithm) };
      }
      return refused(entry.failure, entry.pinState === 'locked' ? 'PIN_LOCKED' : undefined);
    },
  };
}

/** Signs and verifies, and lets go of the token whatever came of it. @throws TOKEN_KEY_FAILED, TOKEN_REMOVED … */
async function answerChallenge(
  session: SigningSession,
  { certificate, view }: TokenCertificate,
  algorithm: SignatureAlgorithm,
): Promise<readonly SelfTestStep[]> {
  try {
    const challenge = randomBytes(challengeLength);
    const hash = algorithm.hash.replace('-', '').toLowerCase();
    const digest = new Uint8Array(createHash(hash).update(challenge).digest());
    const begun = performance.now();
    const value = await session.sign({ algorithm, digest });
    const milliseconds = performance.now() - begun;
    if (!fits(certificate, hash, challenge, value)) {
      throw new DvcttError('TOKEN_KEY_FAILED', { serial: view.serial, token: view.tokenSerial });
    }
    return [{ name: algorithmName(algorithm), outcome: 'passed', milliseconds }];
  } finally {
    await session.close();
  }
}

/** A value or a key that OpenSSL cannot make anything of fits nothing. */
function fits(certificate: Uint8Array, hash: string, challenge: Uint8Array, value: Uint8Array): boolean {
  try {
    const key = new X509Certificate(certificate).publicKey;
    return verify(hash, challenge, { key, dsaEncoding: 'ieee-p1363' }, value);
  } catch {
    return false;
  }
}
