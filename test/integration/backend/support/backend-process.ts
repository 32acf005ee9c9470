import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { databaseFor } from '#test/support/start-backend.ts';

const startedSchema = z.object({
  url: z.string(),
  demo: z.object({ accounts: z.array(z.object({ username: z.string(), password: z.string() })) }).optional(),
});

/** A backend in a process of its own on a data folder of its own, to be killed and started again. */
export class BackendProcess {
  readonly folder = mkdtempSync(join(tmpdir(), 'dvctt-backend-process-'));
  readonly #children: ChildProcess[] = [];

  /** The one that was started last. */
  get newest(): ChildProcess {
    const child = this.#children.at(-1);
    if (child === undefined) throw new Error('no backend was started');
    return child;
  }

  /** Resolves when it listens; rejects with what it said when it ends before. */
  async start(...more: string[]): Promise<z.output<typeof startedSchema>> {
    const database = await databaseFor(this.folder);
    const started = spawn(
      process.execPath,
      ['src-backend/main.ts', '--data', this.folder, '--port', '0', ...more],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, ...(database === undefined ? {} : { DVCTT_DATABASE_URL: database }) },
      },
    );
    this.#children.push(started);
    let told = '';
    started.stderr.on('data', (part: Buffer) => (told = (told + part.toString()).slice(-10_000)));
    for await (const line of createInterface({ input: started.stdout }))
      return startedSchema.parse(JSON.parse(line));
    throw new Error(`the backend ended before it listened: ${told}`);
  }

  /** Kills the one that was started last. */
  kill(): Promise<void> {
    return killed(this.newest);
  }

  /** Kills all that still run and removes their data. */
  async remove(): Promise<void> {
    await Promise.all(this.#children.map(killed));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
