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
let sessionEnded = () => {};

/** Says what happens when the core no longer knows who is signed in, whichever call finds out. */
export function onSessionEnded(listener: () => void): void {
  sessionEnded = listener;
}

function bridge(): WindowBridge {
  current ??= window.dvctt ?? browserBridge();
  return current;
}

/** Asks the core. @throws DvcttError with the core's failure, or UNEXPECTED when the answer breaks the contract. */
export async function call<N extends WindowCallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const result = await bridge().call(name, input);
  if (!result.ok) {
    const failure = failureSchema.safeParse(result.failure);
    if (!failure.success) throw new DvcttError('UNEXPECTED', { call: name });
    if (failure.data.code === 'SESSION_REQUIRED') sessionEnded();
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
