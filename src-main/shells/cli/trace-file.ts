import { open, type FileHandle } from 'node:fs/promises';
import { DvcttError } from '#shared/contract/errors.ts';
import type { TokenService } from '../../tokens/token-service.ts';
import { withTokens, type ModuleOptions } from './tokens-from.ts';

export interface TraceOptions extends ModuleOptions {
  /** File for the PKCS#11 calls of this command, one JSON object a line; what was there is overwritten. */
  readonly trace?: string | undefined;
}

/**
 * Runs a command with the tokens of this machine and writes the PKCS#11 trace where it is asked for, also of a command
 * that fails: that is the one worth reading. Only its own person may read the file. @throws STORE_FAILED before anything
 * is asked of a token when it cannot be written
 */
export async function withTracedTokens<T>(
  options: TraceOptions,
  work: (tokens: TokenService) => Promise<T>,
): Promise<T> {
  const { trace: file } = options;
  if (file === undefined) return withTokens(options, work);
  const handle = await openForTrace(file);
  try {
    return await withTokens(options, async (tokens) => {
      await tokens.trace.set(true);
      try {
        return await work(tokens);
      } finally {
        await handle.writeFile(linesOf(tokens));
      }
    });
  } finally {
    await handle.close();
  }
}

function linesOf(tokens: TokenService): string {
  const { rows, dropped } = tokens.trace.read();
  const lines: readonly object[] = dropped === 0 ? rows : [{ dropped }, ...rows];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

async function openForTrace(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'w', 0o600);
  } catch (cause) {
    throw new DvcttError('STORE_FAILED', { file, reason: String(cause) }, { cause });
  }
}
