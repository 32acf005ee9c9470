/** The PC/SC addon is an optional dependency: npm leaves it out where PC/SC's headers came after `npm ci`. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { z } from 'zod';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'node_modules', 'smartcard');
const lockSchema = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) });

/** Builds it when it is not there, with npm as the person's own `npm ci` has run. Says in one line what happens. */
export function providePcscAddon(): void {
  if (existsSync(join(folder, 'build', 'Release', 'smartcard_napi.node'))) return;
  console.log(
    'Building the PC/SC addon (npm package smartcard), which npm ci could not build without headers.',
  );
  const lock = lockSchema.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const version = lock.packages['node_modules/smartcard']?.version ?? 'latest';
  const order = existsSync(folder)
    ? ['rebuild', 'smartcard']
    : ['install', '--no-save', '--no-audit', '--no-fund', '--prefer-offline', `smartcard@${version}`];
  // The project's own Node comes first in a script's PATH, and npm may have no headers for it; the addon is N-API.
  const path = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((place) => !place.startsWith(join(root, 'node_modules')))
    .join(delimiter);
  const npm = spawnSync('npm', order, {
    cwd: root,
    env: { ...process.env, PATH: path },
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (npm.status === 0 && existsSync(folder)) return;
  const reason = npm.error?.message ?? npm.stderr.trim().split('\n').at(-1) ?? '';
  console.error(
    `The PC/SC addon cannot be built, so tests of the virtual reader's events will fail: ${reason}`,
  );
}
