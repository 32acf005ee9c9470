import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mostBatchDossiers } from '#shared/contract/batch.ts';
import { dossierCodeSchema, dossierStatusSchema } from '#shared/domain/dossiers/dossier.ts';
import {
  asTheyStand,
  choose,
  noneChosen,
  stepChoice,
  sumOf,
  toForward,
  toSign,
  toSubmit,
  unchoose,
  type ChosenDossier,
} from './chosen.ts';

const dossier = (at: number, changed: Partial<ChosenDossier> = {}): ChosenDossier => ({
  code: dossierCodeSchema.parse(`1001163${String(at).padStart(12, '0')}`),
  title: `Hồ sơ ${at}`,
  status: 'CHO_KTT_KY',
  total: '999999999999999999',
  createdBy: 'ktv.songlo',
  place: 'server',
  ...changed,
});

describe('the dossiers ticked in the list', () => {
  it('are sent to the chief accountant by who began them, as far as there is a draft to send', () => {
    const draft = { status: 'DANG_SOAN', place: 'local' } as const;
    const all = [
      dossier(1, draft),
      dossier(2, { ...draft, createdBy: 'ktv2.songlo' }),
      dossier(3, { status: 'TRA_LAI', place: 'local' }),
      // Returned and not mended yet.
      dossier(4, { status: 'TRA_LAI' }),
      dossier(5),
    ];
    const user = { role: 'KTV', username: 'ktv.songlo' } as const;
    expect(toForward(all, user)).toEqual([all[0], all[2]]);
    expect(toForward(all, { ...user, role: 'KTT' })).toEqual([]);
  });

  it('are summed exactly, whatever the amounts', () => {
    const { chosen } = choose(noneChosen, [dossier(1), dossier(2), dossier(3, { total: '2' })]);
    expect(sumOf(chosen.values())).toBe('2000000000000000000');
  });

  it('are never more than one batch takes, and it is said when some were left out', () => {
    const many = Array.from({ length: mostBatchDossiers + 5 }, (_, at) => dossier(at));
    const { chosen, full } = choose(noneChosen, many);
    expect([chosen.size, full]).toEqual([mostBatchDossiers, true]);
    // One that is ticked already is no news.
    expect(choose(chosen, many.slice(0, 3)).full).toBe(false);
    expect(unchoose(chosen, [many[0]!.code]).size).toBe(mostBatchDossiers - 1);
  });

  it('are told apart by what this person may do with them', () => {
    const all = dossierStatusSchema.options.map((status, at) => dossier(at, { status }));
    const statuses = (found: readonly ChosenDossier[]) => found.map(({ status }) => status);
    expect(statuses(toSign(all, 'KTT'))).toEqual(['CHO_KTT_KY']);
    expect(statuses(toSign(all, 'UQ_CTK'))).toEqual(['CHO_CTK_KY']);
    expect(statuses(toSign(all, 'KTV'))).toEqual([]);
    expect(statuses(toSubmit(all, 'CTK'))).toEqual(['CHO_GUI']);
    expect(statuses(toSubmit(all, 'KTT'))).toEqual([]);
  });

  it('stand as they stand now, not as they stood when they were ticked', () => {
    const { chosen } = choose(noneChosen, [dossier(1), dossier(2)]);
    expect(asTheyStand(chosen, [dossier(1), dossier(9)])).toBe(chosen);
    const moved = asTheyStand(chosen, [dossier(1, { status: 'TRA_LAI' })]);
    expect([...moved.values()].map(({ status }) => status)).toEqual(['TRA_LAI', 'CHO_KTT_KY']);
  });

  it('are, after any walk with Shift held, the rows between the first and the last', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 50 }),
        fc.array(fc.boolean(), { maxLength: 60 }),
        (anchor, walk) => {
          const ticked = new Set<number>();
          let at = anchor;
          for (const down of walk) {
            const to = Math.min(60, Math.max(0, at + (down ? 1 : -1)));
            if (to === at) continue;
            const { tick, untick } = stepChoice(anchor, at, to);
            for (const row of tick) ticked.add(row);
            for (const row of untick) ticked.delete(row);
            at = to;
          }
          if (ticked.size === 0) return;
          const [low, high] = [Math.min(anchor, at), Math.max(anchor, at)];
          expect([...ticked].sort((a, b) => a - b)).toEqual(
            Array.from({ length: high - low + 1 }, (_, row) => low + row),
          );
        },
      ),
    );
  });
});
