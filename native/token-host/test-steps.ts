import type { SelfTestStep } from '#shared/contract/token-jobs.ts';
import { DvcttError } from '#shared/contract/errors.ts';
import { ckrName } from '../pkcs11/cryptoki-error.ts';

/** The token answered, and wrongly. */
export class WrongAnswer extends Error {}

/** The token cannot do this, or there is nothing to do it with: no failure. */
export class NotApplicable extends Error {}

const notOffered: ReadonlySet<string> = new Set([
  'CKR_FUNCTION_NOT_SUPPORTED',
  'CKR_MECHANISM_INVALID',
  'CKR_RANDOM_NO_RNG',
]);

/** The steps of one self-test, in the order in which they were made. */
export class TestSteps {
  readonly made: SelfTestStep[] = [];
  readonly #onStep: (step: SelfTestStep) => void;

  /** `onStep` must hand a step out of the process at once: the next may never come back. */
  constructor(onStep: (step: SelfTestStep) => void = () => undefined) {
    this.#onStep = onStep;
  }

  /**
   * Makes one step: passed when `work` returns (a text is its note), skipped on NotApplicable or a CKR that says so, else
   * failed. Returns whether it passed.
   */
  make(name: string, work: () => string | undefined): boolean {
    const start = performance.now();
    const outcome = this.#outcome(name, work);
    const step = { ...outcome, milliseconds: Math.round((performance.now() - start) * 10) / 10 };
    this.made.push(step);
    this.#onStep(step);
    return step.outcome === 'passed';
  }

  #outcome(name: string, work: () => string | undefined): Omit<SelfTestStep, 'milliseconds'> {
    try {
      const note = work();
      return { name, outcome: 'passed', ...(note === undefined ? {} : { note }) };
    } catch (thrown) {
      if (thrown instanceof NotApplicable) return { name, outcome: 'skipped', note: thrown.message };
      if (thrown instanceof WrongAnswer) return { name, outcome: 'failed', note: thrown.message };
      const detail = thrown instanceof DvcttError ? thrown.details?.['ckr'] : undefined;
      const ckr = ckrName(thrown) ?? (typeof detail === 'string' ? detail : undefined);
      const said = ckr === undefined ? {} : { ckr };
      if (ckr !== undefined && notOffered.has(ckr)) return { name, outcome: 'skipped', ...said };
      // The code of a failure is a fact; the message of anything else may quote an argument.
      const note = thrown instanceof DvcttError ? thrown.code : undefined;
      return { name, outcome: 'failed', ...said, ...(note === undefined ? {} : { note }) };
    }
  }
}
