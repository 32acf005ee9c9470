/** Tells what the windows showed when a test failed: a time limit alone names no cause. */
import { beforeEach } from 'vitest';
import { shownEverywhere } from './chromium.ts';

/** Of each page, characters: in the failure itself, where a log that is cut off still has it, and above. */
const most = { inFailure: 600, above: 4_000 };

beforeEach(({ onTestFailed }) => {
  onTestFailed(async ({ task }) => {
    console.error(`${task.name}: the windows showed\n${await shownEverywhere(most.above)}`);
    const [error] = task.result?.errors ?? [];
    if (error !== undefined)
      error.message += `\nThe windows showed:\n${await shownEverywhere(most.inFailure)}`;
  });
});
