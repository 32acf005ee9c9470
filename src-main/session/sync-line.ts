import type { QueuedChange, SyncState } from '#shared/contract/sync/window.ts';
import type { PresentPerson } from '#shared/contract/sync/http.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';

/** What the core asks of the line that keeps one person's store and the server equal; see `src-main/sync`. */
export interface SyncLine {
  start(): void;
  /** Ends whatever is under way; nothing is lost by it. */
  stop(): void | Promise<void>;
  /** Something was saved and wants to be sent soon. */
  kick(): void;
  /** One try at once; answers when it has ended. */
  syncNow(): Promise<SyncState>;
  state(): SyncState;
  /** What waits, with the progress of uploads. */
  queue(): readonly QueuedChange[];
  /** Sends what waits, for so many milliseconds at most. */
  drain(ms: number): Promise<unknown>;
  /** The person has signed in anew; what waits goes on. */
  sessionRenewed(): void;
  setPresence(code: DossierCode | null, path: string): void;
  people(): readonly PresentPerson[];
  /** Fetches an attachment whose content is not here, or was altered here, into the store. */
  fetchBlob(sha256: string): Promise<unknown>;
}
