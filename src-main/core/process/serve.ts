import { toFailure } from '#shared/contract/errors.ts';
import type { Core } from '#shared/contract/ipc.ts';
import { answerCall } from './answer.ts';
import { toCoreSchema, type FromCore, type ToCore } from './messages.ts';
import type { CoreOptions } from '../options.ts';

/** The core process's end of the line to its shell. */
export interface ShellPort {
  post(message: FromCore): void;
  onMessage(listener: (message: unknown) => void): void;
  /** The shell is gone: nobody is left to work for. */
  onDisconnect(listener: () => void): void;
}

/**
 * Serves one core over a port until it is closed or the shell is gone, then calls `end`. A message that is not in
 * the contract is dropped: it has no id to answer to, and our own shell never sends one.
 */
export function serveCore(
  port: ShellPort,
  createCore: (options: CoreOptions) => Promise<Core>,
  end: (exitCode: number) => void,
): void {
  let core: Core | undefined;
  let starting = false;

  const start = async (options: CoreOptions) => {
    if (starting) return;
    starting = true;
    try {
      core = await createCore(options);
    } catch (thrown) {
      port.post({ kind: 'not-started', failure: toFailure(thrown) });
      return;
    }
    core.subscribe((event) => port.post({ kind: 'event', event }));
    port.post({ kind: 'started' });
  };

  const close = async () => {
    try {
      await core?.close();
      end(0);
    } catch {
      end(1);
    }
  };

  const receive = async (message: ToCore) => {
    switch (message.kind) {
      case 'start':
        await start(message.options);
        return;
      case 'call': {
        const { id, name, input } = message.request;
        if (core === undefined) {
          port.post({ kind: 'response', response: { id, ok: false, failure: { code: 'CORE_RESTARTED' } } });
          return;
        }
        const result = await answerCall(core, name, input);
        port.post({ kind: 'response', response: { id, ...result } });
        return;
      }
      case 'close':
        await close();
        return;
    }
  };

  port.onMessage((raw) => {
    const message = toCoreSchema.safeParse(raw);
    if (message.success) void receive(message.data);
  });
  port.onDisconnect(() => void close());
}
