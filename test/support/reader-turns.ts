/**
 * In which order the test files of the reader's group are begun. There is one virtual reader on the machine, and a file
 * that waits for it waits with a worker in hand: so one worker goes from reader to reader while the other has the rest.
 */
import { readFileSync } from 'node:fs';
import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/** About how long a file lasts, seconds. Wrong guesses cost a wait and nothing else. */
const guesses: readonly (readonly [part: string, seconds: number])[] = [
  ['e2e/registration', 70],
  ['e2e/month-end', 45],
  ['store-key/store-key', 30],
  ['integration/tokens/', 12],
  ['integration/', 4],
];
const lasts = ({ moduleId }: TestSpecification) =>
  guesses.find(([part]) => moduleId.includes(part))?.[1] ?? 0.3;
const usesReader = ({ moduleId }: TestSpecification) => readFileSync(moduleId, 'utf8').includes('startPcscd');

export class ReaderTurns extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const readers = sorted.filter(usesReader).sort((one, other) => lasts(other) - lasts(one));
    const [group] = readers.map(groupOf);
    if (group === undefined) return sorted;
    const rest = sorted
      .filter((file) => groupOf(file) === group && !readers.includes(file))
      .sort((one, other) => lasts(other) - lasts(one));
    const others = sorted.filter((file) => groupOf(file) !== group);
    return [...others, ...inTurns(readers, rest)];
  }
}

const groupOf = ({ project }: TestSpecification) => project.config.sequence.groupOrder;

/** The order in which two workers take them, were all guesses right and one of the two at the reader. */
function inTurns(
  readers: readonly TestSpecification[],
  rest: readonly TestSpecification[],
): TestSpecification[] {
  const order: TestSpecification[] = [];
  const [atReader, atRest] = [[...readers], [...rest]];
  let [readerFree, restFree] = [0, 0];
  for (;;) {
    const readersTurn = atRest.length === 0 || (atReader.length > 0 && readerFree <= restFree);
    const file = readersTurn ? atReader.shift() : atRest.shift();
    if (file === undefined) return order;
    order.push(file);
    if (readersTurn) readerFree += lasts(file);
    else restFree += lasts(file);
  }
}
