/**
 * Program of cycles.test.ts: a core's token service of its own, a card that is put in and pulled out again and again,
 * and what this process holds before and after. Takes the number of cycles and a key with its certificate (paths).
 * Run with --expose-gc. Prints one JSON document.
 */
import { createPrivateKey } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTokenService } from '#main/tokens/create-token-service.ts';
import { installedModules } from '#native/catalogue/installed-modules.ts';
import { PivCard } from '#test/virtual-token/piv-card.ts';
import { VirtualReader } from '#test/virtual-token/virtual-reader.ts';
import { processes } from '#test/support/process-memory.ts';

const [cycles = '10', keyPath = '', certificatePath = ''] = process.argv.slice(2);
/** Cycles before the first count: what is loaded once is loaded then. */
const warmUp = 4;
const patience = 10_000;

const key = {
  slot: '9A',
  privateKey: createPrivateKey(readFileSync(keyPath)),
  certificate: readFileSync(certificatePath),
} as const;
const opensc = installedModules().find(({ vendor }) => vendor === 'OpenSC')?.path ?? '';
const reader = new VirtualReader();
const service = createTokenService({ modules: [opensc] });
let woken = () => {};
const end = service.watch(() => woken());

/** Waits until the list, asked again at each change that is told, shows so many tokens. */
async function shown(count: number): Promise<void> {
  const until = Date.now() + patience;
  for (;;) {
    const change = new Promise<void>((resolve) => (woken = resolve));
    if ((await service.list()).tokens.length === count) return;
    if (Date.now() > until) throw new Error(`there are not ${count} tokens after ${patience} ms`);
    await Promise.race([change, sleep(1_000)]);
  }
}

async function cycle(): Promise<void> {
  await reader.insert(new PivCard({ keys: [key], pin: '654321' }));
  await shown(1);
  const { certificates } = await service.certificates();
  if (certificates.length !== 1) throw new Error('the certificate is not listed');
  await reader.eject();
  await shown(0);
}

function held() {
  for (let n = 0; n < 3; n += 1) globalThis.gc?.();
  return {
    rss: process.memoryUsage().rss,
    handles: readdirSync('/proc/self/fd').length,
    children: processes().filter(({ parent }) => parent === process.pid).length,
  };
}

for (let n = 0; n < warmUp; n += 1) await cycle();
const before = held();
const start = performance.now();
for (let n = 0; n < Number(cycles); n += 1) await cycle();
const milliseconds = performance.now() - start;
const after = held();
end();
await service.close();
await sleep(500);
console.log(JSON.stringify({ before, after, closed: held(), milliseconds }));
