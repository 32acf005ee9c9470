import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTokenService } from '#main/tokens/create-token-service.ts';
import type { TokenCertificate } from '#main/tokens/token-service.ts';
import { installedModules } from '#native/catalogue/installed-modules.ts';
import { DvcttError } from '#shared/contract/errors.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import { cardKey } from '#test/support/card-key.ts';
import { startPcscd, type PcscDaemon } from '#test/support/pcscd.ts';
import { pkcs11Tool } from '#test/support/pkcs11-tool.ts';
import { scratchCa } from '#test/support/scratch-ca.ts';
import { enter, logIn } from '#test/support/sign-once.ts';
import { hashOf, opensslAccepts } from '#test/support/verify-signature.ts';
import { PivCard } from '#test/virtual-token/piv-card.ts';
import type { PivKey } from '#test/virtual-token/piv-key.ts';
import { VirtualReader } from '#test/virtual-token/virtual-reader.ts';

const pin = '654321';
const ca = scratchCa();
const reader = new VirtualReader();
const document = Buffer.from('Giấy đề nghị thanh toán tạm ứng');
const rsaAlgorithm: SignatureAlgorithm = { scheme: 'rsa-pkcs1', hash: 'SHA-256' };
const digest = hashOf('SHA-256', document);

let pcscd: PcscDaemon;
let rsaKey: PivKey;
let signKey: PivKey;
let ecKey: PivKey;
let opensc: string;
let service: ReturnType<typeof createTokenService>;

beforeAll(async () => {
  pcscd = await startPcscd();
  opensc = installedModules().find(({ vendor }) => vendor === 'OpenSC')!.path;
  rsaKey = await cardKey(ca, 'Nguyễn Văn Kế');
  signKey = await cardKey(ca, 'Nguyễn Văn Ký', { slot: '9C' });
  ecKey = await cardKey(ca, 'Trần Thị Chủ', { type: 'ec' });
});
afterAll(async () => {
  await pcscd.stop();
  rmSync(ca.folder, { recursive: true });
});

beforeEach(() => {
  service = createTokenService({ modules: [opensc] });
});
afterEach(async () => {
  await service.close();
  await reader.eject();
});

/** Waits until the token list holds a card (or none): pcscd notices within a second. */
async function seen(present: boolean): Promise<void> {
  await expect
    .poll(async () => (await service.list()).tokens.length, { timeout: 15_000, interval: 200 })
    .toBe(present ? 1 : 0);
}

async function insert(card: PivCard): Promise<TokenCertificate> {
  await reader.insert(card);
  await seen(true);
  return onCard(card);
}

async function onCard(_card: PivCard): Promise<TokenCertificate> {
  const { certificates, problems } = await service.certificates();
  expect(problems).toEqual([]);
  return certificates[0]!;
}

describe('a card in a reader', () => {
  it('is listed as pkcs11-tool lists it, with its certificate, and is gone from the list when pulled out', async () => {
    await seen(false);
    const { view, certificate } = await insert(new PivCard({ keys: [rsaKey], pin }));
    const { tokens, modules } = await service.list();
    const printed = await pkcs11Tool(opensc, ['-L']);
    expect(printed).toMatch(new RegExp(`serial num\\s+: ${tokens[0]!.serial}\n`));
    expect(printed).toContain(`token label        : ${tokens[0]!.label}`);
    expect(tokens[0]).toMatchObject({ reader: 'Virtual PCD 00 00', pinState: 'ok', pinPad: false });
    expect(modules[0]?.readers.map(({ tokenPresent }) => tokenPresent)).toEqual([true, false]);
    expect(Buffer.from(certificate)).toEqual(Buffer.from(rsaKey.certificate));
    expect(view).toMatchObject({ owner: 'Nguyễn Văn Kế', keyType: 'rsa', refusals: [], pinState: 'ok' });
    await reader.eject();
    await seen(false);
    await expect(service.openPinPrompt(view.id)).rejects.toMatchObject({ code: 'TOKEN_NOT_FOUND' });
  });

  it('is another token than the next card with the same key, by its serial', async () => {
    const first = await insert(new PivCard({ keys: [rsaKey], pin }));
    await reader.eject();
    await seen(false);
    const second = await insert(new PivCard({ keys: [rsaKey], pin }));
    expect(second.view.tokenSerial).not.toBe(first.view.tokenSerial);
    expect(second.view.thumbprint).toBe(first.view.thumbprint);
  });
});

