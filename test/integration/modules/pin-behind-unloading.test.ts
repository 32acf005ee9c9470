import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { sealPin } from '#shared/pin/seal.ts';
import { BadCompany, otherOwner, certificateOf } from './bad-company.ts';

const company = new BadCompany();
beforeAll(() => company.prepare());
afterEach(() => company.end());
afterAll(() => company.clear());

/** A driver that takes its time to let go of the readers, as OpenSC does while cards come and go. */
it('a wrong PUK that waits behind a slow unloading is answered, although the tokens are looked at meanwhile', async () => {
  const module = company.module();
  const service = company.service([module.path], {
    idleAfter: 100,
    deadlines: { release: 6_000, changePin: 10_000, survey: 10_000 },
  });
  const serial = (await certificateOf(service, otherOwner)).view.tokenSerial;
  module.order('C_Finalize@1 sleep 2000');
  const seen = module.calls().filter((call) => call === 'C_Finalize').length;
  const prompt = await service.openTokenPrompt(serial, 'unblock');
  const sealed = await sealPin(prompt, new TextEncoder().encode('11111111\x00246800'));
  await expect
    .poll(() => module.calls().filter((call) => call === 'C_Finalize').length, {
      timeout: 15_000,
      interval: 20,
    })
    .toBeGreaterThan(seen);
  const change = service.changePin(sealed);
  const looks = (async () => {
    // Past the moment at which a module that still unloads is taken for hung.
    await sleep(1_200);
    return service.list();
  })();
  expect(await change).toMatchObject({ kind: 'refused', failure: { code: 'PUK_INCORRECT' } });
  expect((await looks).tokens.map(({ serial: one }) => one)).toContain(serial);
});
