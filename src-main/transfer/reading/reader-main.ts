/** The program of the reading process: one file at a time; it may be killed at any moment. */
import { Worker } from 'node:worker_threads';
import { toFailure } from '#shared/contract/errors.ts';
import { answersOf } from './answers.ts';
import { readFile } from './read-file.ts';
import { nextMessage, readingTaskSchema, readyMessage, type ReadingAnswer } from './task.ts';

let answers: Iterator<ReadingAnswer> = [].values();

function answer(message: unknown): ReadingAnswer {
  try {
    if (message !== nextMessage) {
      const { name, bytes } = readingTaskSchema.parse(message);
      answers = answersOf(readFile(name, bytes));
    }
    const next = answers.next();
    return next.done === true ? { ok: true, found: [] } : next.value;
  } catch (thrown) {
    return { ok: false, failure: toFailure(thrown) };
  }
}

if (process.send === undefined) throw new Error('This program is started by the core.');
const tell = process.send.bind(process);
process.on('disconnect', () => process.exit(0));
endWithParent(process.ppid);
process.on('message', (message: unknown) => tell(answer(message)));
tell(readyMessage);

/** A process that spins hears nothing: a thread of its own sees that the core is gone and ends it. */
function endWithParent(parent: number): void {
  const watch = `setInterval(() => process.ppid === ${parent} || process.kill(process.pid, 'SIGKILL'), 1000)`;
  new Worker(watch, { eval: true, execArgv: [] }).unref();
}
