import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';
import { first } from './0001-first.ts';
import { knownAddresses } from './0002-known-addresses.ts';
import { blobReferences } from './0003-blob-references.ts';
import { sync } from './0004-sync.ts';
import { registrations } from './0006-registrations.ts';
import { revocation } from './0005-revocation.ts';

/** One numbered step; it runs once, in a transaction that also moves the store's version. */
export interface Migration {
  readonly version: number;
  readonly up: (db: Kysely<Tables>) => Promise<void>;
}

export const migrations: readonly Migration[] = [
  { version: 1, up: first },
  { version: 2, up: knownAddresses },
  { version: 3, up: blobReferences },
  { version: 4, up: sync },
  { version: 5, up: revocation },
  { version: 6, up: registrations },
];
