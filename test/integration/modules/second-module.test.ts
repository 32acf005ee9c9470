/** A second real module, written by others for other hardware: tpm2-pkcs11 over a TPM in software, beside SoftHSM2. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTokenService } from '#main/tokens/create-token-service.ts';
import type { TokenCertificate } from '#main/tokens/token-service.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import { scratchCa } from '#test/support/scratch-ca.ts';
import { enter, logIn } from '#test/support/sign-once.ts';
import { addSoftToken, softPin, softTokenHome } from '#test/support/soft-token.ts';
import { tpmHome, tpmPin, type TpmHome } from '#test/support/tpm-token.ts';
import { hashOf, opensslAccepts } from '#test/support/verify-signature.ts';

const ca = scratchCa();
const soft = softTokenHome();
const document = Buffer.from('Giấy rút dự toán');
let tpm: TpmHome;
let service: ReturnType<typeof createTokenService>;
let certificates: readonly TokenCertificate[];

beforeAll(async () => {
  tpm = await tpmHome('chip');
  tpm.addKey(ca, { id: '01', type: 'rsa:2048', owner: 'Lê Văn Chip' });
  tpm.addKey(ca, { id: '02', type: 'EC:prime256v1', owner: 'Phạm Thị Cong' });
  await addSoftToken(soft, ca, { label: 'KTT', keyType: 'rsa-2048', owner: 'Nguyễn Văn Mềm' });
  service = createTokenService({ modules: [tpm.module, soft.module], env: { ...tpm.env, ...soft.env } });
  ({ certificates } = await service.certificates());
});
afterAll(async () => {
  await service.close();
  await tpm.stop();
  for (const { folder } of [soft, ca]) rmSync(folder, { recursive: true });
});

function certificateOf(owner: string): TokenCertificate {
  return certificates.find(({ view }) => view.owner === owner)!;
}

async function accepted(owner: string, pin: string, algorithm: SignatureAlgorithm): Promise<boolean> {
  const { view, certificate } = certificateOf(owner);
  const session = await logIn(service, view.id, pin);
  try {
    const value = await session.sign({ algorithm, digest: hashOf(algorithm.hash, document) });
    return opensslAccepts(certificate, algorithm, document, value);
  } finally {
    await session.close();
  }
}

describe('a TPM beside a software token', () => {
  it('is listed with both its certificates, and neither hides the other', async () => {
    const { modules, tokens } = await service.list();
    expect(modules.map(({ state }) => state)).toEqual(['ready', 'ready']);
    expect(tokens.map(({ label }) => label).sort()).toEqual(['KTT', 'chip']);
    const owners = certificates.filter(({ view }) => !view.isCa).map(({ view }) => view.owner);
    expect(owners.sort()).toEqual(['Lê Văn Chip', 'Nguyễn Văn Mềm', 'Phạm Thị Cong']);
  });

  it.each([
    ['Lê Văn Chip', tpmPin, { scheme: 'rsa-pkcs1', hash: 'SHA-256' }],
    ['Phạm Thị Cong', tpmPin, { scheme: 'ecdsa', hash: 'SHA-256' }],
    ['Nguyễn Văn Mềm', softPin, { scheme: 'rsa-pkcs1', hash: 'SHA-256' }],
  ] as const)('signs for %s, and openssl accepts it', async (owner, pin, algorithm) => {
    expect(await accepted(owner, pin, algorithm)).toBe(true);
  });

  it('is not asked for PSS, which it does not list, nor is anything else signed in its place', async () => {
    await expect(
      accepted('Lê Văn Chip', tpmPin, { scheme: 'rsa-pss', hash: 'SHA-256' }),
    ).rejects.toMatchObject({
      code: 'TOKEN_MECHANISM_UNSUPPORTED',
    });
  });

  it('refuses a wrong PIN with its name, and takes the right one after', async () => {
    const { view } = certificateOf('Lê Văn Chip');
    const entry = await enter(service, view.id, '000000');
    expect(entry).toMatchObject({ kind: 'refused', failure: { code: 'PIN_INCORRECT' } });
    await (await logIn(service, view.id, tpmPin)).close();
  });
});
