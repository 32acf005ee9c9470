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
  /** Id of a letter in the outbox, which is that of its Message-ID too. */
  readonly letter?: string;
  /** End of a dossier's code: enough to find it by, without the unit. */
  readonly dossier?: string;
  /** Why a letter did not leave: codes of the mail server, never its words. */
  readonly problem?: string;
  /** Of an unforeseen error; for the log alone. */
  readonly stack?: string;
}

export type Log = (entry: LogEntry) => void;
