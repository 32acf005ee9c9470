import type { ToCore } from './messages.ts';

/** A shell's end of the line to one running core process. */
export interface CoreTransport {
  readonly pid: number | undefined;
  post(message: ToCore): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, when the process has ended for whatever reason or could not be started. */
  onExit(listener: () => void): void;
  kill(): void;
}

/** Starts one core process; called again after each crash. */
export type CoreLauncher = () => CoreTransport;
