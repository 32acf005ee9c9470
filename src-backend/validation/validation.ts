import { DvcttError } from '#shared/contract/errors.ts';
import type { ValidationReport } from '#shared/validation/report.ts';
import type { z } from 'zod';
import { ValidationPool, type PoolOptions } from './pool.ts';
import {
  answerSchema,
  reportResultSchema,
  revisionResultSchema,
  totalResultSchema,
  type ReportTask,
  type RevisionResult,
  type RevisionTask,
  type Task,
  type TotalTask,
} from './task.ts';
import { workerEntry } from './worker-entry.ts';

/** Two threads: one person's hostile file leaves one to the others. */
const defaults = { threads: 2, deadline: 20_000, memory: 512 } as const;

/**
 * Everything that parses a stranger's file, in threads of its own: the server's event loop never does. `owner` is the
 * person whose request it is; `load` gives the task when its turn comes, with buffers that are then the thread's.
 * Each call throws Overrun when a file cannot be judged within time and memory.
 */
export class Validation {
  readonly #pool: ValidationPool;

  constructor(options: Partial<PoolOptions> = {}) {
    this.#pool = new ValidationPool({ ...defaults, program: options.program ?? workerEntry(), ...options });
  }

  report(owner: string, load: () => Promise<ReportTask>): Promise<ValidationReport> {
    return this.#run(owner, load, reportResultSchema);
  }

  /** @throws DvcttError DOCUMENT_CHANGED, PDF_BROKEN or PDF_ENCRYPTED as `refuseOtherChange` says */
  revision(owner: string, load: () => Promise<RevisionTask>): Promise<RevisionResult> {
    return this.#run(owner, load, revisionResultSchema);
  }

  async hasWrongTotal(owner: string, load: () => Promise<TotalTask>): Promise<boolean> {
    return (await this.#run(owner, load, totalResultSchema)).mismatch;
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  async #run<T>(owner: string, load: () => Promise<Task>, schema: z.ZodType<T>): Promise<T> {
    const answer = answerSchema.parse(
      await this.#pool.run(owner, async () => {
        const task = await load();
        return { message: task };
      }),
    );
    if (answer.ok) return schema.parse(answer.result);
    if (answer.stack === undefined) throw new DvcttError(answer.failure.code, answer.failure.details);
    // The log gets the thread's own stack; the caller gets a request id.
    const foreign = new Error('a validation worker failed');
    foreign.stack = answer.stack;
    throw foreign;
  }
}