describe('a signature made by a card', () => {
  const rsaAlgorithms: SignatureAlgorithm[] = [
    rsaAlgorithm,
    { scheme: 'rsa-pkcs1', hash: 'SHA-512' },
    { scheme: 'rsa-pss', hash: 'SHA-256' },
    { scheme: 'rsa-pss', hash: 'SHA-384' },
  ];

  it('is accepted by openssl: RSA v1.5 and PSS', async () => {
    const { view, certificate } = await insert(new PivCard({ keys: [rsaKey], pin }));
    const session = await logIn(service, view.id, pin);
    for (const algorithm of rsaAlgorithms) {
      const value = await session.sign({ algorithm, digest: hashOf(algorithm.hash, document) });
      expect(opensslAccepts(certificate, algorithm, document, value), algorithm.scheme).toBe(true);
    }
    await session.close();
  });

  it('is accepted by openssl: ECDSA P-256', async () => {
    const algorithm: SignatureAlgorithm = { scheme: 'ecdsa', hash: 'SHA-256' };
    const { view, certificate } = await insert(new PivCard({ keys: [ecKey], pin }));
    const session = await logIn(service, view.id, pin);
    const value = await session.sign({ algorithm, digest });
    await session.close();
    expect(value).toHaveLength(64);
    expect(opensslAccepts(certificate, algorithm, document, value)).toBe(true);
  });

  it('needs the PIN typed once, even for a key that wants it before each signature', async () => {
    const card = new PivCard({ keys: [signKey], pin });
    const { view, certificate } = await insert(card);
    const session = await logIn(service, view.id, pin);
    for (let n = 0; n < 3; n++) {
      const value = await session.sign({ algorithm: rsaAlgorithm, digest });
      expect(opensslAccepts(certificate, rsaAlgorithm, document, value)).toBe(true);
    }
    await session.close();
    expect(card.signatures).toBe(3);
    expect(card.triesLeft).toBe(3);
  });
});

describe('the PIN of a card', () => {
  it('that is wrong costs exactly one try, and the state is shown', async () => {
    const card = new PivCard({ keys: [rsaKey], pin });
    const { view } = await insert(card);
    const first = await enter(service, view.id, '111111');
    expect(first).toMatchObject({ kind: 'refused', failure: { code: 'PIN_INCORRECT' } });
    expect(card.verifications).toBe(1);
    expect(card.triesLeft).toBe(2);
    const second = await enter(service, view.id, '111111');
    expect(second).toMatchObject({ failure: { code: 'PIN_INCORRECT' }, pinState: 'final-try' });
    expect(card.triesLeft).toBe(1);
    const third = await enter(service, view.id, '111111');
    expect(third).toMatchObject({ kind: 'refused', pinState: 'locked' });
    expect(card.verifications).toBe(3);
    await expect(service.openPinPrompt(view.id)).rejects.toMatchObject({ code: 'PIN_LOCKED' });
    expect(card.verifications).toBe(3);
  });

  it('that is on its last try is still asked for, with that state on the prompt', async () => {
    const card = new PivCard({ keys: [rsaKey], pin });
    card.setTries(1);
    const { view } = await insert(card);
    expect(view.pinState).toBe('final-try');
    expect((await service.openPinPrompt(view.id)).token.pinState).toBe('final-try');
    await (await logIn(service, view.id, pin)).close();
    expect(card.triesLeft).toBe(3);
  });

  it('is not asked for when it is locked, and the certificate is greyed for that reason', async () => {
    const card = new PivCard({ keys: [rsaKey], pin });
    card.setTries(0);
    const { view } = await insert(card);
    expect(view.refusals).toEqual(['PIN_LOCKED']);
    await expect(service.openPinPrompt(view.id)).rejects.toMatchObject({ code: 'PIN_LOCKED' });
    expect(card.verifications).toBe(0);
  });

  it('that got locked elsewhere while the prompt was open is not tried', async () => {
    const card = new PivCard({ keys: [rsaKey], pin });
    const { view } = await insert(card);
    const entry = enter(
      {
        ...wrapped(),
        openPinPrompt: async (id) => {
          const prompt = await service.openPinPrompt(id);
          card.setTries(0);
          return prompt;
        },
      },
      view.id,
      pin,
    );
    expect(await entry).toMatchObject({
      kind: 'refused',
      failure: { code: 'PIN_LOCKED' },
      pinState: 'locked',
    });
    expect(card.verifications).toBe(0);
  });

  it('of the wrong length costs no try', async () => {
    const card = new PivCard({ keys: [rsaKey], pin });
    const { view } = await insert(card);
    for (const wrong of ['12', '123456789']) {
      expect(await enter(service, view.id, wrong)).toMatchObject({ failure: { code: 'PIN_LENGTH' } });
    }
    expect(card.verifications).toBe(0);
  });
});

