/** The program of a validation worker: one task at a time; it may be killed at any moment. */
import 'reflect-metadata';
import { Worker } from 'node:worker_threads';
import { DvcttError, toFailure } from '#shared/contract/errors.ts';
import { judge } from './judge.ts';
import { readyMessage, taskSchema, type Answer } from './task.ts';

async function answer(message: unknown): Promise<Answer> {
  try {
    return { ok: true, result: await judge(taskSchema.parse(message)) };
  } catch (thrown) {
    const known = thrown instanceof DvcttError || !(thrown instanceof Error);
    return {
      ok: false,
      failure: toFailure(thrown),
      ...(known ? {} : { stack: thrown.stack ?? thrown.message }),
    };
  }
}

if (process.send === undefined) throw new Error('This program runs as a worker of the backend.');
const tell = process.send.bind(process);
process.on('disconnect', () => process.exit(0));
endWithServer(process.ppid);
process.on('message', (message: unknown) => {
  void answer(message).then((told) => tell(told));
});
tell(readyMessage);

/** A worker that spins hears nothing: a thread of its own sees that the server is gone and ends it. */
function endWithServer(server: number): void {
  const watch = `setInterval(() => process.ppid === ${server} || process.kill(process.pid, 'SIGKILL'), 1000)`;
  new Worker(watch, { eval: true, execArgv: [] }).unref();
}
