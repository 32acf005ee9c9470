/** How soon a token that is plugged in can be used, and what a module that hangs costs the others. */
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTokenService } from '#main/tokens/create-token-service.ts';
import type { TokenService } from '#main/tokens/token-service.ts';
import { installedModules } from '#native/catalogue/installed-modules.ts';
import { cardKey } from '#test/support/card-key.ts';
import { faultyModule } from '#test/support/faulty-module.ts';
import { startPcscd } from '#test/support/pcscd.ts';
import { scratchCa } from '#test/support/scratch-ca.ts';
import { addSoftToken, softTokenHome } from '#test/support/soft-token.ts';
import { PivCard } from '#test/virtual-token/piv-card.ts';
import { VirtualReader } from '#test/virtual-token/virtual-reader.ts';
import { median, rounded, type Figure } from './figure.ts';

const insertions = 20;
/** A certificate is to be on the screen within this, ms. */
const insertionLimit = 1_500;
const listings = 7;
const healthyModules = 3;
/** One hung module may delay the others by this, ms. */
const delayLimit = 100;
/** After this long a module that PC/SC does not speak for is asked again, ms. */
const answersAreOld = 2_100;
/** As the window has it, ms. */
const patience = 60;

export async function benchDiscovery(): Promise<readonly Figure[]> {
  return [await insertToCertificate(), await hungModuleDelay()];
}

async function insertToCertificate(): Promise<Figure> {
  const ca = scratchCa();
  const pcscd = await startPcscd();
  const reader = new VirtualReader();
  const opensc = installedModules().find(({ vendor }) => vendor === 'OpenSC');
  if (opensc === undefined) throw new Error('OpenSC is not installed (Debian: opensc-pkcs11)');
  const tokens = createTokenService({ modules: [opensc.path] });
  const consumer = follow(tokens);
  try {
    await tokens.list();
    const key = await cardKey(ca, 'Nguyễn Văn Kế');
    const times: number[] = [];
    for (let n = 0; n < insertions; n += 1) {
      await consumer.until(0);
      // The module has let go of the reader by then, as on a machine where nobody works at the moment.
      await sleep(2_300);
      const start = performance.now();
      await reader.insert(new PivCard({ keys: [key], pin: '246813' }));
      await consumer.until(1);
      times.push(performance.now() - start);
      await reader.eject();
    }
    const sorted = times.toSorted((a, b) => a - b);
    const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN;
    return {
      name: 'tokens.insert_to_certificate_p95',
      value: rounded(p95),
      unit: 'ms',
      baseline: insertionLimit,
      ratio: rounded(p95 / insertionLimit),
      note:
        `${times.length} insertions; min ${rounded(Math.min(...times))}, median ${rounded(median(times))}, ` +
        `max ${rounded(Math.max(...times))}; from the virtual card in the reader (OpenSC, pcscd polls every 400 ms) ` +
        'to its certificate in the list of one who watches; baseline: the limit',
    };
  } finally {
    consumer.end();
    await tokens.close();
    await reader.eject();
    await pcscd.stop();
    rmSync(ca.folder, { recursive: true });
  }
}

/** Lists certificates at every change, as the window does, and waits for a number of them. */
function follow(tokens: TokenService) {
  let seen = -1;
  let wake: () => void = () => undefined;
  let last = Promise.resolve();
  const look = async () => {
    const { certificates } = await tokens.certificates({ patience });
    seen = certificates.filter(({ view }) => !view.isCa).length;
    wake();
  };
  const looking = () => {
    last = last.then(look);
  };
  const end = tokens.watch(looking);
  looking();
  return {
    end,
    async until(count: number): Promise<void> {
      const deadline = Date.now() + 30_000;
      while (seen !== count) {
        if (Date.now() > deadline) throw new Error(`${seen} certificates instead of ${count}`);
        await new Promise<void>((resolve) => {
          wake = resolve;
          setTimeout(resolve, 1_000);
        });
      }
    },
  };
}

async function hungModuleDelay(): Promise<Figure> {
  const ca = scratchCa();
  const homes = [...Array(healthyModules).keys()].map(() => softTokenHome());
  const [someHome] = homes;
  if (someHome === undefined) throw new Error('no token');
  const modules = homes.map((home) => faultyModule(home));
  const hung = faultyModule(someHome, 'C_GetSlotList hang');
  try {
    for (const [n, home] of homes.entries()) {
      await addSoftToken(home, ca, { label: `T${n}`, keyType: 'ec-p256', owner: `Người ${n}` });
    }
    const healthy = modules.map(({ path }) => path);
    const alone: number[] = [];
    const beside: number[] = [];
    for (let run = 0; run < listings; run += 1) {
      hung.order();
      const tokens = createTokenService({ modules: [hung.path, ...healthy] });
      const end = tokens.watch(() => undefined);
      try {
        await tokens.certificates();
        await sleep(answersAreOld);
        alone.push(await untilListed(tokens, healthy));
        await sleep(answersAreOld);
        hung.order('C_GetSlotList hang');
        beside.push(await untilListed(tokens, healthy));
      } finally {
        end();
        await tokens.close();
      }
    }
    const extra = beside.map((time, n) => time - (alone[n] ?? Number.NaN));
    return {
      name: 'tokens.hung_module_delay',
      value: rounded(median(extra)),
      unit: 'ms',
      baseline: delayLimit,
      ratio: rounded(median(extra) / delayLimit),
      note:
        `${listings} runs; min ${rounded(Math.min(...extra))}, max ${rounded(Math.max(...extra))}; reading ` +
        `${healthyModules} tokens through ${healthyModules} modules beside one that answers (median ` +
        `${rounded(median(alone))} ms) and beside the same when it begins to hang in C_GetSlotList (median ` +
        `${rounded(median(beside))} ms), until all three have answered; baseline: the limit`,
    };
  } finally {
    for (const module of [...modules, hung]) module.remove();
    for (const home of homes) rmSync(home.folder, { recursive: true });
    rmSync(ca.folder, { recursive: true });
  }
}

/** From the question, as the window asks it, until these modules have answered, ms. */
async function untilListed(tokens: TokenService, modules: readonly string[]): Promise<number> {
  const start = performance.now();
  for (;;) {
    const { pending, certificates } = await tokens.certificates({ patience });
    const answered = modules.every((path) => !pending.includes(path));
    if (answered && certificates.filter(({ view }) => !view.isCa).length >= modules.length) {
      return performance.now() - start;
    }
    await sleep(5);
  }
}
