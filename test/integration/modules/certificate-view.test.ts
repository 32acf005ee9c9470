/** What a person is told of the certificates on a token, on SoftHSM2. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTokenService } from '#main/tokens/create-token-service.ts';
import type { CertificateView } from '#shared/contract/tokens.ts';
import { scratchCa } from '#test/support/scratch-ca.ts';
import { addSoftToken, softTokenHome } from '#test/support/soft-token.ts';

const home = softTokenHome();
const ca = scratchCa();
const day = 86_400_000;
let clock = new Date();
let serial: string;
const service = createTokenService({ modules: [home.module], env: home.env, now: () => clock });
beforeAll(async () => {
  serial = await addSoftToken(home, ca, { label: 'KTT', keyType: 'rsa-2048', owner: 'Nguyễn Văn Kế' });
});
afterAll(async () => {
  await service.close();
  rmSync(home.folder, { recursive: true });
  rmSync(ca.folder, { recursive: true });
});

async function shown(): Promise<CertificateView> {
  const { certificates } = await service.certificates();
  const own = certificates.find(({ view }) => view.tokenSerial === serial && !view.isCa);
  if (own === undefined) throw new Error('no certificate');
  return own.view;
}

/** As it is shown when so many days of it are left, to the millisecond. */
async function shownWith(daysLeft: number): Promise<CertificateView> {
  clock = new Date(Date.parse((await shown()).notAfter) - daysLeft * day);
  return shown();
}

it('says who holds it, by which papers, what it is for, and that its key can be seen or not yet', async () => {
  const view = await shown();
  expect(view.owner).toBe('Nguyễn Văn Kế');
  expect(view.identities).toEqual([{ kind: 'CCCD', value: '001099000001' }]);
  expect(view.purposes).toContain('signing');
  expect(['present', 'unknown']).toContain(view.privateKey);
  expect(view.reminder).toBeUndefined();
  expect(view.refusals).toEqual([]);
});

it('reminds when 60, 30 and 7 days are left, and refuses it when none is', async () => {
  expect((await shownWith(61)).reminder).toBeUndefined();
  expect((await shownWith(60)).reminder).toBe(60);
  expect((await shownWith(7)).reminder).toBe(7);
  const expired = await shownWith(-1);
  expect(expired.reminder).toBeUndefined();
  expect(expired.refusals).toContain('CERT_EXPIRED');
});
