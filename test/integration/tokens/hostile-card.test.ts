/** Cards that are slow, fall silent or leave in the middle of a batch, and cards one after the other. */
import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signBatch, type BatchItem } from '#main/signing/batch.ts';
import { prepareCades } from '#main/signing/cades/prepare.ts';
import { createTokenService } from '#main/tokens/create-token-service.ts';
import type { TokenCertificate } from '#main/tokens/token-service.ts';
import { installedModules } from '#native/catalogue/installed-modules.ts';
import type { PinState } from '#shared/contract/tokens.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import { cardKey } from '#test/support/card-key.ts';
import { startPcscd, type PcscDaemon } from '#test/support/pcscd.ts';
import { pkcs11Tool } from '#test/support/pkcs11-tool.ts';
import { scratchCa } from '#test/support/scratch-ca.ts';
import { logIn } from '#test/support/sign-once.ts';
import { addSoftToken, softTokenHome } from '#test/support/soft-token.ts';
import { hashOf, opensslAccepts } from '#test/support/verify-signature.ts';
import { PivCard } from '#test/virtual-token/piv-card.ts';
import type { PivKey } from '#test/virtual-token/piv-key.ts';
import { VirtualReader } from '#test/virtual-token/virtual-reader.ts';

const pin = '654321';
const ca = scratchCa();
const soft = softTokenHome();
const reader = new VirtualReader();
const document = Buffer.from('Giấy đề nghị thanh toán');
const algorithm: SignatureAlgorithm = { scheme: 'rsa-pkcs1', hash: 'SHA-256' };
const digest = hashOf('SHA-256', document);

let pcscd: PcscDaemon;
let key: PivKey;
let otherKey: PivKey;
let opensc: string;
let service: ReturnType<typeof createTokenService>;

beforeAll(async () => {
  await addSoftToken(soft, ca, { label: 'KTT', keyType: 'rsa-2048', owner: 'Nguyễn Văn Mềm' });
  key = await cardKey(ca, 'Nguyễn Văn Kế');
  otherKey = await cardKey(ca, 'Trần Thị Chủ');
  opensc = installedModules().find(({ vendor }) => vendor === 'OpenSC')!.path;
  pcscd = await startPcscd();
});
afterAll(async () => {
  await pcscd.stop();
  for (const { folder } of [ca, soft]) rmSync(folder, { recursive: true });
});

beforeEach(() => {
  service = createTokenService({
    modules: [opensc, soft.module],
    env: soft.env,
    deadlines: { survey: 3_000, certificates: 2_500, sign: 4_000 },
  });
});
afterEach(async () => {
  await service.close();
  await reader.eject();
});

const onCards = async () =>
  (await service.certificates()).certificates.filter(
    ({ view }) => view.owner !== 'Nguyễn Văn Mềm' && !view.isCa,
  );

/** Puts the card in and waits for its certificate. */
async function inserted(card: PivCard): Promise<TokenCertificate> {
  await reader.insert(card);
  await expect.poll(async () => (await onCards()).length, { timeout: 15_000, interval: 100 }).toBe(1);
  return (await onCards())[0]!;
}

