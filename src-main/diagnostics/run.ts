import type { Check } from '#shared/contract/doctor.ts';
import { toFailure } from '#shared/contract/errors.ts';
import type { Checker, CheckServices, Sight } from './check.ts';
import { checkers } from './checkers.ts';
import { failedWith, failureFacts, type Outcome } from './outcome.ts';
import { shareLooks } from './shared-looks.ts';
import { both, fact, noWords } from './words.ts';

/** How long one check may take when it says nothing else, and how long any may, ms. */
const usualDeadline = 8_000;
const longestDeadline = 15_000;

export interface RunOptions {
  readonly list?: readonly Checker[];
  /** Told of each check as soon as it has an answer. */
  readonly onChecked?: (check: Check) => void;
}

/** Runs every check at once; a slow or failing one never hides the others. In the order of the list. */
export function runChecks(services: CheckServices, options: RunOptions = {}): Promise<Check[]> {
  const { list = checkers, onChecked } = options;
  const sight = shareLooks(services);
  return Promise.all(
    list.map(async (checker) => {
      const check = await runCheck(checker, sight);
      onChecked?.(check);
      return check;
    }),
  );
}

async function runCheck(checker: Checker, sight: Sight): Promise<Check> {
  const started = performance.now();
  const due = Math.min(checker.deadlineMs ?? usualDeadline, longestDeadline);
  const over = new AbortController();
  const expired = Promise.withResolvers<Outcome>();
  const timer = setTimeout(() => {
    // The answer first: what the abort ends must not speak before it.
    expired.resolve(tooLate(due));
    over.abort();
  }, due);
  try {
    const outcome = await Promise.race([settle(checker, sight, over.signal), expired.promise]);
    return {
      id: checker.id,
      title: checker.title,
      looked: checker.looked(sight),
      meaning: noWords,
      remedy: noWords,
      ...outcome,
      milliseconds: Math.round(performance.now() - started),
    };
  } finally {
    clearTimeout(timer);
    over.abort();
  }
}

async function settle(checker: Checker, sight: Sight, signal: AbortSignal): Promise<Outcome> {
  try {
    return await checker.run(sight, signal);
  } catch (cause) {
    const failure = toFailure(cause);
    return failedWith(failure, fact(failureFacts(failure)));
  }
}

function tooLate(due: number): Outcome {
  return {
    state: 'failed',
    found: both(`không trả lời sau ${due / 1000} giây`, `no answer after ${due / 1000} s`),
    meaning: both(
      'Phần này không trả lời kịp nên bị bỏ qua; các phần khác không bị ảnh hưởng.',
      'This part did not answer in time and was left; the others are not affected.',
    ),
    remedy: both(
      'Rút và cắm lại token, kiểm tra mạng rồi chạy lại chẩn đoán.',
      'Unplug and replug the token, check the network, then run the diagnosis again.',
    ),
  };
}
