import type { SyncState } from '#shared/contract/sync/window.ts';
import type { TokenJob } from '#shared/contract/token-jobs.ts';
import type { Unit } from '#shared/contract/http.ts';
import type { User } from '#shared/contract/ipc.ts';
import type { BackendClient } from '../backend-client/backend-client.ts';
import type { StoreKey } from '../store-key/store-key.ts';
import type { TokenService } from '../tokens/token-service.ts';
import type { TrustedCertificates } from '../trust/trust-store.ts';
import type { DoctorMachine } from './machine.ts';
import type { Outcome } from './outcome.ts';
import type { Words } from './words.ts';

/** What a check may look at. */
export interface CheckServices {
  readonly tokens: Pick<TokenService, 'list' | 'certificates'>;
  readonly backend: Pick<BackendClient, 'url' | 'health'>;
  readonly trust: () => Promise<TrustedCertificates>;
  readonly dataFolder: string;
  readonly now: () => Date;
  /** Left out where the stores are not looked at. */
  readonly storeKey?: Pick<StoreKey, 'state' | 'masterKey'>;
  /** Who works in this program now, if anybody. */
  readonly session?: {
    readonly workspace:
      | {
          readonly user: User;
          readonly unit: Pick<Unit, 'members'>;
          readonly sync: { state(): SyncState };
        }
      | undefined;
  };
  /** The newest challenge signature of this run of the program, if there was one. */
  readonly lastChallenge?: (() => TokenJob | undefined) | undefined;
  /** Address of the time-stamp authority, when one is configured. */
  readonly tsaUrl?: string | undefined;
  /** The operating system; this machine's own when left out. */
  readonly machine?: DoctorMachine;
}

/** The same during one run: what several checks look at is asked for once. */
export interface Sight extends CheckServices {
  readonly machine: DoctorMachine;
}

/** One question about the machine; it asks for no PIN, changes nothing and answers within its deadline. */
export interface Checker {
  readonly id: string;
  readonly title: Words;
  /** What is looked at; told also when no answer comes. */
  readonly looked: (sight: Sight) => Words;
  /** Milliseconds; 8 000 when left out, 15 000 at most. */
  readonly deadlineMs?: number;
  /** What is said when the deadline passes, where the neutral words do not do. */
  readonly late?: Partial<Pick<Outcome, 'state' | 'meaning' | 'remedy' | 'help'>>;
  /** `signal` is aborted at the deadline: nothing goes on behind it. */
  run(sight: Sight, signal: AbortSignal): Promise<Outcome>;
}