describe('a card in the middle of a batch', () => {
  const items = (signer: TokenCertificate): BatchItem[] =>
    ['a', 'b', 'c', 'd'].map((id) => ({
      id,
      name: `${id}.txt`,
      prepare: (chosen, signingTime) => prepareCades(document, signer, { algorithm: chosen, signingTime }),
    }));
  const options = { algorithm, now: () => new Date(), signal: new AbortController().signal };

  it('that leaves ends it with nothing signed, and signs it whole when it is back, with a new PIN', async () => {
    const card = new PivCard({ keys: [key], pin });
    const signer = await inserted(card);
    const session = await logIn(service, signer.view.id, pin);
    card.dropNextSignature('cut', 2);
    await expect(signBatch(items(signer), session, options)).rejects.toMatchObject({ code: 'TOKEN_REMOVED' });
    expect(card.signatures).toBe(2);
    expect(session.over.aborted).toBe(true);
    await session.close();

    const again = await inserted(card);
    const next = await logIn(service, again.view.id, pin);
    const signed = await signBatch(items(again), next, options);
    await next.close();
    expect(signed.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
    expect(card).toMatchObject({ signatures: 6, triesLeft: 3, mismatches: 0 });
  });

  it('that leaves gives back what it has signed of several hashes, so that none of it is signed again', async () => {
    const card = new PivCard({ keys: [key], pin });
    const signer = await inserted(card);
    const session = await logIn(service, signer.view.id, pin);
    card.dropNextSignature('cut', 3);
    const outcome = await session.signEach?.(
      algorithm,
      Array.from({ length: 6 }, () => digest),
    );
    await session.close();
    expect(outcome?.failure?.code).toBe('TOKEN_REMOVED');
    expect(card.signatures).toBe(3);
    expect(outcome?.values).toHaveLength(3);
    for (const value of outcome?.values ?? [])
      expect(opensslAccepts(signer.certificate, algorithm, document, value)).toBe(true);
  });

  it('that is slow in every answer signs it all the same', async () => {
    const card = new PivCard({ keys: [key], pin });
    const signer = await inserted(card);
    card.answerDelay = 40;
    const session = await logIn(service, signer.view.id, pin);
    const value = await session.sign({ algorithm, digest });
    await session.close();
    expect(opensslAccepts(signer.certificate, algorithm, document, value)).toBe(true);
  });
});

describe('a card that falls silent', () => {
  it('while it is read costs its driver a deadline, hides no other token, and the next card is read', async () => {
    await inserted(new PivCard({ keys: [key], pin }));
    await reader.eject();
    const mute = new PivCard({ keys: [otherKey], pin });
    mute.mute = true;
    await reader.insert(mute);
    const { certificates, problems } = await service.certificates();
    expect(certificates.some(({ view }) => view.owner === 'Nguyễn Văn Mềm')).toBe(true);
    for (const { code } of problems)
      expect(['MODULE_TIMEOUT', 'TOKEN_ERROR', 'TOKEN_REMOVED']).toContain(code);
    expect(certificates.map(({ view }) => view.owner)).not.toContain('Trần Thị Chủ');
    await reader.eject();
    expect((await inserted(new PivCard({ keys: [key], pin }))).view.owner).toBe('Nguyễn Văn Kế');
    expect(mute.verifications).toBe(0);
  });
});

describe('cards one after the other', () => {
  it('are each themselves: what is asked of one is never done with another', async () => {
    const first = await inserted(new PivCard({ keys: [key], pin }));
    await reader.eject();
    await expect.poll(async () => (await onCards()).length, { timeout: 15_000, interval: 100 }).toBe(0);
    const card = new PivCard({ keys: [otherKey], pin: '112233' });
    const second = await inserted(card);
    expect([first.view.owner, second.view.owner]).toEqual(['Nguyễn Văn Kế', 'Trần Thị Chủ']);
    await expect(service.openPinPrompt(first.view.id)).rejects.toMatchObject({ code: 'TOKEN_NOT_FOUND' });
    const session = await logIn(service, second.view.id, '112233');
    const value = await session.sign({ algorithm, digest });
    await session.close();
    expect(opensslAccepts(second.certificate, algorithm, document, value)).toBe(true);
    expect(card.mismatches).toBe(0);
  });
});

describe('the tries that are left on a card', () => {
  const flags: readonly (readonly [PinState, RegExp])[] = [
    ['locked', /user PIN locked/],
    ['final-try', /final user PIN try/],
    ['low', /user PIN count low/],
  ];

  it('are told as pkcs11-tool tells them, at each count', async () => {
    const card = new PivCard({ keys: [key], pin });
    await inserted(card);
    for (const left of [3, 2, 1, 0]) {
      card.setTries(left);
      const told = await pkcs11Tool(opensc, ['-L']);
      const expected = flags.find(([, words]) => words.test(told))?.[0] ?? 'ok';
      const again = await service.lookAgain();
      expect(again.tokens.find(({ label }) => label !== 'KTT')?.pinState, `${left} left`).toBe(expected);
      if (left === 0) expect(expected).toBe('locked');
    }
    expect(card.verifications).toBe(0);
  });
});
