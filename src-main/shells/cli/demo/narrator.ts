import { toFailure } from '#shared/contract/errors.ts';
import { describeFailure } from '../printer.ts';

/** Tells the demo step by step: each line has its time and its evidence. */
export class Narrator {
  readonly #write: (line: string) => void;
  readonly #total: number;
  #step = 0;

  constructor(total: number, write: (line: string) => void) {
    this.#total = total;
    this.#write = write;
  }

  /** Runs one step; its evidence is what `evidence` makes of the result. A failure names the step and goes on up. */
  async step<T>(title: string, work: () => Promise<T>, evidence: (result: T) => string): Promise<T> {
    this.#step += 1;
    const place = `[${this.#step}/${this.#total}]`;
    const started = performance.now();
    try {
      const result = await work();
      const seconds = ((performance.now() - started) / 1000).toFixed(2);
      this.#write(`✓ ${place} ${title} (${seconds} s)\n        ${evidence(result)}`);
      return result;
    } catch (cause) {
      this.#write(`✗ ${place} ${title}\n${describeFailure(toFailure(cause))}`);
      throw new StepFailed(title, { cause });
    }
  }

  say(line: string): void {
    this.#write(line);
  }
}

/** Carries the failed step up; it has already been told. */
export class StepFailed extends Error {
  constructor(step: string, options: ErrorOptions) {
    super(`step failed: ${step}`, options);
    this.name = 'StepFailed';
  }
}
