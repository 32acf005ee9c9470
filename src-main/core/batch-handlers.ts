import type { BatchDesk } from '../signing/batch/batch-desk.ts';
import type { Handlers } from './handlers.ts';

/** Calls about batches: many dossiers, one PIN. */
export function makeBatchHandlers({
  batches,
}: {
  readonly batches: BatchDesk;
}): Pick<Handlers, Extract<keyof Handlers, `batch.${string}`>> {
  return {
    'batch.review': ({ codes }) => batches.review(codes),
    'batch.saw': async (seen) => {
      await batches.saw(seen);
      return {};
    },
    'batch.differences': ({ code }) => batches.differences(code),
    'batch.start': (request) => batches.start(request),
    'batch.status': ({ jobId }) => batches.job(jobId).view(),
    'batch.rows': ({ jobId }) => ({ rows: batches.job(jobId).rows() }),
    'batch.cancel': async ({ jobId }) => {
      const job = batches.job(jobId);
      await job.cancel();
      return job.view();
    },
    'batch.resume': ({ jobId }) => batches.resume(jobId),
    'batch.resend': ({ jobId }) => batches.resend(jobId),
    'batch.report': ({ jobId, format }) => batches.report(jobId, format),
  };
}
