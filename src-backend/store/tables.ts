import type { DossierStatus } from '#shared/domain/dossiers/dossier.ts';
import type { Role, SigningStep } from '#shared/domain/people/roles.ts';
import type {
  RegistrationDocumentId,
  RegistrationKind,
  RegistrationStatus,
} from '#shared/domain/registration/registration.ts';

/**
 * Shape of the server's store. Instants are ISO strings in UTC, JSON is text, amounts stay inside the content: plain
 * types that SQLite and PostgreSQL hold alike.
 */
export interface Tables {
  readonly treasuries: { code: string; name: string };
  readonly units: { code: string; name: string; address: string; chapter: string; treasury_code: string };
  readonly unit_accounts: {
    unit_code: string;
    number: string;
    name: string;
    /** `yyyy-MM-dd`, from which day on nothing is paid from it; null while it is open. */
    closed_on: string | null;
  };
  readonly people: PersonRow;
  readonly sessions: { token_hash: string; username: string; created_at: string; expires_at: string };
  readonly sign_in_attempts: { key: string; failures: number; last_at: string; locked_until: string };
  readonly known_addresses: { username: string; address: string; last_at: string };
  readonly dossiers: DossierRow;
  /** Every content that was forwarded. */
  readonly dossier_versions: {
    dossier_code: string;
    version: number;
    at: string;
    by: string;
    content: string;
  };
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
  readonly registrations: RegistrationRow;
  readonly registration_members: RegistrationMemberRow;
  readonly registration_links: RegistrationLinkRow;
  readonly registration_log: {
    code: string;
    position: number;
    status: RegistrationStatus;
    note: string;
    at: string;
    by: string;
  };
  readonly registration_documents: RegistrationDocumentRow;
  /** As `mutations`, for those who have no account. */
  readonly registration_mutations: {
    code: string;
    mutation_id: string;
    request_sha256: string;
    answer: string;
    at: string;
  };
  /** What a unit has registered, each approved version. `code`: of the dossier; null when the Treasury entered it. */
  readonly standing_registrations: {
    unit_code: string;
    version: number;
    code: string | null;
    content: string;
    approved_at: string;
  };
  /** How many may sign first and second, by the file with which the accounts were opened. */
  readonly account_files: { unit_code: string; first_signers: number; second_signers: number };
  /** What strangers have asked for since then, by kind and address. */
  readonly allowances: { key: string; used: number; since: string };
  readonly mails: MailRow;
  readonly remote_transactions: RemoteTransactionRow;
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
  /** 1: the password is a one-time one. */
  must_change_password: number;
  /** Of a one-time password. */
  password_expires_at: string | null;
  email: string | null;
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
  /** Since when it lies on the desk where it is; null when it lies on none. */
  held_since: string | null;
  /** The version that the Treasury had when it asked for a supplement; null until it does. */
  asked_version: number | null;
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
  /** Address that the request came from; empty for the server's own acts and for rows of version 5 and before. */
  origin: string;
}

export interface RegistrationRow {
  code: string;
  kind: RegistrationKind;
  unit_code: string;
  treasury_code: string;
  /** Grows by one with each save. */
  version: number;
  status: RegistrationStatus;
  content: string;
  /** What stood before, of a change dossier. */
  before: string | null;
  unit_name: string;
  /** Words without accents, for the search. */
  search: string;
  /** SHA-256 of the secret of the machine that declared it; null when a person who is signed in did. */
  secret_hash: string | null;
  created_by: string | null;
  copied_from: string | null;
  created_at: string;
  updated_at: string;
  note: string;
}

/** A member who is asked to confirm. */
export interface RegistrationMemberRow {
  code: string;
  member_id: string;
  position: number;
  /** Of what the member is asked to confirm: other data ask again. */
  asked_sha256: string;
  state: 'not-needed' | 'waiting' | 'confirmed' | 'declined';
  note: string;
  at: string | null;
  /** JSON of `memberCertificateSchema`. */
  certificate: string | null;
  thumbprint: string | null;
}

export interface RegistrationLinkRow {
  secret_hash: string;
  code: string;
  member_id: string;
  purpose: 'member' | 'signer';
  mail_id: string;
  created_at: string;
  expires_at: string;
  used_at: string | null;
  replaced_at: string | null;
}

export interface RegistrationDocumentRow {
  code: string;
  version: number;
  id: RegistrationDocumentId;
  original_sha256: string;
  original_size: number;
  signed_sha256: string | null;
  signed_size: number | null;
  /** Thumbprint of the certificate. */
  signed_by: string | null;
  signed_at: string | null;
}

/** A letter on its way; see `mail/letters.ts`. */
export interface MailRow {
  id: string;
  position: number;
  /** JSON of `Letter`; its secrets are taken out once it is sent. */
  letter: string;
  kind: string;
  recipient: string;
  state: 'waiting' | 'sent' | 'failed';
  attempts: number;
  next_at: string;
  created_at: string;
  sent_at: string | null;
  problem: string | null;
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

/** A request to sign that waits (or waited) on somebody's phone. */
export interface RemoteTransactionRow {
  /** SHA-256 of the secret by which the desktop asks for it. */
  secret_hash: string;
  mutation_id: string;
  /** Of what was asked for, so that the same mutation id means the same. */
  request_sha256: string;
  provider: string;
  /** At the provider. */
  username: string;
  alias: string;
  /** SHA-256 of the certificate, lower-case hex. */
  thumbprint: string;
  /** Base64 DER. */
  certificate: string;
  /** JSON `{scheme, hash}`. */
  algorithm: string;
  /** JSON of the documents: id, digest, and what came of each. */
  documents: string;
  /** The provider's id. */
  provider_transaction: string;
  code: string;
  state: 'waiting' | 'signing' | 'done' | 'rejected' | 'expired' | 'failed' | 'cancelled';
  /** JSON of a failure; null while there is none. */
  failure: string | null;
  /** What opens the account at the provider, sealed under the secret, which is not kept; null once it has ended. */
  sealed_access: string | null;
  started_at: string;
  expires_at: string;
  ended_at: string | null;
}
