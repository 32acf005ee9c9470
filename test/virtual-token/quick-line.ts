/** The line from a virtual card to vpcd, without the pauses that TCP would put between two halves of a command. */
import { execFileSync, spawn, type ChildProcessByStdio } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

export type QuickLine = ChildProcessByStdio<Writable, Readable, null>;

/** Opens a line to a port of this machine; resolves when the other side has taken it. */
export async function openQuickLine(port: number): Promise<QuickLine> {
  const line = spawn(program(), [String(port)], { stdio: ['pipe', 'pipe', 'ignore'] });
  line.stdin.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    line.once('error', reject);
    line.once('exit', () => reject(new Error(`nobody takes cards at port ${port}`)));
    line.stdout.once('readable', () => {
      if (line.stdout.read(1) !== null) resolve();
    });
  });
  line.removeAllListeners('exit');
  return line;
}

/** Compiled once for each version of its source. */
function program(): string {
  const source = join(import.meta.dirname, 'quick-line.c');
  const version = createHash('sha256').update(readFileSync(source)).digest('hex').slice(0, 16);
  const folder = join(tmpdir(), `dvctt-quick-line-${process.getuid?.() ?? 0}`);
  const file = join(folder, version);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fresh = `${file}.${process.pid}`;
  execFileSync('gcc', ['-O1', '-Wall', '-Werror', '-o', fresh, source], { stdio: 'pipe' });
  renameSync(fresh, file);
  return file;
}
