import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTokenService } from '#main/tokens/create-token-service.ts';
import { runBareLoop } from '#native/token-host/bare-loop.ts';
import { scratchCa } from '#test/support/scratch-ca.ts';
import { addSoftToken, softPin, softTokenHome } from '#test/support/soft-token.ts';
import { logIn } from '#test/support/sign-once.ts';
import { hashOf } from '#test/support/verify-signature.ts';

const ca = scratchCa();
const home = softTokenHome();
const service = createTokenService({ modules: [home.module], env: home.env });
let tokenSerial = '';

beforeAll(async () => {
  tokenSerial = await addSoftToken(home, ca, { label: 'KTT', keyType: 'rsa-2048', owner: 'Nguyễn Văn Kế' });
});
afterAll(async () => {
  await service.close();
  rmSync(home.folder, { recursive: true });
  rmSync(ca.folder, { recursive: true });
});

describe('the bare signing loop', () => {
  const algorithm = { scheme: 'rsa-pkcs1', hash: 'SHA-256' } as const;

  it('gives the speed of the token itself, which the token host nearly keeps', async () => {
    const { certificates } = await service.certificates();
    const { view } = certificates.find((certificate) => !certificate.view.isCa)!;
    const count = 300;
    const bare = await runBareLoop(
      {
        modulePath: home.module,
        tokenSerial,
        thumbprint: view.thumbprint,
        pin: Buffer.from(softPin),
        algorithm,
        count,
      },
      { env: home.env },
    );
    expect(bare.signatures).toBe(count);
    const session = await logIn(service, view.id, softPin);
    const digest = hashOf('SHA-256', Buffer.from('x'));
    await session.sign({ algorithm, digest });
    const start = performance.now();
    for (let n = 0; n < count; n++) await session.sign({ algorithm, digest });
    const ratio = (count * 1000) / (performance.now() - start) / bare.perSecond;
    await session.close();
    console.log(`bare ${bare.perSecond.toFixed(0)}/s, through the token host × ${ratio.toFixed(2)}`);
    // Generous, because this machine is shared; the benchmark measures it properly.
    expect(ratio).toBeGreaterThan(0.2);
  });

  it('fails by code on a wrong PIN and on a token that is not there', async () => {
    const order = {
      modulePath: home.module,
      tokenSerial,
      thumbprint: '0'.repeat(64),
      pin: Buffer.from('000000'),
      algorithm,
      count: 1,
    };
    await expect(runBareLoop(order, { env: home.env })).rejects.toMatchObject({ code: 'TOKEN_NOT_FOUND' });
    const { certificates } = await service.certificates();
    const thumbprint = certificates.find(({ view }) => !view.isCa)!.view.thumbprint;
    await expect(runBareLoop({ ...order, thumbprint }, { env: home.env })).rejects.toMatchObject({
      code: 'PIN_INCORRECT',
    });
  });
});
