import { spawn } from 'node:child_process';
import type { CoreLauncher } from './transport.ts';

/**
 * Starts the core as a child process on the given Node with a JSON message channel. Its stdout is dropped, because
 * ours may carry the one JSON document of `--json`; its stderr is ours.
 */
export function childLauncher(options: {
  readonly node: string;
  readonly entry: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}): CoreLauncher {
  return () => {
    const child = spawn(options.node, [options.entry], {
      env: options.env ?? process.env,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      windowsHide: true,
    });
    let ended = false;
    const exitListeners: (() => void)[] = [];
    const ending = () => {
      if (ended) return;
      ended = true;
      for (const listener of exitListeners) listener();
    };
    child.once('exit', ending);
    child.once('error', ending);
    return {
      pid: child.pid,
      post: (message) => {
        // A closed channel is told by 'exit'; the callback keeps a failed send from becoming an uncaught error.
        if (child.connected) child.send(message, () => undefined);
      },
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => void exitListeners.push(listener),
      kill: () => void child.kill('SIGKILL'),
    };
  };
}
