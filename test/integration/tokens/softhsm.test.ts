import { readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTokenService } from '#main/tokens/create-token-service.ts';
import type { TokenCertificate } from '#main/tokens/token-service.ts';
import { DvcttError } from '#shared/contract/errors.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import { pkcs11Tool } from '#test/support/pkcs11-tool.ts';
import { scratchCa } from '#test/support/scratch-ca.ts';
import { enter, logIn, sealed } from '#test/support/sign-once.ts';
import { addSoftToken, softPin, softTokenHome } from '#test/support/soft-token.ts';
import { hashOf, opensslAccepts } from '#test/support/verify-signature.ts';

const ca = scratchCa();
const home = softTokenHome();
const service = createTokenService({ modules: [home.module], env: home.env });
let rsa: TokenCertificate;
let ec: TokenCertificate;
let expired: TokenCertificate;
let encryption: TokenCertificate;

beforeAll(async () => {
  const serials = {
    rsa: await addSoftToken(home, ca, { label: 'KTT', keyType: 'rsa-2048', owner: 'Nguyễn Văn Kế' }),
    ec: await addSoftToken(home, ca, { label: 'CTK', keyType: 'ec-p256', owner: 'Trần Thị Chủ' }),
    expired: await addSoftToken(home, ca, {
      label: 'cũ',
      keyType: 'ec-p256',
      owner: 'Hết Hạn',
      issue: { notBefore: '20200101000000Z', notAfter: '20210101000000Z' },
    }),
    encryption: await addSoftToken(home, ca, {
      label: 'mã hóa',
      keyType: 'rsa-2048',
      owner: 'Chỉ Mã Hóa',
      issue: { keyUsage: 'keyEncipherment' },
    }),
  };
  const { certificates } = await service.certificates();
  const own = (serial: string) => certificates.find(({ view }) => view.tokenSerial === serial && !view.isCa)!;
  rsa = own(serials.rsa);
  ec = own(serials.ec);
  expired = own(serials.expired);
  encryption = own(serials.encryption);
});

afterAll(async () => {
  await service.close();
  rmSync(home.folder, { recursive: true });
  rmSync(ca.folder, { recursive: true });
});

const document = Buffer.from('Giấy rút dự toán ngân sách số 01');

