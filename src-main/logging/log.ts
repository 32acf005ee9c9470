import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { toFailure } from '#shared/contract/errors.ts';
import { logLevelSchema, type LogLevel } from '#shared/contract/doctor.ts';
import { LogLines, logFile, type LogFileOptions, type LogHealth } from './log-lines.ts';
import { redactFacts, redactFailure, type Facts } from './redact-facts.ts';
import { redactText } from './redact-text.ts';

/** What lines tell of; a closed list, so that whoever reads logs knows what to look for. */
export type LogEvent =
  | 'program.started'
  | 'program.ended'
  | 'program.crashed'
  | 'core.restarted'
  | 'call.failed'
  | 'call.slow'
  | 'call.done'
  | 'tokens.changed'
  | 'token.job'
  | 'logins.changed'
  | 'link.arrived'
  | 'signing.phase'
  | 'batch.phase'
  | 'host.started'
  | 'host.ended'
  | 'sync.line'
  | 'session.ended'
  | 'store.noticed'
  | 'doctor.check'
  | 'log.level';

export interface Log {
  error(event: LogEvent, facts?: Facts): void;
  warn(event: LogEvent, facts?: Facts): void;
  info(event: LogEvent, facts?: Facts): void;
  debug(event: LogEvent, facts?: Facts): void;
  /** A failure with its code and details, and of a foreign error the stack. */
  failed(level: 'error' | 'warn' | 'info', event: LogEvent, thrown: unknown, facts?: Facts): void;
  /** Writes at once and not by way of the buffer: the process is about to end. */
  crashed(thrown: unknown): void;
  readonly folder: string;
  level: LogLevel;
  readonly health: LogHealth;
  /** Answers when what was logged so far is on the disk, or lost. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export interface LogOptions extends Omit<LogFileOptions, 'folder'> {
  /** The program's data folder; the log is in `logs` below it. */
  readonly dataFolder: string;
  /** Which process writes: `core`, `shell` … */
  readonly process: string;
  /** Left out: DVCTT_LOG_LEVEL, else `info`. */
  readonly level?: LogLevel | undefined;
  readonly clock?: () => Date;
}

export const levelVariable = 'DVCTT_LOG_LEVEL';

/** The level of the environment, when it names one. */
export function levelOf(env: Readonly<Record<string, string | undefined>>): LogLevel | undefined {
  const named = logLevelSchema.safeParse(env[levelVariable]?.trim().toLowerCase());
  return named.success ? named.data : undefined;
}

export function logFolder(dataFolder: string): string {
  return join(dataFolder, 'logs');
}

/** The log of one process. Whatever is written is redacted here, and nowhere else does a line get in. */
export function openLog(options: LogOptions): Log {
  return new PinoLog(options);
}

/** Frames of a stack that are kept. */
const frames = 20;

class PinoLog implements Log {
  readonly folder: string;
  readonly #lines: LogLines;
  readonly #pino: pino.Logger;
  readonly #crash: pino.Logger;

  constructor({ dataFolder, process: name, level, clock = () => new Date(), ...rest }: LogOptions) {
    this.folder = logFolder(dataFolder);
    this.#lines = new LogLines({ ...rest, folder: this.folder });
    const settings: pino.LoggerOptions = {
      level: level ?? levelOf(process.env) ?? 'info',
      base: { process: name, pid: process.pid },
      timestamp: () => `,"at":"${clock().toISOString()}"`,
      messageKey: 'event',
      formatters: { level: (label) => ({ level: label }) },
    };
    this.#pino = pino(settings, { write: (line) => this.#lines.write(line) });
    this.#crash = pino(settings, { write: (line) => this.#append(line, rest.file ?? logFile) });
  }

  get level(): LogLevel {
    const level = logLevelSchema.safeParse(this.#pino.level);
    return level.success ? level.data : 'info';
  }

  set level(level: LogLevel) {
    this.#pino.level = level;
  }

  get health(): LogHealth {
    return this.#lines.health;
  }

  error(event: LogEvent, facts?: Facts): void {
    this.#write('error', event, facts);
  }

  warn(event: LogEvent, facts?: Facts): void {
    this.#write('warn', event, facts);
  }

  info(event: LogEvent, facts?: Facts): void {
    this.#write('info', event, facts);
  }

  debug(event: LogEvent, facts?: Facts): void {
    this.#write('debug', event, facts);
  }

  failed(level: 'error' | 'warn' | 'info', event: LogEvent, thrown: unknown, facts: Facts = {}): void {
    quietly(() => this.#pino[level]({ ...redactFacts(facts), ...told(thrown) }, event));
  }

  crashed(thrown: unknown): void {
    quietly(() => this.#crash.error(told(thrown, true), 'program.crashed'));
  }

  flush(): Promise<void> {
    return this.#lines.flush();
  }

  close(): Promise<void> {
    return this.#lines.close();
  }

  #write(level: LogLevel, event: LogEvent, facts: Facts = {}): void {
    quietly(() => {
      if (this.#pino.isLevelEnabled(level)) this.#pino[level](redactFacts(facts), event);
    });
  }

  #append(line: string, file: string): void {
    appendFileSync(join(this.folder, file), line, { mode: 0o600 });
  }
}

/** A log that fails must not be what breaks a call: its own failures are told by `health`. */
function quietly(write: () => void): void {
  try {
    write();
  } catch {
    // There is nowhere left to tell it.
  }
}

function told(thrown: unknown, always = false): Record<string, unknown> {
  const failure = redactFailure(toFailure(thrown));
  if (failure.code !== 'UNEXPECTED' && !always) return failure;
  if (!(thrown instanceof Error) || thrown.stack === undefined) return failure;
  const stack = thrown.stack
    .slice(0, 20_000)
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, frames)
    .map((line) => redactText(line, 300));
  return { ...failure, kind: redactText(thrown.name, 60), stack };
}
