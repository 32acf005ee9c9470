/** What the people of a unit do, as plain data: fast-check makes it up, and prints it when it leads to a difference. */
import fc from 'fast-check';
import type { Fault } from '#test/faults/line/fault.ts';

export const typings = [
  'title',
  'payee',
  'bank',
  'number',
  'line',
  'add line',
  'remove line',
  'move lines',
  'add voucher',
  'remove voucher',
  'type nothing',
] as const;

/** `draft` and `spot` are taken modulo what there is. */
export type Step =
  | { readonly do: 'create'; readonly desk: number }
  | {
      readonly do: 'type';
      readonly desk: number;
      readonly draft: number;
      readonly typing: (typeof typings)[number];
      readonly spot: number;
      /** On top of what this desk's window has shown some time ago. */
      readonly stale: boolean;
    }
  | { readonly do: 'attach'; readonly desk: number; readonly draft: number; readonly detach: boolean }
  | {
      readonly do: 'undo' | 'redo' | 'delete' | 'restore version' | 'resolve' | 'discard';
      readonly desk: number;
      readonly draft: number;
      readonly spot: number;
    }
  | { readonly do: 'restore'; readonly desk: number; readonly spot: number }
  | { readonly do: 'forward'; readonly desk: number; readonly draft: number; readonly crash: boolean }
  | {
      readonly do: 'exchange';
      readonly desk: number;
      readonly faults: readonly (Fault | undefined)[];
      /** While its first request is on the way. */
      readonly meanwhile: (typeof typings)[number] | undefined;
      readonly draft: number;
    }
  | { readonly do: 'exchange together' }
  | { readonly do: 'crash'; readonly desk: number };

const any = fc.nat({ max: 11 });
/** People meet on few drafts and fields, else they have nothing to disagree about. */
const draft = fc.constantFrom(0, 0, 0, 0, 1, 2);
const spot = fc.constantFrom(0, 0, 0, 1, 2, 5);
const typing = fc.constantFrom(
  ...typings,
  'title' as const,
  'payee' as const,
  'line' as const,
  'line' as const,
);
const ms = fc.constantFrom(1, 5, 20);
const fault: fc.Arbitrary<Fault | undefined> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  {
    weight: 2,
    arbitrary: fc.oneof(
      fc.constantFrom<Fault>(
        { kind: 'lost-request' },
        { kind: 'lost-answer' },
        { kind: 'half-answer' },
        { kind: 'gateway', status: 502 },
        { kind: 'portal' },
        { kind: 'doubled' },
        { kind: 'session-ended' },
      ),
      ms.map((ms): Fault => ({ kind: 'straggler', ms })),
      ms.map((ms): Fault => ({ kind: 'late-answer', ms })),
    ),
  },
);

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ do: fc.constant('create'), desk: any }) },
  {
    weight: 16,
    arbitrary: fc.record({
      do: fc.constant('type'),
      desk: any,
      draft,
      typing,
      spot,
      stale: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('attach'), desk: any, draft, detach: fc.boolean() }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('undo', 'redo', 'delete', 'restore version', 'resolve', 'resolve', 'discard'),
      desk: any,
      draft,
      spot,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restore'), desk: any, spot }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('forward'), desk: any, draft, crash: fc.boolean() }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constant('exchange'),
      desk: any,
      faults: fc.array(fault, { maxLength: 4 }),
      meanwhile: fc.option(typing, { nil: undefined, freq: 3 }),
      draft,
    }),
  },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'exchange together' }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('crash'), desk: any }) },
);

/** A morning at the unit: how many desks, and what is done. */
export const anyMorning = fc.record({
  desks: fc.integer({ min: 2, max: 4 }),
  steps: fc.array(anyStep, { minLength: 25, maxLength: 80, size: 'max' }),
});
export type Morning = typeof anyMorning extends fc.Arbitrary<infer M> ? M : never;
