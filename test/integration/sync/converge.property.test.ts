/**
 * Any number of people doing anything on any line end with the same dossiers, and nothing that one of them wrote is
 * gone unless somebody who saw it replaced it. `DVCTT_SEED` and `DVCTT_PATH` replay a run that failed, `DVCTT_ROUNDS`
 * lets it go on longer.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBackend, type Backend } from '#backend/server.ts';
import { sha256 } from '#main/blobs/blob-store.ts';
import { anyMorning, type Morning } from './converge/step.ts';
import { Play } from './converge/play.ts';
import { openDrafts, openUnit, sentDossiers, type RunUnit } from './converge/unit.ts';
import { marksOf } from './converge/witness.ts';

const rounds = Number(process.env['DVCTT_ROUNDS'] ?? 5);
/** The same mornings at every commit, so that a red build is the commit's fault; a soak brings seeds of its own. */
const usualSeed = 2026;
const seed = Number(process.env['DVCTT_SEED'] ?? usualSeed);
const path = process.env['DVCTT_PATH'];
/** In so many rounds of everybody's exchanges all must be said. */
const mostQuietRounds = 12;

let folder: string;
let backend: Backend;
const done = new Map<string, number>();
let played = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dvctt-converge-'));
  backend = await startBackend({ dataFolder: join(folder, 'backend'), port: 0, demo: true });
});

afterAll(async () => {
  await backend.close();
  await rm(folder, { recursive: true, force: true });
});

it(
  'everybody ends with the same dossiers and nothing that was written is lost',
  async () => {
    await fc.assert(
      fc.asyncProperty(anyMorning, async (morning) => {
        const unit = await openUnit(backend, folder, morning.desks);
        try {
          await spend(morning, unit);
        } finally {
          await unit.close();
        }
      }),
      {
        numRuns: rounds,
        // A run that fails takes long: a shorter one is looked for, but not for ever.
        interruptAfterTimeLimit: rounds * 20_000,
        seed,
        ...(path === undefined ? {} : { path, endOnFailure: true }),
      },
    );
    if (seed === usualSeed && played >= 8) {
      for (const step of [
        'type line',
        'resolve',
        'delete',
        'undo',
        'attach',
        'type while sending',
        'crash',
      ]) {
        expect(done.get(step) ?? 0, `“${step}” was never done`).toBeGreaterThan(0);
      }
    }
  },
  rounds * 30_000,
);

async function spend({ steps }: Morning, unit: RunUnit): Promise<void> {
  const play = new Play(unit.desks, unit.code);
  await play.take({ do: 'create', desk: 0 });
  await play.take({ do: 'exchange together' });
  for (const step of steps) await play.take(step);
  await settle(unit, play);
  played += 1;
  for (const [step, times] of play.done) done.set(step, (done.get(step) ?? 0) + times);

  const changes = await unit.onServer();
  const [drafts, sent] = [openDrafts(changes), sentDossiers(changes)];
  const standing = new Set<string>();
  for (const content of [...drafts.values(), ...sent.values()]) {
    for (const mark of marksOf(content)) {
      if (mark.startsWith('id')) expect(standing.has(mark), `${mark} stands in two dossiers`).toBe(false);
      standing.add(mark);
    }
  }
  for (const desk of unit.desks) {
    const here = new Map(desk.drafts().map(({ code, content }) => [code, content]));
    expect(here, `drafts of ${desk.name}`).toEqual(drafts);
    for (const [code, content] of sent) {
      expect(desk.store.dossiers.get(code)?.dossier.content, `${code} on ${desk.name}`).toEqual(content);
    }
    await desk.fetchBlobs();
    for (const { attachments } of drafts.values()) {
      for (const { sha256: digest } of attachments)
        expect(sha256(await desk.store.blobs.get(digest))).toBe(digest);
    }
    // What came too late for a dossier that was sent is in the history of who wrote it.
    for (const code of sent.keys()) {
      for (const { id, cause } of desk.store.drafts.versions(code)) {
        if (cause !== 'kept' && cause !== 'late') continue;
        for (const mark of marksOf(desk.store.drafts.version(code, id).content)) standing.add(mark);
      }
    }
  }
  expect(play.witness.lost(standing)).toEqual([]);
}

/** Everybody exchanges and decides until nobody has anything to say. */
async function settle(unit: RunUnit, play: Play): Promise<void> {
  let before = '';
  for (let round = 0; round < mostQuietRounds; round += 1) {
    const states: string[] = [];
    for (const desk of unit.desks) {
      play.decideAll(desk, round);
      const { line, waiting, conflicts, setAside, failure } = await desk.exchange();
      states.push(JSON.stringify([line, waiting, conflicts, setAside, failure ?? null, desk.drafts()]));
    }
    const now = states.join('\n');
    const quiet = states.every((state) => state.startsWith('["live",0,0,0,'));
    if (quiet && now === before) return;
    before = now;
  }
  expect.unreachable(`no rest after ${mostQuietRounds} rounds:\n${before}`);
}
