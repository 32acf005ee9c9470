/** The PIN prompt's way to the core: Electron's preload, or the browser shell with the ticket in the address. */
import { DvcttError, failureSchema } from '#shared/contract/errors.ts';
import {
  pinCalls,
  type BridgeResult,
  type CallInput,
  type CallOutput,
  type PinBridge,
  type PinCallName,
} from '#shared/contract/ipc.ts';
import { z } from 'zod';

declare global {
  interface Window {
    /** Set by Electron's PIN preload; absent in the browser shell. */
    readonly dvcttPin?: PinBridge;
  }
}

const resultSchema = z.union([
  z.object({ ok: z.literal(true), output: z.unknown() }),
  z.object({ ok: z.literal(false), failure: failureSchema }),
]);

/** The ticket stands in the fragment, which no server log sees: `#ticket=…` (or the bare ticket). */
export function ticketOf(fragment: string): string {
  const text = fragment.replace(/^#/, '');
  return new URLSearchParams(text).get('ticket') ?? text;
}

function browserPinBridge(ticket: string): PinBridge {
  return {
    async call<N extends PinCallName>(name: N, input: CallInput<N>): Promise<BridgeResult<N>> {
      const response = await fetch(`/pin/call/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-dvctt': '1', 'x-dvctt-ticket': ticket },
        body: JSON.stringify(input),
      });
      // `callPin` parses the answer before anyone uses it.
      return (await response.json()) as BridgeResult<N>;
    },
    close() {
      // No secret in it, so any parent may read it; only our window embeds this page (frame-ancestors).
      window.parent.postMessage({ kind: 'pin-closed' }, '*');
      return Promise.resolve();
    },
  };
}

/** Opens the way and takes the ticket out of the address. */
export function openPinDoor(): PinBridge {
  if (window.dvcttPin !== undefined) return window.dvcttPin;
  const ticket = ticketOf(location.hash);
  history.replaceState(null, '', location.pathname + location.search);
  return browserPinBridge(ticket);
}

/** @throws DvcttError with the core's failure, or UNEXPECTED when there was no understandable answer. */
export async function callPin<N extends PinCallName>(
  bridge: PinBridge,
  name: N,
  input: CallInput<N>,
): Promise<CallOutput<N>> {
  const result = resultSchema.safeParse(await bridge.call(name, input).catch(() => undefined));
  if (!result.success) throw new DvcttError('CORE_RESTARTED', { call: name });
  if (!result.data.ok) throw new DvcttError(result.data.failure.code, result.data.failure.details);
  const output = pinCalls[name].output.safeParse(result.data.output);
  if (!output.success) throw new DvcttError('UNEXPECTED', { call: name });
  // The schema of `name` produced this value; TypeScript cannot follow an indexed access through a generic.
  return output.data as CallOutput<N>;
}
