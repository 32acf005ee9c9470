import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAccountStores } from '#main/account-store/stores.ts';
import { BackendClient } from '#main/backend-client/backend-client.ts';
import { SyncEngine } from '#main/sync/sync-engine.ts';
import { seededRandom } from '#test/faults/seeded-random.ts';
import { openOffice, password, type Office } from './office.ts';

const rounds = Number(process.env['DVCTT_ROUNDS'] ?? 5);
const seed = Number(process.env['DVCTT_SEED'] ?? Date.now() % 1_000_000);
const program = new URL('saving-client.ts', import.meta.url).pathname;

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

/** What a life acknowledged before it was killed: the last value of each draft. A torn last line counts for nothing. */
function acknowledged(journal: string): Map<string, number> {
  const whole = journal.slice(0, journal.lastIndexOf('\n') + 1);
  return new Map(
    whole
      .split('\n')
      .filter((line) => line !== '')
      .map((line): [string, number] => [line.slice(0, 19), Number(line.slice(20))]),
  );
}

async function liveAndDie(
  home: string,
  journal: string,
  first: number,
  life: () => Promise<unknown>,
): Promise<void> {
  const child = spawn(
    process.execPath,
    [program, home, office.backend.url, 'ktv.songlo', password, String(first), journal],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  child.stderr.on('data', (part: Buffer) => (said += part.toString('utf8')));
  const ended = new Promise<NodeJS.Signals | null>((resolve) =>
    child.once('exit', (_code, signal) => resolve(signal)),
  );
  await Promise.race([new Promise((resolve) => child.stdout.once('data', resolve)), ended]);
  await Promise.race([life(), ended]);
  child.kill('SIGKILL');
  if ((await ended) !== 'SIGKILL') throw new Error(`the client ended by itself: ${said}`);
}

async function exchanging(): Promise<void> {
  const drafts = () => office.backend.store.selectFrom('drafts').select('code').execute();
  await expect.poll(async () => (await drafts()).length, { timeout: 30_000, interval: 5 }).toBeGreaterThan(0);
}

test(
  `a program killed ${rounds} times while it saves and syncs loses nothing it acknowledged and doubles nothing (DVCTT_SEED=${seed})`,
  async () => {
    const random = seededRandom(seed);
    const home = join(office.folder, 'killed');
    const journal = join(office.folder, 'journal');
    await writeFile(journal, '');
    for (let round = 0; round < rounds; round += 1) {
      const ms = Math.round(random() * 900);
      // The first is killed while it exchanges for sure, however slow the machine is.
      const life = () => (round === 0 ? exchanging() : new Promise((resolve) => setTimeout(resolve, ms)));
      await liveAndDie(home, journal, round * 1_000_000, life);
    }
    const promised = acknowledged(await readFile(journal, 'utf8'));
    expect(promised.size).toBeGreaterThan(0);

    const store = openAccountStores({
      folder: home,
      masterKey: new Uint8Array(32).fill(7),
      now: () => new Date(),
    }).open('ktv.songlo', '1001163');
    expect(store.notices.list().map(({ kind }) => kind)).not.toContain('recovered');
    // Saved but not journalled: the kill fell between the two. Such a value is newer than the promised one.
    const valueOf = (title: string) => Number(title.replace('giá trị ', ''));
    for (const [code, value] of promised) {
      const draft = store.drafts.get(code as Parameters<typeof store.drafts.get>[0]); // journalled by `saving-client`
      expect(draft && valueOf(draft.content.title), code).toBeGreaterThanOrEqual(value);
    }

    const backend = new BackendClient(office.backend.url);
    backend.useToken(store.profile.token());
    const engine = new SyncEngine({
      store,
      backend,
      emit: () => undefined,
      onRevoked: () => undefined,
      random: () => 0,
    });
    engine.start();
    const state = await engine.syncNow();
    expect(state).toMatchObject({ line: 'live', waiting: 0, setAside: 0, conflicts: 0 });

    const rows = await office.backend.store.selectFrom('drafts').select(['code', 'content']).execute();
    const atServer = new Map(rows.map(({ code, content }) => [code, content]));
    const here = store.catalogue.list({ limit: 1000 });
    expect(rows.length, 'no draft is there twice, none is missing').toBe(here.found);
    for (const { code, title } of here.dossiers) {
      expect(atServer.get(code), code).toContain(`"title":"${title}"`);
    }
    await engine.stop();
    store.close();
  },
  60_000 + rounds * 15_000,
);
