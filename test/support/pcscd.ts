/** The PC/SC daemon for tests, without systemd: the running one is used, else one is started and ended after. */
import { spawn, type ChildProcess } from 'node:child_process';
import { connect, createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const socketPath = '/run/pcscd/pcscd.comm';
const vpcdPort = 35963;
/** Held while the virtual reader is in use: there is one on the machine, and several test runs may want it. */
const lockPort = 35960;

export interface PcscDaemon {
  /** Ends the daemon if this call started it, and lets the next test run have the reader. */
  stop(): Promise<void>;
}

/** Waits for the virtual reader to be free (at most `patience` ms), then makes sure that pcscd runs. */
export async function startPcscd(patience = 300_000): Promise<PcscDaemon> {
  const lock = await takeLock(Date.now() + patience);
  if (await answers({ path: socketPath })) return { stop: () => release(lock) };
  const daemon = spawn('pcscd', ['--foreground'], { stdio: 'ignore' });
  const until = Date.now() + 10_000;
  for (;;) {
    // The reader's port is what cards connect to; pcscd opens it after its own socket.
    if ((await answers({ path: socketPath })) && (await listening(vpcdPort))) break;
    if (daemon.exitCode !== null || Date.now() > until) {
      await end(daemon);
      await release(lock);
      throw new Error('pcscd with the vpcd reader does not start (Debian: pcscd vsmartcard-vpcd)');
    }
    await sleep(50);
  }
  return {
    stop: async () => {
      await end(daemon);
      await release(lock);
    },
  };
}

async function takeLock(until: number): Promise<Server> {
  for (;;) {
    const server = createServer();
    const taken = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen({ host: '127.0.0.1', port: lockPort }, () => resolve(true));
    });
    if (taken) return server;
    if (Date.now() > until) throw new Error('another test run holds the virtual reader');
    await sleep(200);
  }
}

function release(lock: Server): Promise<void> {
  return new Promise((resolve) => lock.close(() => resolve()));
}

function answers(target: { path: string } | { host: string; port: number }): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(target);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** Whether something listens on a port, found by failing to bind it: a connection would be a card in the reader. */
function listening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(true));
    server.listen({ host: '0.0.0.0', port }, () => server.close(() => resolve(false)));
  });
}

function end(daemon: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (daemon.exitCode !== null || daemon.signalCode !== null) {
      resolve();
      return;
    }
    daemon.once('exit', () => resolve());
    daemon.kill('SIGTERM');
    setTimeout(() => daemon.kill('SIGKILL'), 5_000).unref();
  });
}
