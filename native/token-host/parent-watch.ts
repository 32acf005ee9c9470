import { Worker } from 'node:worker_threads';

/** How often the parent is looked for, ms. */
const interval = 1_000;

/** Plain JavaScript, because a worker from a string needs no file of its own beside the bundle. */
const program = `
  const { workerData } = require('node:worker_threads');
  setInterval(() => {
    let orphaned = process.ppid !== workerData.parent;
    try { process.kill(workerData.parent, 0); } catch { orphaned = true; }
    if (orphaned) process.kill(process.pid, 'SIGKILL');
  }, workerData.interval);
`;

/**
 * Ends this process when its parent is gone, also while the main thread hangs in a vendor module and cannot hear that
 * the channel has closed: an orphan would hold the token from every other program.
 */
export function endWithParent(): void {
  new Worker(program, { eval: true, workerData: { parent: process.ppid, interval } }).unref();
}
