/** One signing job as the window follows it: start, PIN prompt, progress, end. */
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { toFailure, type Failure } from '#shared/contract/errors.ts';
import type { SigningJob } from '#shared/contract/ipc.ts';
import { call, openPinPrompt, subscribe } from '../../bridge/bridge.ts';

/** How often (ms) the core is asked, in case an event was lost with a broken stream. */
const askEvery = 1500;
/** How often the core is asked whether a request that was taken back has ended. */
const mostAsks = 20;

export const isOver = (phase: SigningJob['phase']) =>
  phase === 'done' || phase === 'cancelled' || phase === 'failed';

export interface SigningState {
  readonly job: SigningJob | undefined;
  readonly starting: boolean;
  /** The certificate is at a provider: no token is in it. */
  readonly byPhone: boolean;
  /** The job could not be started, followed or stopped. */
  readonly failure: Failure | undefined;
  readonly start: (certificateId: string) => Promise<void>;
  readonly cancel: () => Promise<void>;
  /** Ends the job if it still goes, and begins it anew with the same certificate: a new request on the phone. */
  readonly resend: () => Promise<void>;
  /** Back to the choice of certificates. */
  readonly reset: () => void;
}

/** `begin` starts the job with a certificate; `onOver` is called once per job that reached an end. */
export function useSigningJob(
  begin: (certificateId: string) => Promise<SigningJob>,
  onOver: (job: SigningJob) => void,
): SigningState {
  const [job, setJob] = useState<SigningJob>();
  const [starting, setStarting] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  /** The newest state, for answers that arrive between two renders. */
  const newest = useRef<SigningJob>(undefined);
  const promptedFor = useRef<string>(undefined);
  const usedCertificate = useRef<string>(undefined);
  const [byPhone, setByPhone] = useState(false);

  const ask = async (jobId: string) => {
    try {
      follow(await call('signing.status', { jobId }));
    } catch (thrown) {
      unreachable(thrown);
    }
  };
  /** A core that was started anew knows the job no more: nothing here leads to it, and the choice comes back. */
  const unreachable = (thrown: unknown) => {
    const why = toFailure(thrown);
    setFailure(why);
    if (why.code !== 'SIGNING_JOB_UNKNOWN') return;
    newest.current = undefined;
    setJob(undefined);
  };
  const prompt = async (jobId: string) => {
    try {
      await openPinPrompt(jobId);
    } catch (thrown) {
      setFailure(toFailure(thrown));
    }
    await ask(jobId);
  };
  const follow = (next: SigningJob) => {
    const before = newest.current;
    // Events of other jobs, and answers that were overtaken by the end of this one.
    if (before?.jobId !== next.jobId || isOver(before.phase)) return;
    take(next);
  };
  const take = (next: SigningJob) => {
    newest.current = next;
    setJob(next);
    if (isOver(next.phase)) onOver(next);
    if (next.phase === 'awaiting-pin' && promptedFor.current !== next.jobId) {
      promptedFor.current = next.jobId;
      void prompt(next.jobId);
    }
  };

  const onProgress = useEffectEvent(follow);
  useEffect(() => subscribe((event) => event.name === 'signing.progress' && onProgress(event.payload)), []);

  const followed = job === undefined || isOver(job.phase) ? undefined : job.jobId;
  const onTick = useEffectEvent(ask);
  useEffect(() => {
    if (followed === undefined) return;
    const timer = setInterval(() => void onTick(followed), askEvery);
    return () => clearInterval(timer);
  }, [followed]);

  return {
    job,
    starting,
    byPhone,
    failure,
    async start(certificateId) {
      usedCertificate.current = certificateId;
      setByPhone(certificateId.startsWith('remote:'));
      setStarting(true);
      setFailure(undefined);
      try {
        take(await begin(certificateId));
      } catch (thrown) {
        setFailure(toFailure(thrown));
      } finally {
        setStarting(false);
      }
    },
    async cancel() {
      if (job === undefined) return;
      try {
        follow(await call('signing.cancel', { jobId: job.jobId }));
      } catch (thrown) {
        unreachable(thrown);
      }
    },
    async resend() {
      const before = newest.current;
      const certificateId = usedCertificate.current;
      if (before === undefined || certificateId === undefined) return;
      setStarting(true);
      setFailure(undefined);
      try {
        // Events of the job that is taken back are none of the dialog's any more.
        newest.current = undefined;
        const last = isOver(before.phase) ? before : await ended(before.jobId);
        if (!isOver(last.phase) || (last.phase === 'done' && before.phase !== 'done')) {
          // Confirmed in the same moment, or it cannot be stopped any more: then this is how it goes on.
          take(last);
          return;
        }
        take(await begin(certificateId));
      } catch (thrown) {
        setJob(undefined);
        setFailure(toFailure(thrown));
      } finally {
        setStarting(false);
      }
    },
    reset() {
      newest.current = undefined;
      setJob(undefined);
      setFailure(undefined);
    },
  };
}

/** Cancels a job and waits until it has ended. */
async function ended(jobId: string): Promise<SigningJob> {
  let job = await call('signing.cancel', { jobId });
  for (let asks = 0; asks < mostAsks && !isOver(job.phase); asks += 1) {
    await new Promise((resolve) => setTimeout(resolve, askEvery / 3));
    job = await call('signing.status', { jobId });
  }
  return job;
}

/** The digests of the revisions on screen: the core refuses to sign anything else. */
export function shownDigests(
  documents: readonly { readonly id: string; readonly sha256: string }[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(documents.map(({ id, sha256 }) => [id, sha256]));
}
