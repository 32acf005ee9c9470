import type { ShellPort } from './serve.ts';

/** The part of Electron's `process.parentPort` that is used; Electron itself is not importable here. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

/** The port of this process: Electron's parentPort in a utilityProcess, else the IPC channel of a child process. */
export function shellPort(): ShellPort {
  // Set by Electron in a utilityProcess only; its types declare it everywhere.
  const parentPort = (process as { parentPort?: ParentPort | undefined }).parentPort;
  if (parentPort !== undefined) {
    return {
      post: (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on('message', (event) => listener(event.data)),
      // Electron ends its utility processes with itself.
      onDisconnect: () => undefined,
    };
  }
  if (process.send === undefined)
    throw new Error('the core process must be started by a shell, with an IPC channel');
  const send = process.send.bind(process);
  return {
    // The callback takes the error of a channel that closed in between; 'disconnect' tells the rest.
    post: (message) => void send(message, undefined, undefined, () => undefined),
    onMessage: (listener) => void process.on('message', listener),
    onDisconnect: (listener) => void process.on('disconnect', listener),
  };
}