describe('the list of tokens', () => {
  it('shows the tokens that pkcs11-tool shows, and not the blank slot', async () => {
    const { modules, tokens } = await service.list();
    const printed = await pkcs11Tool(home.module, ['-L'], home.env);
    const theirs = [...printed.matchAll(/serial num\s+:\s+(\S+)/g)].map(([, serial]) => serial);
    expect(tokens.map(({ serial }) => serial).sort()).toEqual(theirs.sort());
    expect(theirs).toHaveLength(4);
    expect(tokens.map(({ label }) => label).sort()).toEqual(['CTK', 'KTT', 'cũ', 'mã hóa'].sort());
    expect(tokens.map(({ pinState }) => pinState)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(modules).toMatchObject([{ path: home.module, state: 'ready', manufacturer: 'SoftHSM' }]);
  });

  it('names a module that is missing and one that is no library, and lists the good one all the same', async () => {
    const mixed = createTokenService({
      modules: ['/nowhere/p11.so', '/etc/hostname', home.module],
      env: home.env,
    });
    const { modules, tokens } = await mixed.list();
    await mixed.close();
    expect(modules.map(({ state, failure }) => [state, failure?.code])).toEqual([
      ['failed', 'MODULE_NOT_FOUND'],
      ['failed', 'MODULE_NOT_PKCS11'],
      ['ready', undefined],
    ]);
    expect(modules[1]?.failure?.details?.['module']).toBe('/etc/hostname');
    expect(tokens).toHaveLength(4);
  });

  it('shows a token once when two modules show it', async () => {
    const twice = createTokenService({
      modules: [home.module, '/usr/lib/softhsm/libsofthsm2.so'],
      env: home.env,
    });
    const { tokens } = await twice.list();
    const { certificates } = await twice.certificates();
    await twice.close();
    expect(tokens).toHaveLength(4);
    expect(new Set(certificates.map(({ view }) => view.id)).size).toBe(certificates.length);
    expect(certificates.filter(({ view }) => !view.isCa)).toHaveLength(4);
  });
});

describe('a certificate on a token', () => {
  it('is shown with its owner, issuer and period, and with the chain found on the token', () => {
    expect(rsa.view).toMatchObject({
      owner: 'Nguyễn Văn Kế',
      organisation: 'Trường THPT Lê Chân',
      uids: ['CCCD:001099000001'],
      issuerCommonName: 'Scratch Issuing CA',
      keyType: 'rsa',
      keyBits: 2048,
      keyUsage: ['digitalSignature', 'nonRepudiation'],
      isCa: false,
      refusals: [],
    });
    expect(rsa.view.daysLeft).toBeGreaterThan(363);
    expect(rsa.chain.map((der) => Buffer.from(der))).toEqual([Buffer.from(ca.certificate)]);
    expect(ec.view).toMatchObject({ keyType: 'ec', keyBits: 256, refusals: [] });
  });

  it('is greyed with the reason when it has expired or is not for signing', () => {
    expect(expired.view.refusals).toEqual(['CERT_EXPIRED']);
    expect(expired.view.daysLeft).toBeLessThan(0);
    expect(encryption.view.refusals).toEqual(['CERT_KEY_USAGE']);
  });

  it('of a CA is flagged and cannot be chosen to sign', async () => {
    const { certificates } = await service.certificates();
    const authorities = certificates.filter(({ view }) => view.isCa);
    expect(authorities.length).toBeGreaterThan(0);
    for (const { view } of authorities) expect(view.refusals).toContain('CERT_KEY_USAGE');
  });
});

describe('a signature made by a token', () => {
  const hashes = ['SHA-256', 'SHA-384', 'SHA-512'] as const;
  const rsaAlgorithms = hashes.flatMap((hash): SignatureAlgorithm[] => [
    { scheme: 'rsa-pkcs1', hash },
    { scheme: 'rsa-pss', hash },
  ]);
  const cases = [
    ...rsaAlgorithms.map((algorithm) => ({ algorithm, who: () => rsa })),
    ...hashes.map((hash) => ({ algorithm: { scheme: 'ecdsa', hash } as const, who: () => ec })),
  ];

  it.each(cases)('is accepted by openssl: $algorithm.scheme $algorithm.hash', async ({ algorithm, who }) => {
    const { view, certificate } = who();
    const session = await logIn(service, view.id, softPin);
    try {
      const digest = hashOf(algorithm.hash, document);
      const value = await session.sign({ algorithm, digest });
      expect(value).toHaveLength(algorithm.scheme === 'ecdsa' ? 64 : 256);
      expect(opensslAccepts(certificate, algorithm, document, value)).toBe(true);
      expect(opensslAccepts(certificate, algorithm, Buffer.from('khác'), value)).toBe(false);
    } finally {
      await session.close();
    }
  });

  it('is refused before the PIN is asked when the key cannot make it', async () => {
    const algorithm = { scheme: 'ecdsa', hash: 'SHA-256' } as const;
    const session = await logIn(service, rsa.view.id, softPin);
    await expect(session.sign({ algorithm, digest: hashOf('SHA-256', document) })).rejects.toMatchObject({
      code: 'TOKEN_MECHANISM_UNSUPPORTED',
    });
    await session.close();
  });

  it('is not made after the person cancelled', async () => {
    const session = await logIn(service, rsa.view.id, softPin);
    const digest = hashOf('SHA-256', document);
    const algorithm = { scheme: 'rsa-pkcs1', hash: 'SHA-256' } as const;
    await expect(session.sign({ algorithm, digest }, AbortSignal.abort())).rejects.toMatchObject({
      code: 'SIGNING_CANCELLED',
    });
    const controller = new AbortController();
    const signing = session.sign({ algorithm, digest }, controller.signal);
    controller.abort();
    await expect(signing).rejects.toMatchObject({ code: 'SIGNING_CANCELLED' });
    await session.close();
    await expect(session.sign({ algorithm, digest })).rejects.toBeInstanceOf(DvcttError);
  });
});

describe('the PIN', () => {
  it('that is wrong is refused, and the right one is accepted on the next press', async () => {
    const entry = await enter(service, rsa.view.id, '000000');
    expect(entry).toMatchObject({
      kind: 'refused',
      failure: { code: 'PIN_INCORRECT' },
      pinState: 'low',
    });
    const prompt = await service.openPinPrompt(rsa.view.id);
    expect(prompt.token.pinState).toBe('low');
    await service.cancelPinPrompt(prompt.promptId);
    expect(JSON.stringify(entry)).not.toContain('000000');
    await (await logIn(service, rsa.view.id, softPin)).close();
    const again = (await service.list()).tokens.find(({ serial }) => serial === rsa.view.tokenSerial);
    expect(again?.pinState).toBe('ok');
  });

  it('that is too short or too long never reaches the token', async () => {
    for (const pin of ['', '123', 'x'.repeat(256)]) {
      expect(await enter(service, ec.view.id, pin)).toMatchObject({
        kind: 'refused',
        failure: { code: 'PIN_LENGTH' },
        pinState: 'ok',
      });
    }
  });

  it('cannot be replayed: a prompt is spent by its first answer', async () => {
    const prompt = await service.openPinPrompt(rsa.view.id);
    const answer = await sealed(prompt, '000000');
    expect(await service.enterPin(rsa.view.id, answer)).toMatchObject({ kind: 'refused' });
    await expect(service.enterPin(rsa.view.id, answer)).rejects.toMatchObject({ code: 'PIN_PROMPT_EXPIRED' });
  });

  it('sealed for one prompt does not open another, and spends no try', async () => {
    const first = await service.openPinPrompt(rsa.view.id);
    const second = await service.openPinPrompt(rsa.view.id);
    const moved = { ...(await sealed(first, softPin)), promptId: second.promptId };
    expect(await service.enterPin(rsa.view.id, moved)).toMatchObject({
      kind: 'refused',
      failure: { code: 'PIN_PROMPT_EXPIRED' },
    });
    await service.cancelPinPrompt(first.promptId);
  });

  it('comes too late after the prompt has expired or was closed', async () => {
    const brief = createTokenService({ modules: [home.module], env: home.env, promptLifetime: 1 });
    const prompt = await brief.openPinPrompt(rsa.view.id);
    const late = await brief.enterPin(rsa.view.id, await sealed(prompt, softPin));
    expect(late).toMatchObject({ kind: 'refused', failure: { code: 'PIN_PROMPT_EXPIRED' } });
    await brief.close();
    const closed = await service.openPinPrompt(rsa.view.id);
    await service.cancelPinPrompt(closed.promptId);
    await expect(service.enterPin(rsa.view.id, await sealed(closed, softPin))).rejects.toMatchObject({
      code: 'PIN_PROMPT_EXPIRED',
    });
  });

  it('of one token does not let another certificate be signed with', async () => {
    const prompt = await service.openPinPrompt(rsa.view.id);
    await expect(service.enterPin(ec.view.id, await sealed(prompt, softPin))).rejects.toMatchObject({
      code: 'PIN_PROMPT_EXPIRED',
    });
  });

  it('is not needed twice at once: a second session on a token in use is refused', async () => {
    const session = await logIn(service, rsa.view.id, softPin);
    await expect(enter(service, rsa.view.id, '000000')).rejects.toMatchObject({ code: 'TOKEN_BUSY' });
    const other = await logIn(service, ec.view.id, softPin);
    await other.close();
    const algorithm = { scheme: 'rsa-pkcs1', hash: 'SHA-256' } as const;
    const value = await session.sign({ algorithm, digest: hashOf('SHA-256', document) });
    expect(opensslAccepts(rsa.certificate, algorithm, document, value)).toBe(true);
    await session.close();
  });

  it('leaves no process behind that has seen it once the session is closed', async () => {
    const session = await logIn(service, rsa.view.id, softPin);
    const pid = service.hostPids().get(home.module)!;
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'latin1');
    const environment = readFileSync(`/proc/${pid}/environ`, 'latin1');
    expect(commandLine + environment).not.toContain(softPin);
    await session.close();
    await expect.poll(() => alive(pid)).toBe(false);
    expect(service.hostPids().size).toBe(0);
  });
});

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('a prompt', () => {
  it('for a certificate that is on no token says so', async () => {
    const unknown = `nowhere:${'0'.repeat(64)}`;
    await expect(service.openPinPrompt(unknown)).rejects.toMatchObject({ code: 'TOKEN_NOT_FOUND' });
    await expect(service.openPinPrompt('nonsense')).rejects.toMatchObject({ code: 'TOKEN_NOT_FOUND' });
  });
});
