/** Tells what the windows showed when a test failed: a time limit alone names no cause. */
import { beforeEach } from 'vitest';
import { shownEverywhere } from './chromium.ts';

beforeEach(({ onTestFailed }) => {
  onTestFailed(async ({ task }) => {
    console.error(`${task.name}: the windows showed\n${await shownEverywhere()}`);
  });
});
