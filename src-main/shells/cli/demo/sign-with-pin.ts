import { DvcttError } from '#shared/contract/errors.ts';
import type { Core, DossierView, SigningJob } from '#shared/contract/ipc.ts';
import { sealPin } from '#shared/pin/seal.ts';
import { usableCertificate } from './usable-certificate.ts';

/**
 * What a person does after “Ký số”, through the same calls as the window: choose the certificate registered for them,
 * enter the PIN once, wait for the end.
 */
export async function signWithPin(core: Core, dossier: DossierView, pin: string): Promise<SigningJob> {
  const usable = await usableCertificate(core);
  if (usable === undefined) throw new DvcttError('TOKEN_NOT_FOUND');
  const expected = Object.fromEntries(dossier.documents.map(({ id, sha256 }) => [id, sha256]));

  const ended = Promise.withResolvers<SigningJob>();
  let jobId: string | undefined;
  const unsubscribe = core.subscribe((event) => {
    if (event.name !== 'signing.progress' || event.payload.jobId !== jobId) return;
    if (['done', 'failed', 'cancelled'].includes(event.payload.phase)) ended.resolve(event.payload);
  });
  try {
    const started = await core.call('signing.start', {
      code: dossier.code,
      certificateId: usable.id,
      expected,
    });
    jobId = started.jobId;
    if (started.phase !== 'awaiting-pin') return succeeded(started);
    const { prompt } = await core.call('pin.describe', { jobId });
    const bytes = new TextEncoder().encode(pin);
    const sealed = await sealPin(prompt, bytes);
    bytes.fill(0);
    const answer = await core.call('pin.submit', { jobId, sealed });
    if (answer.kind === 'refused') throw new DvcttError(answer.failure.code, answer.failure.details);
    return succeeded(await ended.promise);
  } finally {
    unsubscribe();
  }
}

function succeeded(job: SigningJob): SigningJob {
  if (job.phase === 'done') return job;
  const failure = job.failure ?? { code: 'UNEXPECTED' as const };
  throw new DvcttError(failure.code, failure.details);
}
