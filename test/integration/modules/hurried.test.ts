/** A card leaves one reader while the driver of another token is still starting, on SoftHSM2. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hostEntry } from '#native/host-entry.ts';
import { hostStartDeadline, idleAfter, removalCheckAfter, tokenDeadlines } from '#main/tokens/deadlines.ts';
import { ModuleClient } from '#main/tokens/module-client.ts';
import { scratchCa } from '#test/support/scratch-ca.ts';
import { addSoftToken, softTokenHome } from '#test/support/soft-token.ts';

const home = softTokenHome();
const ca = scratchCa();
let serial: string;
let client: ModuleClient;

beforeAll(async () => {
  serial = await addSoftToken(home, ca, { label: 'KTT', keyType: 'rsa-2048', owner: 'Nguyễn Văn Kế' });
  // A token host that comes up as slowly as on a busy machine.
  const entry = join(home.folder, 'slow-host.mjs');
  const real = JSON.stringify(pathToFileURL(hostEntry('token-host')).href);
  writeFileSync(entry, `await new Promise((up) => setTimeout(up, 400));\nawait import(${real});\n`);
  client = new ModuleClient({
    modulePath: home.module,
    entry,
    env: home.env,
    deadlines: tokenDeadlines,
    startDeadline: hostStartDeadline,
    idleAfter,
    removalCheckAfter,
  });
});
afterAll(() => {
  client.close();
  rmSync(home.folder, { recursive: true });
  rmSync(ca.folder, { recursive: true });
});

/** The process is on its way, and the call in its line. */
const begun = () => expect.poll(() => client.busy).toBe(true);

it('is no crash of that driver: its tokens are listed, and a prompt for the PIN opens', async () => {
  const tokens = client.survey();
  await begun();
  client.hurry(50);
  expect((await tokens).tokens.map((token) => token.serial)).toContain(serial);
  client.renew();
  const prompt = client.openPrompt({
    tokenSerial: serial,
    purpose: 'change',
    algorithms: [],
    lifetime: 60_000,
  });
  await begun();
  client.hurry(50);
  expect((await prompt).token.serial).toBe(serial);
});
