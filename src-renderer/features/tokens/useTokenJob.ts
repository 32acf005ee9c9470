/** One piece of work on a token as the window follows it: begin, PIN prompt, end. */
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { toFailure, type Failure } from '#shared/contract/errors.ts';
import type { TokenJob } from '#shared/contract/token-jobs.ts';
import { call, openPinPrompt, subscribe } from '../../bridge/bridge.ts';

/** How often (ms) the core is asked, in case an event was lost with a broken stream. */
const askEvery = 1500;

const over = (phase: TokenJob['phase']) => phase === 'done' || phase === 'cancelled' || phase === 'failed';

export interface TokenJobState {
  readonly job: TokenJob | undefined;
  readonly starting: boolean;
  /** Begun and not ended. */
  readonly busy: boolean;
  /** The job could not be begun or followed. */
  readonly failure: Failure | undefined;
  readonly start: (begin: () => Promise<TokenJob>) => Promise<void>;
  readonly cancel: () => Promise<void>;
}

/** `onOver` is called once per job that reached an end. */
export function useTokenJob(onOver: (job: TokenJob) => void): TokenJobState {
  const [job, setJob] = useState<TokenJob>();
  const [starting, setStarting] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  /** The newest state, for answers that arrive between two renders. */
  const newest = useRef<TokenJob>(undefined);
  const promptedFor = useRef<string>(undefined);

  const ask = async (jobId: string) => {
    try {
      follow(await call('tokens.job', { jobId }));
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
  const follow = (next: TokenJob) => {
    const before = newest.current;
    // Events of other jobs, and answers that were overtaken by the end of this one.
    if (before?.jobId !== next.jobId || over(before.phase)) return;
    take(next);
  };
  const take = (next: TokenJob) => {
    newest.current = next;
    setJob(next);
    if (over(next.phase)) onOver(next);
    if (next.phase === 'awaiting-pin' && promptedFor.current !== next.jobId) {
      promptedFor.current = next.jobId;
      void prompt(next.jobId);
    }
  };

  const onJob = useEffectEvent(follow);
  useEffect(() => subscribe((event) => event.name === 'tokens.job' && onJob(event.payload)), []);

  const followed = job === undefined || over(job.phase) ? undefined : job.jobId;
  const onTick = useEffectEvent(ask);
  useEffect(() => {
    if (followed === undefined) return;
    const timer = setInterval(() => void onTick(followed), askEvery);
    return () => clearInterval(timer);
  }, [followed]);

  return {
    job,
    starting,
    busy: starting || followed !== undefined,
    failure,
    async start(begin) {
      setStarting(true);
      setFailure(undefined);
      newest.current = undefined;
      setJob(undefined);
      try {
        take(await begin());
      } catch (thrown) {
        setFailure(toFailure(thrown));
      } finally {
        setStarting(false);
      }
    },
    async cancel() {
      if (followed === undefined) return;
      try {
        follow(await call('tokens.cancelJob', { jobId: followed }));
      } catch (thrown) {
        setFailure(toFailure(thrown));
      }
    },
  };
}
