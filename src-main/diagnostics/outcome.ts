import type { Check } from '#shared/contract/doctor.ts';
import type { Failure } from '#shared/contract/errors.ts';
import { adviceOn } from './failure-advice.ts';
import { both, fact, joinWords, noWords, type Words } from './words.ts';

/** What a check has found. `looked` only where it says more than the checker's own. */
export type Outcome = Pick<Check, 'state' | 'found'> &
  Partial<Pick<Check, 'looked' | 'meaning' | 'remedy' | 'action' | 'command' | 'certificateId' | 'help'>>;

export const ok = (found: Words | string): Outcome => ({ state: 'ok', found: asWords(found) });

/** Nothing was looked at, and why: that is no fault of the machine. */
export const skipped = (found: Words | string, meaning: Words = noWords): Outcome => ({
  state: 'skipped',
  found: asWords(found),
  meaning,
});

/** A known failure: its own texts say what it means and what to do, its page of help says more. */
export function failedWith(
  failure: Failure,
  found: Words | string,
  state: Check['state'] = 'failed',
): Outcome {
  const vi = adviceOn(failure, 'vi');
  const en = adviceOn(failure, 'en');
  return {
    state,
    found: asWords(found),
    meaning: both(vi.explanation, en.explanation),
    remedy: both(vi.remedy, en.remedy),
    help: failure.code,
  };
}

/** The code and the details of a failure as facts. */
export function failureFacts({ code, details }: Failure): string {
  const told = Object.entries(details ?? {}).map(([name, value]) => `${name}=${String(value)}`);
  return [code, ...told].join(' · ');
}

const severity: Readonly<Record<Check['state'], number>> = { skipped: 0, ok: 1, warning: 2, failed: 3 };

/** Orders outcomes, the worst first. */
export const bySeverity = (a: Outcome, b: Outcome): number => severity[b.state] - severity[a.state];

/**
 * One outcome of several things of a kind: as bad as the worst of them; all facts are told, the worst first where they
 * differ, and what to do about each that is not well.
 */
export function worstOf(outcomes: readonly Outcome[]): Outcome {
  const sorted = outcomes.toSorted(bySeverity);
  const [worst] = sorted;
  if (worst === undefined) return skipped('–');
  const bad = sorted.filter(({ state }) => severity[state] > severity.ok);
  const telling = bad.length > 0 ? bad : sorted;
  const acting = telling.find(({ action }) => action !== undefined);
  const help = telling.find((outcome) => outcome.help !== undefined)?.help;
  return {
    state: worst.state,
    found: joinWords(
      sorted.map(({ found }) => found),
      '; ',
    ),
    meaning: joinWords(
      telling.map(({ meaning }) => meaning ?? noWords),
      ' ',
    ),
    remedy: joinWords(
      telling.map(({ remedy }) => remedy ?? noWords),
      ' ',
    ),
    ...(acting?.action === undefined ? {} : { action: acting.action }),
    ...(acting?.command === undefined ? {} : { command: acting.command }),
    ...(acting?.certificateId === undefined ? {} : { certificateId: acting.certificateId }),
    ...(help === undefined ? {} : { help }),
  };
}

function asWords(found: Words | string): Words {
  return typeof found === 'string' ? fact(found) : found;
}
