/** OpenSC's own tool, as the judge that we did not write. Asynchronous: the virtual card answers from this process. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export async function pkcs11Tool(
  module: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { stdout } = await promisify(execFile)('pkcs11-tool', ['--module', module, ...args], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
    timeout: 60_000,
  });
  return stdout;
}
