/** A display for Electron on a machine that has none: Xvfb on the first free number, ended with the tests. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';

const xvfb = '/usr/bin/Xvfb';
let server: ChildProcess | undefined;

/** Whether Electron has, or can be given, somewhere to show its windows. */
export function canShow(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY']) || existsSync(xvfb);
}

/** The display to use, started if need be; undefined where the system needs none. */
export async function display(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.env['DISPLAY']) return process.env['DISPLAY'];
  const started = spawn(xvfb, ['-displayfd', '3', '-screen', '0', '1400x950x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  server = started;
  process.once('exit', () => started.kill());
  const number = await new Promise<string>((resolve, reject) => {
    started.once('error', reject);
    started.once('exit', (code) => reject(new Error(`Xvfb ended with ${code ?? 'a signal'}`)));
    started.stdio[3]?.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
  });
  process.env['DISPLAY'] = `:${number}`;
  return process.env['DISPLAY'];
}

/** Ends the display that `display` started; one that was there before is left alone. */
export function endDisplay(): void {
  if (server === undefined) return;
  server.kill();
  server = undefined;
  delete process.env['DISPLAY'];
}
