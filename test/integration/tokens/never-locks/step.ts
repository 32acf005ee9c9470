/** What a person, another program or the machine may do while a token is used. */
import fc from 'fast-check';

/** What is typed. `right` and `wrong` are for the PIN that the card has at that moment. */
export type Typed = 'right' | 'wrong' | 'short' | 'long' | 'empty' | 'telex' | 'new';

export type Purpose = 'sign' | 'challenge' | 'self-test' | 'change' | 'unblock';

export type Step =
  | { readonly kind: 'list' | 'look' | 'look-again'; readonly desk: 0 | 1 }
  | { readonly kind: 'open'; readonly desk: 0 | 1; readonly purpose: Purpose }
  | { readonly kind: 'press'; readonly which: number; readonly typed: Typed; readonly times: 1 | 2 }
  | { readonly kind: 'press-all'; readonly typed: Typed }
  | { readonly kind: 'cancel' | 'expire'; readonly which: number }
  | { readonly kind: 'sign' | 'close'; readonly which: number }
  | { readonly kind: 'pull' | 'swap' | 'self-test' | 'kill-host'; readonly desk: 0 | 1 }
  | { readonly kind: 'try-elsewhere' | 'change-elsewhere' | 'unlock-elsewhere' };

const desk = fc.constantFrom<0 | 1>(0, 1);
const which = fc.nat(5);
const purpose = fc.constantFrom<Purpose>('sign', 'sign', 'challenge', 'self-test', 'change', 'unblock');
const typed = fc.constantFrom<Typed>(
  'right',
  'wrong',
  'wrong',
  'wrong',
  'short',
  'long',
  'empty',
  'telex',
  'new',
);
const times = fc.constantFrom<1 | 2>(1, 2);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('open' as const), desk, purpose }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('press' as const), which, typed, times }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('press-all' as const), typed }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('list' as const, 'look' as const, 'look-again' as const),
      desk,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('cancel' as const, 'expire' as const), which }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('sign' as const, 'close' as const), which }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('swap' as const, 'self-test' as const, 'kill-host' as const),
      desk,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'try-elsewhere' as const,
        'change-elsewhere' as const,
        'unlock-elsewhere' as const,
      ),
    }),
  },
);

/** An afternoon with one token: which key it has, how many tries are left, and what happens. */
export interface Afternoon {
  readonly slot: '9A' | '9C';
  readonly tries: number;
  readonly steps: readonly Step[];
}

export const anyAfternoon: fc.Arbitrary<Afternoon> = fc.record({
  slot: fc.constantFrom<'9A' | '9C'>('9A', '9C'),
  tries: fc.constantFrom(3, 3, 2, 1),
  steps: fc.array(step, { minLength: 4, maxLength: 14 }),
});
