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
  /** The one order of all changes to drafts and dossiers; `changes` is its only row. */
  readonly sequences: { name: 'changes'; value: number };
  readonly incarnations: IncarnationRow;
  /** Up to which place in the order a unit's tombstones are gone. */
  readonly purges: { unit_code: string; sequence: number };
  readonly drafts: DraftRow;
  readonly draft_versions: DraftVersionRow;
  readonly draft_blobs: { draft_code: string; sha256: string; size: number; unit_code: string };
  readonly draft_uploads: DraftUploadRow;
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
  revoked_at: string | null;
  /** Shown only when access is revoked; its SHA-256 goes out with every session. */
  wipe_secret: string | null;
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
  /** Place of the last change in the order of all changes. */
  sequence: number;
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

/** One run of the server. A sequence above the beginning of the next run was lost: the store came from a backup. */
export interface IncarnationRow {
  ordinal: number;
  id: string;
  began_after: number;
  at: string;
}

export type DraftCause = 'edit' | 'merge' | 'restore' | 'undo' | 'recovered' | 'deleted' | 'forwarded';

export interface DraftRow {
  code: string;
  unit_code: string;
  version: number;
  dossier_version: number;
  state: 'open' | 'deleted' | 'forwarded';
  created_by: string;
  created_at: string;
  updated_by: string;
  updated_at: string;
  sequence: number;
  /** Of the newest version, with the machine it came from and when its run of small edits began. */
  cause: DraftCause;
  device: string;
  run_began_at: string;
  /** `<sha256>:<size>` of the attachments, sorted, with spaces between. */
  blobs: string;
  /** JSON. Last, so that reading the columns before it does not read a large row's later pages. */
  content: string;
}

export interface DraftVersionRow {
  draft_code: string;
  version: number;
  at: string;
  by: string;
  cause: DraftCause;
  content: string;
}

/** An attachment that a draft may cite once it is whole. */
export interface DraftUploadRow {
  unit_code: string;
  username: string;
  sha256: string;
  /** As announced, in bytes. */
  length: number;
  state: 'partial' | 'whole';
  /** Of the last bytes that arrived. */
  at: string;
}
