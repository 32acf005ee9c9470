import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** A package that a job needs, and the file by which its presence is seen. */
export interface DebianPackage {
  readonly name: string;
  readonly provides: string;
}

/** The software token of the demo. */
export const softTokenPackages: readonly DebianPackage[] = [
  { name: 'softhsm2', provides: '/usr/bin/softhsm2-util' },
];

export type Provision =
  | { readonly kind: 'present' }
  | { readonly kind: 'installed'; readonly names: readonly string[] }
  | { readonly kind: 'missing'; readonly command: string };

/** Installs what is missing when this is root on a Debian, else says the one command that would. */
export function provideDebianPackages(wanted: readonly DebianPackage[]): Provision {
  const missing = wanted.filter(({ provides }) => !existsSync(provides)).map(({ name }) => name);
  if (missing.length === 0) return { kind: 'present' };
  const command = `sudo apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return { kind: 'missing', command };
  const options = {
    stdio: ['ignore', 'ignore', 'inherit'] as ('ignore' | 'inherit')[],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  spawnSync('apt-get', ['update', '-q'], options);
  const install = spawnSync(
    'apt-get',
    ['install', '-y', '-q', '--no-install-recommends', ...missing],
    options,
  );
  return install.status === 0 ? { kind: 'installed', names: missing } : { kind: 'missing', command };
}
