import type { Kysely } from 'kysely';
import type { StoreKind } from '../migrate.ts';
import type { Tables } from '../tables.ts';
import { first } from './0001-first.ts';
import { knownAddresses } from './0002-known-addresses.ts';
import { blobReferences } from './0003-blob-references.ts';
import { sync } from './0004-sync.ts';
import { revocation } from './0005-revocation.ts';
import { registrations } from './0006-registrations.ts';
import { appendOnlyAudit } from './0007-append-only-audit.ts';
import { paymentFlow } from './0008-payment-flow.ts';
import { remoteTransactions } from './0009-remote-transactions.ts';

/** One numbered step; it runs once, in a transaction that also moves the store's version. */
export interface Migration {
  readonly version: number;
  readonly up: (db: Kysely<Tables>, kind: StoreKind) => Promise<void>;
}

export const migrations: readonly Migration[] = [
  { version: 1, up: first },
  { version: 2, up: knownAddresses },
  { version: 3, up: blobReferences },
  { version: 4, up: sync },
  { version: 5, up: revocation },
  { version: 6, up: registrations },
  { version: 7, up: appendOnlyAudit },
  { version: 8, up: paymentFlow },
  { version: 9, up: remoteTransactions },
];
