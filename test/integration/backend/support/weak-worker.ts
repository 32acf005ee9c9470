/**
 * The backend's validation worker with a weakness for each ending that a document may have, as a parser
 * with a fault of its own would have it; every other document is judged by the real program.
 */
import { taskSchema } from '#backend/validation/task.ts';
import { weaknesses } from './weaknesses.ts';

function endOf(message: unknown): string {
  const task = taskSchema.parse(message);
  const file = task.kind === 'total' ? task.xml : task.kind === 'report' ? task.bytes : task.after;
  return Buffer.from(file.subarray(-20)).toString('latin1');
}

process.on('message', (message: unknown) => {
  const end = endOf(message);
  const kept: unknown[] = [];
  // What is made is looked at, so that no optimiser may leave the work out.
  while (end.endsWith(weaknesses.spin) && kept.length === 0);
  while (end.endsWith(weaknesses.hoard)) kept.push(Array.from({ length: 10_000 }, (_, index) => ({ index })));
  if (end.endsWith(weaknesses.crash)) throw new Error('a fault outside any promise');
});
await import('#backend/validation/worker.ts');
