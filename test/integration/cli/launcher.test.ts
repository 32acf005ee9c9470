import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const launcher = fileURLToPath(new URL('../../../bin/dvctt.mjs', import.meta.url));

/** The other tests of commands run the program itself; people and scripts run its launcher. */
const launched = (...args: string[]) =>
  spawnSync(process.execPath, [launcher, ...args], { encoding: 'utf8' });

it('the launcher hands on what the command prints, and the code it ends with', () => {
  const told = launched('explain', 'PIN_LOCKED', '--json');
  expect(JSON.stringify(JSON.parse(told.stdout))).toContain('Token đã bị khóa mã PIN');
  expect(told.status).toBe(0);
  const wrong = launched('sign');
  expect(wrong.stdout).toBe('');
  expect(wrong.status).toBe(64);
});
