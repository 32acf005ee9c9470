import { seededRandom } from '../seeded-random.ts';
import type { Fault, FaultPlan } from './fault.ts';

export interface SeededPlanOptions {
  readonly seed: number;
  /** Share of requests that something happens to, 0 … 1. */
  readonly share: number;
  /** Whether the session may end; whoever uses the line must then sign in again. */
  readonly sessionEnds?: boolean;
}

const gateways = [500, 502, 503, 504] as const;

/** The same seed makes the same sequence of faults, request by request. */
export function seededPlan({ seed, share, sessionEnds = false }: SeededPlanOptions): FaultPlan {
  const random = seededRandom(seed);
  const ms = () => Math.round(random() * 60);
  const kinds: readonly (() => Fault)[] = [
    () => ({ kind: 'lost-request' }),
    () => ({ kind: 'lost-answer' }),
    () => ({ kind: 'half-answer' }),
    () => ({ kind: 'gateway', status: gateways[Math.floor(random() * gateways.length)] ?? 502 }),
    () => ({ kind: 'portal' }),
    () => ({ kind: 'doubled' }),
    () => ({ kind: 'straggler', ms: ms() }),
    () => ({ kind: 'late-request', ms: ms() }),
    () => ({ kind: 'late-answer', ms: ms() }),
    ...(sessionEnds ? [(): Fault => ({ kind: 'session-ended' })] : []),
  ];
  return () => (random() < share ? kinds[Math.floor(random() * kinds.length)]?.() : undefined);
}
