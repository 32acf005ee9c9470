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
    expired.resolve({ ...tooLate(due), ...checker.late });
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

/** What could not be looked at is not known to be broken. */
function tooLate(due: number): Outcome {
  const seconds = String(due / 1000);
  const vi = seconds.replace('.', ',');
  return {
    state: 'warning',
    found: both(`không trả lời sau ${vi} giây`, `no answer after ${seconds} s`),
    meaning: both(
      `Phần này chưa trả lời trong ${vi} giây nên bị bỏ qua; các phần khác không bị ảnh hưởng.`,
      `This part did not answer within ${seconds} s and was left; the others are not affected.`,
    ),
    remedy: both(
      'Chạy lại chẩn đoán khi máy bớt bận; nếu vẫn vậy, gửi tệp chẩn đoán cho bộ phận hỗ trợ.',
      'Run the diagnosis again when the machine is less busy; if it stays so, send the bundle to support.',
    ),
  };
}
