/** One run of the doctor as the screen shows it: what has answered, what is still looked at, and what to do first. */
import {
  checkGroupOf,
  checkGroups,
  type Check,
  type CheckGroup,
  type CheckName,
} from '#shared/contract/doctor.ts';

/** A line of the screen; `check` is absent until there is an answer, or shows the last one while it is asked again. */
export interface ExaminedCheck extends CheckName {
  readonly check?: Check;
  readonly running: boolean;
}

export interface Examination {
  readonly names: readonly CheckName[];
  /** Answers of this run. */
  readonly answers: ReadonlyMap<string, Check>;
  /** Answers of the run before. */
  readonly before: ReadonlyMap<string, Check>;
  readonly running: boolean;
}

export const notExamined: Examination = {
  names: [],
  answers: new Map(),
  before: new Map(),
  running: false,
};

/** A new run: what was found before stays in sight until it is looked at again. */
export function begin(last: Examination, names: readonly CheckName[]): Examination {
  return { names, answers: new Map(), before: new Map([...last.before, ...last.answers]), running: true };
}

/** One check has answered. What answers outside a run (the bundle runs the checks too) is not this screen's. */
export function hear(now: Examination, check: Check): Examination {
  return now.running ? { ...now, answers: new Map(now.answers).set(check.id, check) } : now;
}

/** The run is over; what it returned is the whole truth, events may have been lost. */
export function end(now: Examination, checks: readonly Check[]): Examination {
  return {
    names: checks,
    answers: new Map(checks.map((check) => [check.id, check])),
    before: new Map(),
    running: false,
  };
}

/** The run has failed as a whole: nothing is looked at any more. */
export function stop(now: Examination): Examination {
  return { ...now, running: false };
}

/** Every line in the doctor's order, those included that only an event has told of. */
export function lines({ names, answers, before, running }: Examination): readonly ExaminedCheck[] {
  const known = new Set(names.map(({ id }) => id));
  const untold = [...answers.values()].filter(({ id }) => !known.has(id));
  return [...names, ...untold].map(({ id, title }) => {
    const answer = answers.get(id);
    const check = answer ?? before.get(id);
    return { id, title, running: running && answer === undefined, ...(check === undefined ? {} : { check }) };
  });
}

/** The lines by the part they belong to, empty parts left out. */
export function byGroup(
  all: readonly ExaminedCheck[],
): readonly { readonly group: CheckGroup; readonly lines: readonly ExaminedCheck[] }[] {
  return checkGroups
    .map((group) => ({ group, lines: all.filter(({ id }) => checkGroupOf(id) === group) }))
    .filter((part) => part.lines.length > 0);
}

/** How many checks ended in each state. */
export function countStates(checks: readonly Check[]): Readonly<Record<Check['state'], number>> {
  const counts = { ok: 0, warning: 0, failed: 0, skipped: 0 };
  for (const { state } of checks) counts[state] += 1;
  return counts;
}

export { mendFirst } from '#shared/help/mend-first.ts';
