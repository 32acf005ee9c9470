import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SigningBatch } from '#shared/contract/batch.ts';
import { toFailure, type Failure } from '#shared/contract/errors.ts';
import type { CallInput } from '#shared/contract/ipc.ts';
import { call, openPinPrompt } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { dismissBatch, findBatch, isOver, takeBatch } from './running-batch.ts';

/** How often (ms) the core is asked, in case an event was lost with a broken stream. */
const askEvery = 2000;

/** The batch that runs or was signed last; events of the core keep it up to date. */
export function useBatch(): SigningBatch | undefined {
  const client = useQueryClient();
  const { data } = useQuery<SigningBatch | null>({
    queryKey: keys.batch,
    queryFn: () => findBatch(client),
    staleTime: Infinity,
    gcTime: Infinity,
    refetchInterval: ({ state }) => (state.data != null && !isOver(state.data.phase) ? askEvery : false),
  });
  return data ?? undefined;
}

/** Jobs whose prompt this window has to open as soon as the core wants the PIN; another window only looks on. */
const promptDue = new Set<string>();
/** Jobs whose prompt is open here. */
const prompting = new Set<string>();

/** Whether this window has to ask for the PIN now. */
export function isPromptDue({ jobId, phase }: SigningBatch): boolean {
  return phase === 'awaiting-pin' && promptDue.has(jobId) && !prompting.has(jobId);
}

/** Opens the PIN prompt, once; resolves when it has closed. */
export async function askPin(client: QueryClient, jobId: string): Promise<void> {
  if (prompting.has(jobId)) return;
  promptDue.delete(jobId);
  prompting.add(jobId);
  try {
    await openPinPrompt(jobId);
  } finally {
    prompting.delete(jobId);
  }
  takeBatch(client, await call('batch.status', { jobId }));
}

export interface BatchActs {
  readonly busy: boolean;
  readonly failure: Failure | undefined;
  readonly start: (input: CallInput<'batch.start'>) => Promise<boolean>;
  readonly resume: (jobId: string) => Promise<boolean>;
  /** A new request on the phone in the place of the one that waits there. */
  readonly resend: (jobId: string) => Promise<boolean>;
  readonly cancel: (jobId: string) => Promise<boolean>;
  /** Opens the PIN prompt; resolves when it has closed. */
  readonly prompt: (jobId: string) => Promise<boolean>;
  /** Closes the report. */
  readonly dismiss: () => void;
}

export function useBatchActs(): BatchActs {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const run = async (work: () => Promise<void>): Promise<boolean> => {
    setBusy(true);
    setFailure(undefined);
    try {
      await work();
      return true;
    } catch (thrown) {
      setFailure(toFailure(thrown));
      return false;
    } finally {
      setBusy(false);
    }
  };
  const take = (batch: SigningBatch) => {
    promptDue.add(batch.jobId);
    takeBatch(client, batch);
    // An event may have told of the prompt before this answer came: then nothing is news any more.
    const known = client.getQueryData<SigningBatch | null>(keys.batch);
    if (known != null && isPromptDue(known)) void askPin(client, known.jobId).catch(() => undefined);
  };
  return {
    busy,
    failure,
    start: (input) => run(async () => take(await call('batch.start', input))),
    resume: (jobId) => run(async () => take(await call('batch.resume', { jobId }))),
    resend: (jobId) => run(async () => takeBatch(client, await call('batch.resend', { jobId }))),
    cancel: (jobId) => run(async () => takeBatch(client, await call('batch.cancel', { jobId }))),
    prompt: (jobId) => run(() => askPin(client, jobId)),
    dismiss: () => dismissBatch(client),
  };
}
