import { DvcttError } from '#shared/contract/errors.ts';
import type { SelfTestStep } from '#shared/contract/token-jobs.ts';

type OnStep = (step: SelfTestStep) => void;

/**
 * Makes a self-test whose steps are told as they are done. Where the module hangs in one of its calls, the steps so far
 * and that call as a failed step are the answer: nobody has to begin anew to learn where it hung.
 */
export async function toldSteps(
  test: (onStep: OnStep) => Promise<{ readonly steps: SelfTestStep[] }>,
  onStep: OnStep = () => undefined,
): Promise<{ readonly steps: SelfTestStep[] }> {
  const made: SelfTestStep[] = [];
  try {
    return await test((step) => {
      made.push(step);
      onStep(step);
    });
  } catch (thrown) {
    const hung = hungStep(thrown);
    if (hung === undefined) throw thrown;
    onStep(hung);
    return { steps: [...made, hung] };
  }
}

function hungStep(thrown: unknown): SelfTestStep | undefined {
  if (!(thrown instanceof DvcttError) || thrown.code !== 'MODULE_TIMEOUT') return undefined;
  const { call, milliseconds } = thrown.details ?? {};
  // Whether a login that hangs has taken a try is not known: that is no step but the end of the work.
  if (typeof call !== 'string' || !call.startsWith('C_') || call === 'C_Login') return undefined;
  return { name: call, outcome: 'failed', note: thrown.code, milliseconds: Number(milliseconds ?? 0) };
}
