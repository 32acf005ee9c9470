import { release, type } from 'node:os';
import { version } from '../core/version.ts';
import { openLog, type Log, type LogOptions } from './log.ts';

/** The log of a program that begins now: versions first, and at the end whatever exception ends the process. */
export function openProgramLog(
  options: LogOptions & { readonly facts?: Readonly<Record<string, string | number>> },
): Log {
  const { facts = {}, ...rest } = options;
  const log = openLog(rest);
  const crashed = (thrown: unknown) => log.crashed(thrown);
  // Only listens: whoever decides what an uncaught exception does goes on to decide it.
  process.on('uncaughtExceptionMonitor', crashed);
  const { node, electron } = process.versions;
  log.info('program.started', {
    version,
    node,
    electron,
    system: `${type()} ${release()} ${process.arch}`,
    ...facts,
  });
  const close = log.close.bind(log);
  return Object.assign(log, {
    close: async () => {
      process.off('uncaughtExceptionMonitor', crashed);
      await close();
    },
  });
}
