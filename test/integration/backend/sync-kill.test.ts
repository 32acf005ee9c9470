import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '#backend/store/open.ts';
import { databaseFor } from '#test/support/start-backend.ts';
import { firstBrokenRow } from '#backend/audit/verify.ts';
import { seededRandom } from '#test/faults/seeded-random.ts';
import { BackendProcess } from './support/backend-process.ts';
import { HttpPerson } from './support/http-person.ts';
import { nextCode } from './support/sample-dossier.ts';
import { draftsOf, SyncMachine } from './support/sync-machine.ts';

const rounds = Number(process.env['DVCTT_ROUNDS'] ?? 6);
const seed = Number(process.env['DVCTT_SEED'] ?? Date.now() % 1_000_000);

describe('a backend that is killed while it takes changes in', () => {
  let backend: BackendProcess;
  beforeEach(() => {
    backend = new BackendProcess();
  });
  afterEach(() => backend.remove());

  it(
    `has every change that it acknowledged, and none twice (DVCTT_SEED=${seed})`,
    { timeout: 60_000 + rounds * 20_000 },
    async () => {
      const random = seededRandom(seed);
      const first = await backend.start('--demo');
      const password = first.demo?.accounts.find(({ username }) => username === 'ktv.songlo')?.password ?? '';
      const { token } = await HttpPerson.signIn(first.url, 'ktv.songlo', password);
      let url = first.url;
      /** What the server has said of each draft, and the push that it has not answered. */
      const acknowledged = new Map<string, number>();
      let unanswered: readonly ReturnType<SyncMachine['save']>[] = [];
      let killedInside = 0;

      for (let round = 0; round < rounds; round += 1) {
        const machine = new SyncMachine(new HttpPerson(url, token));
        const server = { alive: true };
        const killed = new Promise((resolve) => setTimeout(resolve, 20 + random() * 400)).then(async () => {
          await backend.kill();
          server.alive = false;
        });
        while (server.alive) {
          const batch = unanswered.length > 0 ? unanswered : newBatch(machine, acknowledged);
          unanswered = batch;
          try {
            const results = await machine.push(...batch);
            for (const [index, result] of results.entries()) {
              const { code, baseVersion } = batch[index]!;
              expect(result).toMatchObject({ outcome: 'applied', version: baseVersion + 1 });
              acknowledged.set(code, baseVersion + 1);
            }
            unanswered = [];
          } catch (cause) {
            if (!(cause instanceof TypeError)) throw cause; // fetch says so of a broken line
            killedInside += 1;
            await killed;
          }
        }
        await killed;
        ({ url } = await backend.start());
        // Once more what was left without an answer: it counts once, whether it had been applied or not.
        const again = new SyncMachine(new HttpPerson(url, token));
        if (unanswered.length > 0) {
          for (const result of await again.push(...unanswered)) expect(result.outcome).toBe('applied');
          for (const { code, baseVersion } of unanswered) acknowledged.set(code, baseVersion + 1);
          unanswered = [];
        }
        const drafts = draftsOf((await again.pull()).changes);
        expect(new Map(drafts.map(({ code, version }) => [code, version]))).toEqual(acknowledged);
        for (const { version, content } of drafts) expect(content.title).toBe(`phiên bản ${version}`);
      }
      expect(killedInside).toBeGreaterThan(0);
      await backend.kill();
      const store = await openStore(
        (await databaseFor(backend.folder)) ?? join(backend.folder, 'backend.db'),
      );
      expect(await firstBrokenRow(store)).toBeUndefined();
      await store.destroy();
    },
  );

  function newBatch(machine: SyncMachine, acknowledged: ReadonlyMap<string, number>) {
    const edits = [...acknowledged]
      .slice(-20)
      .map(([code, version]) => machine.save(code, version, `phiên bản ${version + 1}`));
    return [...edits, ...Array.from({ length: 20 }, () => machine.save(nextCode(), 0, 'phiên bản 1'))];
  }
});
