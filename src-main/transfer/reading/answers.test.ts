import { expect, it } from 'vitest';
import type { Found } from '../found.ts';
import { withinLimits } from '../limits.ts';
import { answersOf } from './answers.ts';

const voucher = (lines: number, notes = 0): Found => ({
  kind: 'voucher',
  from: 'a.csv',
  formId: '13',
  fields: {},
  lines: Array.from({ length: lines }, () => ({ amount: '1' })),
  notes: Array.from({ length: notes }, (_, at) => ({
    path: String(at),
    code: 'IMPORT_ZEROS_ADDED',
    message: { vi: 'x', en: 'x' },
    blocking: false,
  })),
});

it.each([
  ['vouchers', voucher(1), 1_001],
  ['lines', voucher(10_000), 11],
  ['refusals', { kind: 'refused', from: 'a', failure: { code: 'ZIP_NESTED' } } as const, 2_001],
])('a file with endless %s is read no further than one import takes', (_what, each, most) => {
  let asked = 0;
  function* endless(): Generator<Found> {
    for (;;) {
      asked += 1;
      yield each;
    }
  }
  expect(() => withinLimits(endless())).toThrow(expect.objectContaining({ code: 'IMPORT_TOO_MUCH' }));
  expect(asked).toBe(most);
});

it('the advice on one voucher is cut to what a preview shows', () => {
  const [found] = withinLimits([voucher(1, 40_000)]);
  expect(found?.kind === 'voucher' && found.notes.map(({ path }) => path)).toEqual(
    Array.from({ length: 100 }, (_, at) => String(at < 50 ? at : at + 39_900)),
  );
});

it('what was found is told in messages of some two thousand lines, in its order and with nothing lost', () => {
  const found = [voucher(1_500), voucher(1_000), voucher(900), voucher(10_000), voucher(1)];
  const answers = [...answersOf(found)].map((answer) => (answer.ok ? answer : { found: [], more: false }));
  expect(answers.map((answer) => answer.found.length)).toEqual([1, 2, 1, 1]);
  expect(answers.map(({ more }) => more === true)).toEqual([true, true, true, false]);
  expect(answers.flatMap((answer) => answer.found)).toEqual(found);
});
