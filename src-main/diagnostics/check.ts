import type { Check } from '#shared/contract/ipc.ts';
import type { SyncState } from '#shared/contract/sync/window.ts';
import type { BackendClient } from '../backend-client/backend-client.ts';
import type { StoreKey } from '../store-key/store-key.ts';
import type { TokenService } from '../tokens/token-service.ts';
import type { TrustedCertificates } from '../trust/trust-store.ts';

/** What a check may look at. */
export interface CheckServices {
  readonly tokens: TokenService;
  readonly backend: BackendClient;
  readonly trust: () => Promise<TrustedCertificates>;
  readonly dataFolder: string;
  readonly now: () => Date;
  /** Left out where the stores are not looked at. */
  readonly storeKey?: Pick<StoreKey, 'state' | 'masterKey'>;
  /** Who works in this program now, if anybody. */
  readonly session?: {
    readonly workspace: { readonly sync: { state(): SyncState } } | undefined;
  };
}

/** One question about the machine; it answers within the runner's deadline or is called failed. */
export interface Checker {
  readonly id: string;
  readonly title: Check['title'];
  run(services: CheckServices): Promise<Outcome>;
}

export type Outcome = Pick<Check, 'state' | 'found'> & { readonly remedy?: Check['remedy'] };

export const ok = (found: string): Outcome => ({ state: 'ok', found });
