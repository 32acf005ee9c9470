/** The program of a validation thread: one task at a time; it may be killed at any moment. */
import 'reflect-metadata';
import { parentPort } from 'node:worker_threads';
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

if (parentPort === null) throw new Error('This program runs as a thread of the backend.');
const port = parentPort;
port.on('message', (message: unknown) => {
  void answer(message).then((told) => port.postMessage(told));
});
port.postMessage(readyMessage);
