import { utilityProcess } from 'electron';
import type { CoreLauncher } from '../../core/process/transport.ts';

/** Starts the core in a utilityProcess of Electron, on Electron's own Node; only after the app is ready. */
export function utilityLauncher(entry: string): CoreLauncher {
  return () => {
    const child = utilityProcess.fork(entry, [], {
      serviceName: 'dvctt-core',
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return {
      get pid() {
        return child.pid;
      },
      post: (message) => child.postMessage(message),
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => void child.once('exit', () => listener()),
      kill: () => void child.kill(),
    };
  };
}
