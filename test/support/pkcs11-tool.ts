/** OpenSC's own tool, as the judge that we did not write. */
import { execFileSync } from 'node:child_process';

export function pkcs11Tool(
  module: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): string {
  return execFileSync('pkcs11-tool', ['--module', module, ...args], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
  });
}
