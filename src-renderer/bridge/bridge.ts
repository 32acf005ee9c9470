/** The window's only door: typed calls to the core through `window.dvctt`, parsed on this side too. */
import { DvcttError, failureSchema } from '#shared/contract/errors.ts';
import {
  coreEventSchema,
  windowCalls,
  type CallInput,
  type CallOutput,
  type CoreEvent,
  type WindowBridge,
  type WindowCallName,
} from '#shared/contract/ipc.ts';
import { browserBridge } from './browser-bridge.ts';

declare global {
  interface Window {
    /** Set by Electron's preload; absent in the browser shell. */
    readonly dvctt?: WindowBridge;
  }
}

let current: WindowBridge | undefined;
let sessionEnded: (call: WindowCallName) => void = () => {};

/** Says what happens when the core no longer knows who is signed in, whichever call finds out. */
export function onSessionEnded(listener: (call: WindowCallName) => void): void {
  sessionEnded = listener;
}

function bridge(): WindowBridge {
  current ??= window.dvctt ?? browserBridge();
  return current;
}

const writes = new Set<Promise<unknown>>();

/** Resolves when every change to a draft or a registration that was handed to the core has been answered, the refused ones too. */
export async function writesSettled(): Promise<void> {
  while (writes.size > 0) await Promise.allSettled([...writes]);
}

/** Asks the core. @throws DvcttError with the core's failure, or UNEXPECTED when the answer breaks the contract. */
export function call<N extends WindowCallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const answer = ask(name, input);
  if (name.startsWith('drafts.') || name === 'registrations.keep') {
    writes.add(answer);
    const done = () => void writes.delete(answer);
    answer.then(done, done);
  }
  return answer;
}

async function ask<N extends WindowCallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const result = await bridge().call(name, input);
  if (!result.ok) {
    const failure = failureSchema.safeParse(result.failure);
    if (!failure.success) throw new DvcttError('UNEXPECTED', { call: name });
    if (failure.data.code === 'SESSION_REQUIRED') sessionEnded(name);
    throw new DvcttError(failure.data.code, failure.data.details);
  }
  const output = windowCalls[name].output.safeParse(result.output);
  if (!output.success)
    throw new DvcttError('UNEXPECTED', { call: name, message: output.error.message.slice(0, 300) });
  // The schema of `name` produced this value; TypeScript cannot follow an indexed access through a generic.
  return output.data as CallOutput<N>;
}

/** Listens to the core; events that break the contract are dropped. Returns the function that unsubscribes. */
export function subscribe(listener: (event: CoreEvent) => void): () => void {
  return bridge().subscribe((event) => {
    const parsed = coreEventSchema.safeParse(event);
    if (parsed.success) listener(parsed.data);
  });
}

/** Opens the PIN prompt of a signing job; resolves when it has closed, whatever came of it. */
export function openPinPrompt(jobId: string): Promise<void> {
  return bridge().openPinPrompt(jobId);
}
