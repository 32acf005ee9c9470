import type { DossierStatus } from '#shared/domain/dossiers/dossier.ts';
import type { Role, SigningStep } from '#shared/domain/people/roles.ts';

/**
 * Shape of the server's store. Instants are ISO strings in UTC, JSON is text, amounts stay inside the content: plain
 * types that SQLite and PostgreSQL hold alike.
 */
export interface Tables {
  readonly treasuries: { code: string; name: string };
  readonly units: { code: string; name: string; address: string; chapter: string; treasury_code: string };
  readonly unit_accounts: { unit_code: string; number: string; name: string };
  readonly people: PersonRow;
  readonly sessions: { token_hash: string; username: string; created_at: string; expires_at: string };
  readonly sign_in_attempts: { key: string; failures: number; last_at: string; locked_until: string };
  readonly known_addresses: { username: string; address: string; last_at: string };
  readonly dossiers: DossierRow;
  readonly documents: DocumentRow;
  readonly revisions: RevisionRow;
  readonly status_log: {
    dossier_code: string;
    position: number;
    status: DossierStatus;
    note: string;
    at: string;
    by: string;
  };
  readonly staged: StagedRow;
  readonly mutations: {
    username: string;
    mutation_id: string;
    request_sha256: string;
    answer: string;
    at: string;
  };
  readonly audit: AuditRow;
}

export interface PersonRow {
  username: string;
  name: string;
  role: Role;
  /** Null for an officer of the Treasury. */
  unit_code: string | null;
  treasury_code: string;
  /** CCCD/CMND: two accounts of one human are one signer. */
  identity_number: string;
  password_hash: string;
  /** Upper-case hex without leading zeros; null until registered. */
  certificate_serial: string | null;
  /** SHA-256 of the DER, lower-case hex. */
  certificate_thumbprint: string | null;
}

export interface DossierRow {
  code: string;
  unit_code: string;
  treasury_code: string;
  /** Version of the content: grows by one with each forwarding. */
  version: number;
  status: DossierStatus;
  content: string;
  title: string;
  voucher_count: number;
  /** Whole đồng, as text. */
  total: string;
  created_by: string;
  forwarded_at: string;
  updated_at: string;
  note: string;
}

/** A frozen document of one version of a dossier. */
export interface DocumentRow {
  dossier_code: string;
  version: number;
  id: string;
  position: number;
  kind: 'VOUCHER_XML' | 'VOUCHER_PDF' | 'ATTACHMENT';
  name: string;
  media_type: string;
}

/** Number 0 holds the frozen bytes; each signing step adds one. */
export interface RevisionRow {
  dossier_code: string;
  version: number;
  document_id: string;
  number: number;
  sha256: string;
  size: number;
  step: SigningStep | null;
  username: string;
  certificate_thumbprint: string | null;
  at: string;
}

/** Bytes sent ahead of the call that commits them. `base` is empty for unsigned originals. */
export interface StagedRow {
  dossier_code: string;
  document_id: string;
  username: string;
  base: string;
  sha256: string;
  size: number;
  at: string;
}

/** Append-only; each row carries the hash of the one before it, so that a missing or altered row shows. */
export interface AuditRow {
  sequence: number;
  at: string;
  actor: string;
  action: string;
  subject: string;
  details: string;
  previous_hash: string;
  hash: string;
}
