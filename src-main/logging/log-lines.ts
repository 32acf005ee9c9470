import { join, sep } from 'node:path';
import { createStream, type RotatingFileStream } from 'rotating-file-stream';

/** How a folder of log files is kept. */
export interface LogFileOptions {
  readonly folder: string;
  /** Name of the file that is written now; the older ones are `dvctt.1.log` … */
  readonly file?: string;
  /** Bytes after which a new file is begun. */
  readonly size?: number;
  /** Files kept, the one that is written included. */
  readonly files?: number;
  /** Lines that wait for the disk at most; newer ones are dropped and counted. */
  readonly bound?: number;
  /** After a failure of the disk nothing is tried for so long (ms). */
  readonly pause?: number;
  readonly now?: () => number;
}

export interface LogHealth {
  readonly folder: string;
  /** False after a failure of the disk, until lines can be written again. */
  readonly writing: boolean;
  /** The operating system's name of that failure: ENOSPC, EACCES … */
  readonly failure?: string;
  /** Lines that were lost: the disk was full, not writable, or too slow. */
  readonly dropped: number;
}

export const logFile = 'dvctt.log';
const twoMegabytes = 2 * 1024 * 1024;

/** How long a closing log waits for the disk (ms). */
const closingTime = 2_000;

interface Written {
  readonly stream: RotatingFileStream;
  /** Lines that the disk has not taken yet. */
  waiting: number;
}

/** Name of a log file by its age: 0 is the one that is written. */
export function logFileName(age: number, file = logFile): string {
  return age === 0 ? file : file.replace(/(\.[^.]*)?$/, (ending) => `.${age}${ending}`);
}

/**
 * Lines on their way to the disk. Never throws and never waits: what the disk does not take is dropped and counted. The
 * folder and its first file are made with the first line. Several programs may write the same file: each appends whole
 * lines, and one that still holds a file that another has rotated goes on in that one until it is full.
 */
export class LogLines {
  readonly #options: Required<LogFileOptions>;
  #open: Written | undefined;
  #dropped = 0;
  #failure: string | undefined;
  #failedAt = 0;
  #closed = false;

  constructor(options: LogFileOptions) {
    this.#options = {
      file: logFile,
      size: twoMegabytes,
      files: 5,
      bound: 2000,
      pause: 60_000,
      now: Date.now,
      ...options,
    };
  }

  get health(): LogHealth {
    const { folder } = this.#options;
    const known = { folder, writing: this.#failure === undefined, dropped: this.#dropped };
    return this.#failure === undefined ? known : { ...known, failure: this.#failure };
  }

  /** One whole line, with its line end. */
  write(line: string): void {
    const open = this.#opened();
    if (open === undefined || open.waiting >= this.#options.bound) {
      this.#dropped += 1;
      return;
    }
    open.waiting += 1;
    open.stream.write(line, (error) => {
      if (this.#open !== open) return;
      open.waiting -= 1;
      if (error === null || error === undefined) this.#failure = undefined;
      else this.#dropped += 1;
    });
  }

  /** Answers when everything accepted so far is with the operating system, or lost. */
  async flush(): Promise<void> {
    // The stream has no flush of its own.
    while ((this.#open?.waiting ?? 0) > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  /** Writes what waits and lets go of the file; a disk that does not answer is not waited for. */
  async close(): Promise<void> {
    this.#closed = true;
    const stream = this.#open?.stream;
    if (stream === undefined || stream.destroyed) return;
    await new Promise<void>((resolve) => {
      const overdue = setTimeout(resolve, closingTime);
      stream.once('close', () => {
        clearTimeout(overdue);
        resolve();
      });
      stream.end();
    });
    this.#open = undefined;
  }

  #opened(): Written | undefined {
    if (this.#closed) return undefined;
    if (this.#open !== undefined) return this.#open;
    const { folder, file, size, files, pause, now } = this.#options;
    if (this.#failure !== undefined && now() - this.#failedAt < pause) return undefined;
    try {
      const stream = createStream((age) => logFileName(typeof age === 'number' ? age : 0, file), {
        // The stream puts folder and name together as they are.
        path: join(folder, sep),
        size: `${size}B`,
        rotate: files - 1,
        mode: 0o600,
      });
      const open = { stream, waiting: 0 };
      stream.on('error', (error) => this.#fail(open, error));
      this.#open = open;
      return open;
    } catch (thrown) {
      this.#fail(undefined, thrown);
      return undefined;
    }
  }

  /** What waited for a disk that failed is lost. */
  #fail(open: Written | undefined, thrown: unknown): void {
    if (this.#open !== open) return;
    this.#dropped += open?.waiting ?? 0;
    this.#failure = systemCode(thrown);
    this.#failedAt = this.#options.now();
    this.#open = undefined;
  }
}

function systemCode(thrown: unknown): string {
  if (thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string') return thrown.code;
  return thrown instanceof Error ? thrown.message.slice(0, 100) : 'unknown';
}
