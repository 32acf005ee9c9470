/** One line of the server's log: no body, password, token or name of a person ever goes in. */
export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly requestId?: string;
  readonly method?: string;
  /** The route's pattern, so that codes and ids stay out. */
  readonly route?: string;
  readonly status?: number;
  readonly milliseconds?: number;
  readonly code?: string;
  /** Why a letter did not leave: codes of the mail server, never its words. */
  readonly problem?: string;
  /** Of an unforeseen error; for the log alone. */
  readonly stack?: string;
}

export type Log = (entry: LogEntry) => void;
