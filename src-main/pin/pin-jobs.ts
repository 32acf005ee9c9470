import { DvcttError } from '#shared/contract/errors.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import type { PinJob } from './pin-job.ts';

/** Jobs that have ended are kept this many, so that a window that looks late still finds the result. */
const rememberedJobs = 20;

/** Every job for which a PIN is or was asked, by its one id: signatures of dossiers and work on tokens alike. */
export class PinJobs {
  readonly #jobs = new Map<string, PinJob>();

  add(job: PinJob): void {
    this.#jobs.set(job.id, job);
    for (const [id, old] of this.#jobs) {
      if (this.#jobs.size <= rememberedJobs) break;
      if (old.ended) this.#jobs.delete(id);
    }
  }

  /** @throws SIGNING_JOB_UNKNOWN */
  find(jobId: string): PinJob {
    const job = this.#jobs.get(jobId);
    if (job === undefined) throw new DvcttError('SIGNING_JOB_UNKNOWN');
    return job;
  }

  /** The same for one kind of job; the id of another kind is unknown there. @throws SIGNING_JOB_UNKNOWN */
  findKind<T extends PinJob>(jobId: string, kind: new (...given: never[]) => T): T {
    const job = this.find(jobId);
    if (!(job instanceof kind)) throw new DvcttError('SIGNING_JOB_UNKNOWN');
    return job;
  }

  /** Jobs for which a person is being asked for a PIN right now. */
  prompting(): readonly PinJob[] {
    return [...this.#jobs.values()].filter(({ promptedToken }) => promptedToken !== undefined);
  }

  /** Jobs that have this dossier signed on a phone now; one that no window shows any more too. */
  onPhoneFor(code: DossierCode): readonly PinJob[] {
    return [...this.#jobs.values()].filter((job) => job.asksPhoneFor?.(code) === true);
  }

  /** Whoever leaves is asked nothing more; what waits on their phone stays there. */
  async leaveAll(): Promise<void> {
    await Promise.all([...this.#jobs.values()].map((job) => job.leave?.() ?? job.cancel()));
  }
}
