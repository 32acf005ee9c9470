/**
 * A day's work of two accountants over lines that drop, double, cut, delay and lie, and over good ones: in the end the
 * server and both desks hold the same, letter by letter. A run that fails prints its seed and what the lines did.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBackend, type Backend } from '#backend/server.ts';
import type { Draft } from '#main/account-store/account-store.ts';
import type { DossierCode, DossierContent } from '#shared/domain/dossiers/dossier.ts';
import type { Fault, FaultPlan } from '#test/faults/line/fault.ts';
import { FaultyLine } from '#test/faults/line/faulty-line.ts';
import { seededPlan } from '#test/faults/line/seeded-plan.ts';
import { sampleContent, sampleLine, sampleVoucher } from '#test/support/sample-dossier.ts';
import type { Desk } from './converge/desk.ts';
import { openDrafts, openUnit, type RunUnit } from './converge/unit.ts';
import { openOffice, until } from './office.ts';

/** `DVCTT_ROUNDS` lets it go on longer. */
const seeds = Array.from({ length: Number(process.env['DVCTT_ROUNDS'] ?? 1) }, (_, round) => round + 1);
const hour = 3_600_000;
const drafts = 4;
const edits = 6;
/** A line on which four of ten requests fail lets a change through long before. */
const mostTries = 60;

let folder: string;
let backend: Backend;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dvctt-faulty-line-'));
  backend = await startBackend({ dataFolder: join(folder, 'backend'), port: 0, demo: true });
});

afterAll(async () => {
  await backend.close();
  await rm(folder, { recursive: true, force: true });
});

/** Each desk writes at places of its own, so that what must stand in the end does not hang on who was first. */
const work = (desk: number, edit: number) => (content: DossierContent) => ({
  ...content,
  ...(desk === 0 ? { title: `${content.title.split(' · ')[0] ?? ''} · lần ${edit}` } : {}),
  vouchers: content.vouchers.map((voucher, at) =>
    at % 2 === desk
      ? {
          ...voucher,
          number: `D${desk}-${edit}`,
          lines: [
            ...voucher.lines,
            { ...sampleLine, id: `line-${desk}-${edit}`, description: `Dòng ${edit}` },
          ],
        }
      : voucher,
  ),
});

async function untilThrough(desk: Desk, plan: FaultPlan | undefined): Promise<void> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const state = await desk.exchange(plan === undefined ? {} : { plan });
    expect(state.setAside, JSON.stringify(desk.store.outbox.list())).toBe(0);
    if (state.line === 'live' && state.waiting === 0) return;
  }
  throw new Error(`nothing came through in ${mostTries} tries`);
}

async function attach(desk: Desk, draft: Draft, text: string): Promise<void> {
  const bytes = new TextEncoder().encode(text.repeat(20_000));
  const sha256 = await desk.store.blobs.put(bytes);
  const file = {
    id: `file-${text}`,
    name: `${text}.txt`,
    mediaType: 'text/plain',
    sha256,
    size: bytes.length,
  };
  const now = desk.store.drafts.get(draft.code) ?? draft;
  const attachments = [...now.content.attachments, file];
  desk.store.drafts.save(now.code, now.version, { ...now.content, attachments });
}

/** The same work on any lines. Answers what stands on the server in the end, by title of the beginning. */
async function day(
  unit: RunUnit,
  plans: readonly (FaultPlan | undefined)[],
): Promise<readonly DossierContent[]> {
  const [first, second] = unit.desks;
  if (first === undefined || second === undefined) throw new Error('two desks are needed');
  const codes: DossierCode[] = [];
  for (let at = 0; at < drafts; at += 1) {
    const vouchers = ['a', 'b'].map((id) => ({ ...sampleVoucher, id: `v-${at}-${id}`, lines: [] }));
    codes.push(first.store.drafts.create({ title: `Hồ sơ ${at}`, attachments: [], vouchers }).code);
  }
  await untilThrough(first, plans[0]);
  await untilThrough(second, plans[1]);
  for (let edit = 0; edit < edits; edit += 1) {
    for (const [at, desk] of [first, second].entries()) {
      for (const code of codes) {
        const draft = desk.store.drafts.get(code);
        if (draft === undefined) throw new Error(`${desk.name} lacks ${code}`);
        desk.store.drafts.save(code, draft.version, work(at, edit)(draft.content));
        if (edit === 2 && code === codes[at]) await attach(desk, draft, `tệp ${at}`);
      }
      // Some changes go out alone, others wait for the next exchange.
      if ((edit + at) % 2 === 0) await desk.exchange(plans[at] === undefined ? {} : { plan: plans[at] });
    }
  }
  // The author deletes one, as the last that is done.
  await untilThrough(first, plans[0]);
  await untilThrough(second, plans[1]);
  await untilThrough(first, plans[0]);
  const gone = codes.at(-1);
  if (gone !== undefined) first.store.drafts.delete(gone);
  for (let round = 0; round < 2; round += 1) {
    for (const [at, desk] of unit.desks.entries()) await untilThrough(desk, plans[at]);
  }
  const standing = openDrafts(await unit.onServer());
  for (const desk of unit.desks) {
    expect(new Map(desk.drafts().map(({ code, content }) => [code, content])), desk.name).toEqual(standing);
    await desk.fetchBlobs();
    for (const { attachments } of standing.values()) {
      for (const { sha256, size } of attachments)
        expect(await desk.store.blobs.get(sha256)).toHaveLength(size);
    }
  }
  return [...standing.values()].sort((a, b) => (a.title < b.title ? -1 : 1));
}

