import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTokenService } from '#main/tokens/create-token-service.ts';
import { runBareLoop } from '#native/token-host/bare-loop.ts';
import { scratchCa } from '#test/support/scratch-ca.ts';
import { addSoftToken, softPin, softTokenHome } from '#test/support/soft-token.ts';

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

  it('makes as many signatures as it was told and says how long that took', async () => {
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
    expect(bare.perSecond).toBeCloseTo((count * 1000) / bare.milliseconds);
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
