/** The bridge of the browser shell: calls by POST, events by server-sent events, the PIN prompt in a foreign frame. */
import { z } from 'zod';
import { failureSchema } from '#shared/contract/errors.ts';
import {
  coreEventSchema,
  type BridgeResult,
  type CallInput,
  type CoreEvent,
  type WindowBridge,
  type WindowCallName,
} from '#shared/contract/ipc.ts';
import { showPinFrame } from './pin-frame.ts';

const answerSchema = z.union([
  z.object({ ok: z.literal(true), output: z.unknown() }),
  z.object({ ok: z.literal(false), failure: failureSchema }),
]);
const ticketSchema = z.object({ url: z.url() });

async function post(path: string, body: unknown): Promise<unknown> {
  const response = await fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json', 'x-dvctt': '1' },
    body: JSON.stringify(body),
  });
  return response.json();
}

/** An answer that did not come, or not from the core: the shell has ended, or this tab lost its secret. */
function noAnswer(thrown: unknown): { ok: false; failure: z.infer<typeof failureSchema> } {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { ok: false, failure: { code: 'CORE_RESTARTED', details: { message: message.slice(0, 200) } } };
}

async function callByPost<N extends WindowCallName>(name: N, input: CallInput<N>): Promise<BridgeResult<N>> {
  try {
    const answer = answerSchema.parse(await post(`/call/${name}`, input));
    if (!answer.ok) return answer;
    // `bridge.ts` parses the output with the schema of `name` before anyone uses it.
    return answer as BridgeResult<N>;
  } catch (thrown) {
    return noAnswer(thrown);
  }
}

/** What may have happened unseen. */
const afterGap: readonly CoreEvent[] = [
  { name: 'dossiers.changed', payload: {} },
  { name: 'registrations.changed', payload: {} },
  { name: 'tokens.changed', payload: {} },
  { name: 'remote.changed', payload: {} },
];

/** One event stream for the whole page, opened by the first listener; the browser reconnects it by itself. */
export function browserBridge(): WindowBridge {
  const listeners = new Set<(event: CoreEvent) => void>();
  let stream: EventSource | undefined;
  const open = () => {
    const opened = new EventSource('/events');
    opened.onopen = () => {
      // Events sent before the stream was there, or while it was down, are gone: everything shown may be old.
      for (const event of afterGap) for (const listener of [...listeners]) listener(event);
    };
    opened.onmessage = (message: MessageEvent<unknown>) => {
      if (typeof message.data !== 'string') return;
      const event = coreEventSchema.safeParse(parseJson(message.data));
      if (event.success) for (const listener of [...listeners]) listener(event.data);
    };
    return opened;
  };
  return {
    call: callByPost,
    subscribe(listener) {
      listeners.add(listener);
      stream ??= open();
      return () => void listeners.delete(listener);
    },
    async openPinPrompt(jobId) {
      const { url } = ticketSchema.parse(await post('/shell/pin-ticket', { jobId }));
      await showPinFrame(new URL(url), jobId);
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