/** What the work must come to, by itself: three dossiers of four, every line once. */
function expectEverything(standing: readonly DossierContent[]): void {
  expect(standing.map(({ title }) => title)).toEqual(
    ['Hồ sơ 0', 'Hồ sơ 1', 'Hồ sơ 2'].map((t) => `${t} · lần 5`),
  );
  for (const { vouchers } of standing) {
    for (const [at, { lines, number }] of vouchers.entries()) {
      expect(number).toBe(`D${at}-5`);
      expect(lines.map(({ id }) => id)).toEqual(
        Array.from({ length: edits }, (_, edit) => `line-${at}-${edit}`),
      );
    }
  }
  expect(standing.flatMap(({ attachments }) => attachments.map(({ name }) => name))).toEqual([
    'tệp 0.txt',
    'tệp 1.txt',
  ]);
}

async function dayOn(
  plans: readonly (FaultPlan | undefined)[],
  options: Parameters<typeof openUnit>[3] = {},
): Promise<{ readonly standing: readonly DossierContent[]; readonly log: readonly string[] }> {
  const unit = await openUnit(backend, folder, 2, options);
  const log = () => unit.desks.flatMap(({ name, line }) => line.log.map((entry) => `${name}: ${entry}`));
  try {
    return { standing: await day(unit, plans), log: log() };
  } catch (cause) {
    throw new Error(`${cause instanceof Error ? cause.message : String(cause)}\n${log().join('\n')}`, {
      cause,
    });
  } finally {
    await unit.close();
  }
}

describe('the same work', () => {
  it('over good lines comes to what was written', async () => {
    expectEverything((await dayOn([undefined, undefined])).standing);
  });

  it.each(seeds)(
    'over lines on which four of ten requests fail comes to the same (seed %i)',
    async (seed) => {
      const plan = (desk: number) => seededPlan({ seed: seed * 100 + desk, share: 0.4, sessionEnds: true });
      const { standing, log } = await dayOn([plan(0), plan(1)], { clockOff: hour });
      expectEverything(standing);
      expect(
        new Set(log.map((entry) => entry.split(' ').at(-1))).size,
        'kinds of faults met',
      ).toBeGreaterThan(5);
    },
  );

  const always: readonly Fault[] = [
    { kind: 'lost-request' },
    { kind: 'lost-answer' },
    { kind: 'half-answer' },
    { kind: 'gateway', status: 503 },
    { kind: 'portal' },
    { kind: 'doubled' },
    { kind: 'straggler', ms: 30 },
    { kind: 'late-request', ms: 30 },
    { kind: 'late-answer', ms: 30 },
    { kind: 'session-ended' },
  ];
  it.each(always)('comes to the same where every second push meets “$kind”', async (fault) => {
    const plan = (): FaultPlan => {
      let pushes = 0;
      return ({ path }) => {
        if (!path.includes('/sync/push')) return undefined;
        pushes += 1;
        return pushes % 2 === 1 ? fault : undefined;
      };
    };
    const { standing, log } = await dayOn([plan(), plan()]);
    expectEverything(standing);
    expect(log.length).toBeGreaterThan(3);
  });
});

it('two desks that are at work all day on bad lines show each other’s work while the lines stay bad', async () => {
  const office = await openOffice();
  const lines: FaultyLine[] = [];
  try {
    const open = async () => {
      const line = await FaultyLine.open({
        target: office.backend.url,
        clockOff: -hour,
        cutEventsAfter: 700,
      });
      lines.push(line);
      return line;
    };
    const [ha, lan] = [
      await office.machine('ktv.songlo', { through: (await open()).url }),
      await office.machine('lan.songlo', { through: (await open()).url }),
    ];
    await until(
      'both are there',
      () => ha.engine.state().line === 'live' && lan.engine.state().line === 'live',
    );
    for (const [at, line] of lines.entries()) line.behave(seededPlan({ seed: 20 + at, share: 0.2 }));
    const { code } = ha.store.drafts.create({ ...sampleContent, attachments: [] });
    ha.engine.kick();
    await until('Lan sees the draft', () => lan.store.drafts.get(code) !== undefined, 60_000);
    for (let edit = 0; edit < 10; edit += 1) {
      ha.edit(code, (content) => ({ ...content, title: `Lần ${edit}` }));
      lan.edit(code, (content) => ({
        ...content,
        vouchers: content.vouchers.map((voucher) => ({ ...voucher, number: `L-${edit}` })),
      }));
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    const both = [ha, lan];
    await until(
      'both have both',
      () =>
        both.every((machine) => {
          const { content, waiting } = machine.draft(code);
          return !waiting && content.title === 'Lần 9' && content.vouchers[0]?.number === 'L-9';
        }),
      60_000,
    );
    expect(ha.draft(code).content).toEqual(lan.draft(code).content);
  } catch (cause) {
    const log = lines.flatMap(({ log }, at) => log.map((entry) => `${at}: ${entry}`));
    throw new Error(`${cause instanceof Error ? cause.message : String(cause)}\n${log.join('\n')}`, {
      cause,
    });
  } finally {
    await office.close();
    for (const line of lines) await line.close();
  }
});
