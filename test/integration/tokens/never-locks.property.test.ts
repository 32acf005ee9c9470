/**
 * Whatever people, other programs and the machine do, the application spends no try of a PIN but by a press of somebody
 * who typed a wrong one, one a press, and the last of them only where the prompt had said that it is the last. The card
 * itself counts. `DVCTT_SEED` and `DVCTT_PATH` replay a run that failed, `DVCTT_ROUNDS` lets it go on longer.
 */
import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTokenService } from '#main/tokens/create-token-service.ts';
import { installedModules } from '#native/catalogue/installed-modules.ts';
import { cardKey } from '#test/support/card-key.ts';
import { startPcscd, type PcscDaemon } from '#test/support/pcscd.ts';
import { scratchCa } from '#test/support/scratch-ca.ts';
import { PivCard } from '#test/virtual-token/piv-card.ts';
import type { PivKey } from '#test/virtual-token/piv-key.ts';
import { VirtualReader } from '#test/virtual-token/virtual-reader.ts';
import { Desk } from './never-locks/desk.ts';
import { anyAfternoon, type Afternoon } from './never-locks/step.ts';

const rounds = Number(process.env['DVCTT_ROUNDS'] ?? 5);
/** The same afternoons at every commit, so that a red build is the commit's fault; a soak brings seeds of its own. */
const usualSeed = 2026;
const seed = Number(process.env['DVCTT_SEED'] ?? usualSeed);
const path = process.env['DVCTT_PATH'];

const pin = '654321';
const puk = '87654321';
const ca = scratchCa();
const reader = new VirtualReader();
const seen = new Map<string, number>();
let pcscd: PcscDaemon;
let keys: Readonly<Record<'9A' | '9C', PivKey>>;
let opensc: string;

beforeAll(async () => {
  pcscd = await startPcscd();
  opensc = installedModules().find(({ vendor }) => vendor === 'OpenSC')!.path;
  keys = {
    '9A': await cardKey(ca, 'Nguyễn Văn Kế'),
    '9C': await cardKey(ca, 'Nguyễn Văn Ký', { slot: '9C' }),
  };
});
afterAll(async () => {
  await pcscd.stop();
  rmSync(ca.folder, { recursive: true });
});

async function spend(afternoon: Afternoon): Promise<void> {
  const card = new PivCard({ keys: [keys[afternoon.slot]], pin, puk });
  card.setTries(afternoon.tries);
  const services = [
    createTokenService({ modules: [opensc] }),
    createTokenService({ modules: [opensc] }),
  ] as const;
  await reader.insert(card);
  await expect
    .poll(async () => (await services[0].list()).tokens.length, { timeout: 15_000, interval: 50 })
    .toBe(1);
  const [certificate] = (await services[0].certificates()).certificates;
  const { id, tokenSerial } = certificate!.view;
  const desk = new Desk({
    card,
    reader,
    services,
    module: opensc,
    certificateId: id,
    serial: tokenSerial,
    pin,
    puk,
  });
  try {
    for (const step of afternoon.steps) {
      await desk.take(step);
      expect(card.mismatches).toBeLessThanOrEqual(desk.wrongPresses + desk.staleLogins);
      expect(card.pukMismatches).toBeLessThanOrEqual(desk.wrongPukPresses);
      expect(card.knocks).toBe(0);
    }
  } finally {
    await desk.end();
    for (const [what, times] of desk.seen) seen.set(what, (seen.get(what) ?? 0) + times);
  }
}

it(
  'no token is locked by the application, whatever is done with it',
  async () => {
    await fc.assert(fc.asyncProperty(anyAfternoon, spend), {
      numRuns: rounds,
      interruptAfterTimeLimit: rounds * 20_000,
      seed,
      ...(path === undefined ? {} : { path, endOnFailure: true }),
    });
    // A run in which no PIN was right, wrong or held back would prove nothing.
    if (path === undefined) {
      for (const what of ['accepted', 'PIN_INCORRECT', 'PIN_LENGTH', 'PIN_PROMPT_EXPIRED']) {
        expect(seen.get(what) ?? 0, what).toBeGreaterThan(0);
      }
    }
  },
  rounds * 40_000 + 60_000,
);
