import { describe, expect, it, vi } from 'vitest';
import { readCertificate } from '#shared/validation/certificate.ts';
import type { PinPrompt } from '#shared/contract/tokens.ts';
import { makeTestCa, type TestSigner } from '#test/support/test-pki.ts';
import { certificateView } from '../tokens/certificate-view.ts';
import type { PinEntry, SigningSession, TokenService } from '../tokens/token-service.ts';
import { challengeTask } from './challenge.ts';

const token: PinPrompt['token'] = {
  serial: 'CARD1',
  label: 'Token',
  manufacturer: 'M',
  model: 'X',
  reader: 'R',
  slotId: '00',
  modulePath: '/m.so',
  pinState: 'ok',
  pukState: 'ok',
  pinPad: false,
  minPinLength: 4,
  maxPinLength: 8,
};
const sealed = { promptId: 'p', ephemeralKey: '', iv: '', ciphertext: '' };

/** A token that holds the certificate of one signer and signs as `sign` does. */
async function challenged(signer: TestSigner, sign: SigningSession['sign']) {
  const facts = await readCertificate(signer.certificate);
  const view = certificateView(facts, token, new Date(), { chain: [], key: 'seen' });
  const session = {
    over: new AbortController().signal,
    sign: vi.fn(sign),
    close: vi.fn(() => Promise.resolve()),
  };
  // Of the token service a challenge uses this one call only.
  const tokens = {
    enterPin: (): Promise<PinEntry> => Promise.resolve({ kind: 'accepted', session }),
  } as unknown as TokenService;
  const task = challengeTask(tokens, { view, certificate: signer.certificate, chain: [] });
  const attempt = await task.attempt(sealed);
  if (attempt.kind !== 'accepted') throw new Error('refused');
  return { outcome: attempt.outcome, session };
}

describe('the challenge of a private key', () => {
  it.each(['rsa', 'p256', 'p384'] as const)(
    'is passed by the key of the certificate (%s)',
    async (keyType) => {
      const signer = await (await makeTestCa()).signer({ keyType });
      const { outcome, session } = await challenged(signer, ({ algorithm, digest }) =>
        signer.sign(algorithm, digest),
      );
      expect(await outcome).toEqual([expect.objectContaining({ outcome: 'passed' })]);
      expect(session.close).toHaveBeenCalledOnce();
    },
  );

  it('is failed by the key of another certificate, and by an old answer', async () => {
    const ca = await makeTestCa();
    const [signer, other] = [await ca.signer(), await ca.signer()];
    const stranger = await challenged(signer, ({ algorithm, digest }) => other.sign(algorithm, digest));
    await expect(stranger.outcome).rejects.toMatchObject({ code: 'TOKEN_KEY_FAILED' });
    const old = await signer.sign({ scheme: 'rsa-pkcs1', hash: 'SHA-256' }, new Uint8Array(32));
    const replayed = await challenged(signer, () => Promise.resolve(old));
    await expect(replayed.outcome).rejects.toMatchObject({ code: 'TOKEN_KEY_FAILED' });
  });

  it('is failed by a token that answers nonsense, which is let go all the same', async () => {
    const signer = await (await makeTestCa()).signer({ keyType: 'p256' });
    const { outcome, session } = await challenged(signer, () => Promise.resolve(new Uint8Array(3)));
    await expect(outcome).rejects.toMatchObject({ code: 'TOKEN_KEY_FAILED' });
    expect(session.close).toHaveBeenCalledOnce();
  });

  it('asks for other bytes each time', async () => {
    const signer = await (await makeTestCa()).signer();
    const digests: string[] = [];
    for (const _again of [1, 2]) {
      const { outcome } = await challenged(signer, ({ algorithm, digest }) => {
        digests.push(Buffer.from(digest).toString('hex'));
        return signer.sign(algorithm, digest);
      });
      await outcome;
    }
    expect(new Set(digests).size).toBe(2);
  });
});
