import type { User } from '#shared/contract/ipc.ts';
import { BlobReferences } from './blob-references.ts';
import { EntryTable } from './catalogue/entry-table.ts';
import { DossierTable } from './dossiers/dossier-table.ts';
import { ConflictTable } from './drafts/conflict-table.ts';
import { DraftTable } from './drafts/draft-table.ts';
import { VersionTable } from './drafts/version-table.ts';
import { Facts } from './facts.ts';
import { StoreNotices } from './notices/store-notices.ts';
import { OutboxTable } from './outbox/outbox-table.ts';
import { StoreProfile } from './profile/store-profile.ts';
import type { StoreDatabase } from './store-database.ts';
import { PayeeTable } from './vouchers/payee-table.ts';
import { VoucherTable } from './vouchers/voucher-table.ts';

/** The tables of one store, shared by the rooms that work on them. */
export interface StoreParts {
  readonly database: StoreDatabase;
  readonly facts: Facts;
  readonly profile: StoreProfile;
  readonly references: BlobReferences;
  readonly drafts: DraftTable;
  readonly versions: VersionTable;
  readonly conflicts: ConflictTable;
  readonly outbox: OutboxTable;
  readonly entries: EntryTable;
  readonly dossiers: DossierTable;
  readonly vouchers: VoucherTable;
  readonly payees: PayeeTable;
  readonly notices: StoreNotices;
  /** Clock of this machine: for display and the history, never for order. */
  readonly at: () => string;
  /** Who works here. @throws SESSION_REQUIRED. */
  readonly person: () => User;
}

export function storeParts(database: StoreDatabase, now: () => Date): StoreParts {
  const facts = new Facts(database);
  const profile = new StoreProfile(database, facts);
  const references = new BlobReferences(database);
  const payees = new PayeeTable(database);
  const vouchers = new VoucherTable(database, payees);
  return {
    database,
    facts,
    profile,
    references,
    drafts: new DraftTable(database, references),
    versions: new VersionTable(database, references),
    conflicts: new ConflictTable(database, references),
    outbox: new OutboxTable(database, references),
    entries: new EntryTable(database, vouchers),
    dossiers: new DossierTable(database, references),
    vouchers,
    payees,
    notices: new StoreNotices(database, now),
    at: () => now().toISOString(),
    person: () => profile.require(),
  };
}