/** The service's methods as a plain object, so that a test can put itself in between. */
function wrapped() {
  return {
    list: () => service.list(),
    certificates: () => service.certificates(),
    openPinPrompt: (id: string) => service.openPinPrompt(id),
    enterPin: (...args: Parameters<typeof service.enterPin>) => service.enterPin(...args),
    cancelPinPrompt: (id: string) => service.cancelPinPrompt(id),
    close: () => service.close(),
  };
}

describe('a card pulled out', () => {
  it('in the middle of a signature is told, and works again when re-inserted, without a restart', async () => {
    const card = new PivCard({ keys: [rsaKey], pin });
    const { view, certificate } = await insert(card);
    const session = await logIn(service, view.id, pin);
    card.signatureDelay = 1_500;
    const signing = session.sign({ algorithm: rsaAlgorithm, digest });
    const failed = expect(signing).rejects.toMatchObject({ code: 'TOKEN_REMOVED' });
    await sleep(500);
    await reader.eject();
    await failed;
    await expect(session.sign({ algorithm: rsaAlgorithm, digest })).rejects.toMatchObject({
      code: 'TOKEN_REMOVED',
    });
    await session.close();
    card.signatureDelay = 0;
    expect((await insert(card)).view.id).toBe(view.id);
    const again = await logIn(service, view.id, pin);
    const value = await again.sign({ algorithm: rsaAlgorithm, digest });
    await again.close();
    expect(opensslAccepts(certificate, rsaAlgorithm, document, value)).toBe(true);
  });

  it('between two signatures is told at the next one', async () => {
    const card = new PivCard({ keys: [rsaKey], pin });
    const { view } = await insert(card);
    const session = await logIn(service, view.id, pin);
    await session.sign({ algorithm: rsaAlgorithm, digest });
    await reader.eject();
    await expect(session.sign({ algorithm: rsaAlgorithm, digest })).rejects.toMatchObject({
      code: 'TOKEN_REMOVED',
    });
    await session.close();
  });

  it('and swapped for another between prompt and PIN does not get the PIN', async () => {
    const first = new PivCard({ keys: [rsaKey], pin });
    const { view } = await insert(first);
    const second = new PivCard({ keys: [rsaKey], pin });
    const entry = enter(
      {
        ...wrapped(),
        openPinPrompt: async (id) => {
          const prompt = await service.openPinPrompt(id);
          await reader.eject();
          await seen(false);
          await reader.insert(second);
          await seen(true);
          return prompt;
        },
      },
      view.id,
      pin,
    );
    // A host that got lost when the first card went has taken its prompt along; both outcomes keep the PIN from the card.
    const outcome = await entry.then(
      (result) => (result.kind === 'refused' ? result.failure.code : 'accepted'),
      (thrown: unknown) => (thrown instanceof DvcttError ? thrown.code : 'other'),
    );
    expect(['TOKEN_NOT_FOUND', 'PIN_PROMPT_EXPIRED']).toContain(outcome);
    expect(second.verifications).toBe(0);
  });

  it('by dropping the line in a signature is told as removed', async () => {
    const card = new PivCard({ keys: [rsaKey], pin });
    const { view } = await insert(card);
    const session = await logIn(service, view.id, pin);
    card.dropNextSignature('cut');
    await expect(session.sign({ algorithm: rsaAlgorithm, digest })).rejects.toMatchObject({
      code: 'TOKEN_REMOVED',
    });
    await session.close();
  });
});

describe('a card that does not answer', () => {
  it('costs the deadline of one signature, and the program goes on', async () => {
    await service.close();
    service = createTokenService({ modules: [opensc], deadlines: { sign: 2_000 } });
    const card = new PivCard({ keys: [rsaKey], pin });
    const { view } = await insert(card);
    const session = await logIn(service, view.id, pin);
    card.dropNextSignature('silent');
    await expect(session.sign({ algorithm: rsaAlgorithm, digest })).rejects.toMatchObject({
      code: 'MODULE_TIMEOUT',
      details: { module: opensc },
    });
    await session.close();
    await reader.eject();
    await seen(false);
    const { view: again } = await insert(card);
    const next = await logIn(service, again.id, pin);
    await next.sign({ algorithm: rsaAlgorithm, digest });
    await next.close();
  });
});

describe('an idle card', () => {
  it('can be used by another program while the list is shown and after a signature', async () => {
    const { view } = await insert(new PivCard({ keys: [rsaKey], pin }));
    expect(await pkcs11Tool(opensc, ['--login', '--pin', pin, '-O', '--type', 'privkey'])).toContain(
      'Private Key',
    );
    const session = await logIn(service, view.id, pin);
    await session.sign({ algorithm: rsaAlgorithm, digest });
    await session.close();
    expect(await pkcs11Tool(opensc, ['--login', '--pin', pin, '-O', '--type', 'privkey'])).toContain(
      'Private Key',
    );
  });
});
