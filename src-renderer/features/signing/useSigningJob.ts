/** One signing job as the window follows it: start, PIN prompt, progress, end. */
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { toFailure, type Failure } from '#shared/contract/errors.ts';
import type { SigningJob } from '#shared/contract/ipc.ts';
import { call, openPinPrompt, subscribe } from '../../bridge/bridge.ts';

/** How often (ms) the core is asked, in case an event was lost with a broken stream. */
const askEvery = 1500;

export const isOver = (phase: SigningJob['phase']) =>
  phase === 'done' || phase === 'cancelled' || phase === 'failed';

export interface SigningState {
  readonly job: SigningJob | undefined;
  readonly starting: boolean;
  /** The job could not be started, followed or stopped. */
  readonly failure: Failure | undefined;
  readonly start: (certificateId: string) => Promise<void>;
  readonly cancel: () => Promise<void>;
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

  const ask = async (jobId: string) => {
    try {
      follow(await call('signing.status', { jobId }));
    } catch (thrown) {
      setFailure(toFailure(thrown));
    }
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
    failure,
    async start(certificateId) {
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
        setFailure(toFailure(thrown));
      }
    },
    reset() {
      newest.current = undefined;
      setJob(undefined);
      setFailure(undefined);
    },
  };
}

/** The digests of the revisions on screen: the core refuses to sign anything else. */
export function shownDigests(
  documents: readonly { readonly id: string; readonly sha256: string }[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(documents.map(({ id, sha256 }) => [id, sha256]));
}
