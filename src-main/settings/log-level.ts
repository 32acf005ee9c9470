import type { LogLevel } from '#shared/contract/doctor.ts';
import { levelOf, type Log } from '../logging/log.ts';
import type { SettingsFile } from './settings-file.ts';

/** The level at which a program begins to log: of DVCTT_LOG_LEVEL, else as the person chose it, else undefined. */
export function chosenLevel(
  settings: SettingsFile,
  env: Readonly<Record<string, string | undefined>>,
): LogLevel | undefined {
  return levelOf(env) ?? remembered(settings);
}

/** From now on, and after a restart where the disk allows it: a log at another level is no reason to fail. */
export function chooseLevel(level: LogLevel, log: Log, settings: SettingsFile): void {
  log.level = level;
  try {
    settings.update(() => ({ logLevel: level }));
  } catch (cause) {
    log.failed('warn', 'log.level', cause, { chosen: level });
    return;
  }
  log.info('log.level', { chosen: level });
}

function remembered(settings: SettingsFile): LogLevel | undefined {
  try {
    return settings.read().logLevel;
  } catch {
    return undefined;
  }
}
