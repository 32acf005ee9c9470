/**
 * What the rooms around it may ask of the encrypted store of one person on this machine. Every method that changes
 * something has made it durable when it returns, or throws and has changed nothing (DISK_FULL, STORE_FAILED …).
 */
import type { z } from 'zod';
import type { Failure } from '#shared/contract/errors.ts';
import type { ServerDossier, Unit } from '#shared/contract/http.ts';
import type { CallInput, CallOutput, DossierSummary, User } from '#shared/contract/ipc.ts';
import type { Mutation, PullAnswer, ServerDraft } from '#shared/contract/sync/http.ts';
import type { DraftConflict, DraftVersion, QueuedChange, StoreNotice } from '#shared/contract/sync/window.ts';
import type { ContentChoice } from '#shared/domain/drafts/content-change.ts';
import type { DossierCode, DossierContent } from '#shared/domain/dossiers/dossier.ts';
import type {
  saveRegistrationSchema,
  ServerRegistration,
  ServerRegistrationSummary,
  StandingRegistration,
} from '#shared/contract/registration/http.ts';
import type { RegistrationCode, RegistrationContent } from '#shared/domain/registration/registration.ts';
import type { Arrival } from './incoming/arrivals.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { RemoteRequestShelf } from './signing/remote-request.ts';
import type { PayeeBook } from './vouchers/payee-book.ts';
import type { TemplateShelf } from './vouchers/template-shelf.ts';
import type { VoucherBook } from './vouchers/voucher-book.ts';

export type SaveRegistration = z.input<typeof saveRegistrationSchema>;

export interface AccountStore {
  readonly folder: string;
  readonly profile: Profile;
  readonly drafts: Drafts;
  readonly catalogue: Catalogue;
  readonly dossiers: DossierCache;
  readonly outbox: Outbox;
  readonly incoming: Incoming;
  readonly notices: Notices;
  readonly registrations: RegistrationShelf;
  readonly vouchers: VoucherBook;
  readonly payees: PayeeBook;
  readonly templates: TemplateShelf;
  readonly signatures: SignatureShelf;
  readonly remoteRequests: RemoteRequestShelf;
  readonly seen: SeenShelf;
  readonly blobs: BlobStore;
  /**
   * Runs several changes as one transaction: all of them are durable when it returns, or none was made. Synchronous.
   * A batch of five hundred answers then costs one flush of the disk.
   */
  batch<T>(work: () => T): T;
  /** Attachments that open drafts cite and whose content is not on this machine, those of the newest drafts first. */
  missingBlobs(limit: number): Promise<readonly CitedBlob[]>;
  /**
   * What a long pull brought is listed at once and found by its words a little later: cuts the words of up to `limit`
   * such entries, newest first, and answers how many it did.
   */
  cutWords(limit: number): number;
  /**
   * Takes a sign-in at the server into the profile. Who has another role now gets everything anew, for other roles see
   * other things. Drafts are an accountant's (KTV): while this person is not one, theirs stay here, neither shown nor
   * sent. To be called while no line works on the store.
   */
  signedIn(given: SignedIn): void;
  /** Removes blobs that nothing refers to; returns how many. */
  collectBlobs(): Promise<number>;
  close(): void;
}

/** Who the store belongs to and how they sign in without a line. */
export interface Profile {
  /** Random UUID of this store, made once; names this machine to the server. */
  readonly device: string;
  read():
    | { readonly user: User; readonly unit: Unit | undefined; readonly syncedAt: string | undefined }
    | undefined;
  /** After each sign-in at the server: keeps user, unit, session token, wipe mark and a scrypt verifier of the password. */
  signedIn(given: SignedIn): void;
  /** Whether this is the password of the last sign-in at the server. */
  verify(password: string): Promise<boolean>;
  /** Bearer token of the last session; undefined after `forgetSession`. */
  token(): string | undefined;
  /** Of the first sign-in that had one; kept for good. */
  wipeMark(): string | undefined;
  forgetSession(): void;
  /** What `keepAttempts` was given last: the record of wrong passwords, out of reach of who has only the disk. */
  attempts(): string | undefined;
  keepAttempts(record: string | undefined): void;
}
export interface SignedIn {
  readonly user: User;
  readonly unit: Unit | undefined;
  readonly token: string;
  readonly wipeMark: string | undefined;
  readonly password: string;
}

/** A draft as it stands on this machine. */
export interface Draft {
  readonly code: DossierCode;
  readonly unitCode: string;
  /** User name and name of who began it. */
  readonly owner: string;
  readonly ownerName: string;
  /** Of this machine's copy: grows with each change made or received. */
  readonly version: number;
  /** Of the server's copy that it builds on; 0 when the server has none. */
  readonly serverVersion: number;
  /** Of the returned dossier that it mends; 0 for a new one. */
  readonly dossierVersion: number;
  readonly content: DossierContent;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly waiting: boolean;
  readonly setAside: Failure | undefined;
  readonly conflicts: number;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Name of who changed it last, when that was not this person. */
  readonly changedBy: string | undefined;
}

/** A version on this machine, and the version of the server's draft that has the same content, where it is known. */
export interface LocalVersion extends DraftVersion {
  readonly serverVersion: number | undefined;
}

/** What the person does. Change, outbox row, version, list entry and search words are written in one transaction. */
export interface Drafts {
  /** A fresh code: of the next free second when this one is taken on this machine. */
  create(content: DossierContent): Draft;
  /** Puts a returned dossier on the desk; an unfinished draft of it that is already here is given back as it is. */
  takeBack(dossier: ServerDossier): Draft;
  /**
   * Stores what a window typed on top of `baseVersion`. When the draft has moved on since (another window, a
   * colleague), both are merged; DOSSIER_CONFLICT when they collide, or when `baseVersion` is not known any more.
   */
  save(code: DossierCode, baseVersion: number, content: DossierContent): Draft;
  /** Undefined when there is none, or it was deleted or forwarded. Follows codes that were changed (see `recode`). */
  get(code: DossierCode): Draft | undefined;
  delete(code: DossierCode): void;
  restore(code: DossierCode): Draft;
  undo(code: DossierCode): Draft;
  redo(code: DossierCode): Draft;
  /** Versions on this machine, newest first; deleted and forwarded drafts have them too. */
  versions(code: DossierCode): readonly LocalVersion[];
  /** `id`: `local:<n>`. DOSSIER_NOT_FOUND when there is no such version. */
  version(
    code: DossierCode,
    id: string,
  ): { readonly version: DraftVersion; readonly content: DossierContent };
  /** Makes a content the newest version, whatever stood before (`restore`). */
  putVersion(code: DossierCode, content: DossierContent): Draft;
  /**
   * The same with a version of this machine (`local:<n>`). The side that lost a conflict (`kept`) takes back the places
   * that it lost; an edit that came too late (`late`) is merged into what stands, and what collides with others' work is
   * a conflict to decide. DOSSIER_NOT_FOUND when there is no such version.
   */
  restoreVersion(code: DossierCode, id: string): Draft;
  conflict(code: DossierCode): DraftConflict | undefined;
  resolve(code: DossierCode, theirsVersion: number, choices: Readonly<Record<string, ContentChoice>>): Draft;
  /** The server has the dossier now: the draft is closed, its versions stay. */
  forwarded(code: DossierCode, dossier: ServerDossier): void;
}

/** The list: drafts and dossiers together, and the search over them. */
export interface Catalogue {
  list(filter: CallInput<'dossiers.list'>): {
    readonly dossiers: readonly DossierSummary[];
    readonly found: number;
    readonly counts: NonNullable<CallOutput<'dossiers.list'>['counts']>;
  };
}

/** The server's dossiers as last seen, to be read without a line. */
export interface DossierCache {
  get(code: DossierCode): { readonly dossier: ServerDossier; readonly asOf: string } | undefined;
  /** Takes what a call to the server answered. */
  put(dossier: ServerDossier): void;
}

/** A change on its way; once taken it never changes and keeps its mutation id until the server has answered. */
export interface Outgoing {
  readonly sequence: number;
  readonly mutation: Mutation;
  /** Attachments that the mutation cites. */
  readonly blobs: readonly CitedBlob[];
}

export interface CitedBlob {
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  readonly name: string;
}

export interface Outbox {
  /**
   * Up to `limit` changes (and about `maxBytes` of JSON) in sequence order, at most one a draft. Those taken before and
   * not yet answered come first, unchanged. Drafts in conflict or set aside are passed over.
   */
  take(limit: number, maxBytes: number): readonly Outgoing[];
  /** The server has it as `version`; later edits of the draft now build on that. */
  applied(id: string, version: number, sequence: number): void;
  /** Somebody was faster: merges `current` in; what collides waits for the person. */
  conflicted(id: string, current: ServerDraft): void;
  /** Set aside with its reason; the rest of the queue goes on. The person's next edit, or `retry`, tries anew. */
  refused(id: string, failure: Failure): void;
  /** CODE_TAKEN: gives the draft another code and queues it under that; notices `recoded`. */
  recode(id: string): DossierCode;
  /** A try that the line ended: counts it, keeps it taken. */
  failed(ids: readonly string[]): void;
  list(): readonly QueuedChange[];
  counts(): { readonly waiting: number; readonly setAside: number; readonly conflicts: number };
  retry(sequence: number): void;
  discard(sequence: number): void;
}

export interface Incoming {
  /** Where the next pull starts; undefined before the first. */
  cursor(): string | undefined;
  /**
   * Takes one answer of a pull in one transaction, its cursor included. Must not be called while a change is taken and
   * unanswered. A draft with changes of its own is merged. Answers the codes that changed for the person.
   */
  apply(answer: PullAnswer): readonly DossierCode[];
  /** Dossiers that `apply` has brought to this person's desk since this was last asked; none of a first pull. */
  takeArrivals(): readonly Arrival[];
  /** Nothing more to pull: what is shown is as of now. */
  caughtUp(): void;
  /** Begins anew from the start; `apply` goes on as usual and remembers what it sees. */
  beginResync(lostAfter: number | undefined): void;
  /** All was pulled: drops what the server no longer has, brings back what it lost. Answers the changed codes. */
  finishResync(): readonly DossierCode[];
  resyncing(): boolean;
}

export interface Notices {
  list(): readonly StoreNotice[];
  add(kind: StoreNotice['kind'], details: StoreNotice['details']): void;
  dismiss(id: number): void;
}

/** A registration dossier as this machine has it. */
export interface KeptRegistration {
  readonly id: string;
  readonly code: RegistrationCode | undefined;
  readonly access: 'author' | 'member' | 'signer' | 'unit';
  /** Whom the link was written to. */
  readonly memberId: string | undefined;
  /** Opens it at the server in the place of a session. */
  readonly secret: string | undefined;
  /** Grows with each change of `content`. */
  readonly revision: number;
  readonly content: RegistrationContent;
  readonly before: RegistrationContent | undefined;
  readonly copiedFrom: RegistrationCode | undefined;
  /** Version of the server's copy that `content` builds on; 0 for none. */
  readonly baseVersion: number;
  /** `edited`: not saved since. `queued`: `request` is on its way. `refused`: with `failure`. */
  readonly state: 'edited' | 'queued' | 'sent' | 'refused';
  readonly request: SaveRegistration | undefined;
  readonly failure: Failure | undefined;
  readonly savedAt: string | undefined;
  /** The server's copy as last seen, and when. */
  readonly server: ServerRegistration | undefined;
  readonly asOf: string | undefined;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface RegistrationShelf {
  /** Newest first; without the deleted ones. */
  list(): readonly KeptRegistration[];
  get(id: string): KeptRegistration | undefined;
  /** As who declares or the unit has it. */
  byCode(code: string): KeptRegistration | undefined;
  /** As a letter's link has brought it for that member: a row of its own, so that nobody's access replaces another's. */
  byMember(code: string, memberId: string): KeptRegistration | undefined;
  add(given: Omit<KeptRegistration, 'revision' | 'createdAt' | 'updatedAt'>): KeptRegistration;
  /** DOSSIER_CONFLICT when the content is not at `baseRevision` any more. */
  keep(id: string, baseRevision: number, content: RegistrationContent): KeptRegistration;
  /** Any of the other facts, in one transaction; the content only together with them. */
  change(
    id: string,
    facts: Partial<Omit<KeptRegistration, 'id' | 'revision' | 'createdAt'>>,
  ): KeptRegistration;
  delete(id: string): void;
  /** @throws REGISTRATION_NOT_FOUND */
  restore(id: string): KeptRegistration;
  /** Ids of those with a request that the server has not answered. */
  waiting(): readonly string[];
  /** What the unit has registered, as last seen: a change dossier can be begun without a line. */
  standing(): StandingRegistration | undefined;
  keepStanding(standing: StandingRegistration): void;
  /** The unit's dossiers at the server, as last listed, newest first. */
  listed(): readonly ServerRegistrationSummary[];
  keepListed(summaries: readonly ServerRegistrationSummary[]): void;
}

/** Which bytes were signed, in which version of their dossier, with which certificate. */
export interface SignatureKey {
  readonly code: DossierCode;
  /** Of the dossier. */
  readonly version: number;
  readonly documentId: string;
  /** SHA-256 of the revision that was signed. */
  readonly base: string;
  /** SHA-256 of the certificate's DER. */
  readonly thumbprint: string;
}

/** The signed revision is the first `head` octets of the base, `inserted`, and the last `tail` octets of the base. */
export interface KeptSignature extends SignatureKey {
  /** Of the whole signed revision. */
  readonly sha256: string;
  readonly head: number;
  readonly tail: number;
  readonly inserted: Uint8Array;
}

/** Signatures that are made and that the server has not taken yet: nobody signs the same document twice. */
export interface SignatureShelf {
  /** All of them in one transaction. A second signature over the same bytes leaves the first. */
  keep(signatures: readonly KeptSignature[]): void;
  get(key: SignatureKey): KeptSignature | undefined;
  list(code: DossierCode): readonly SignatureKey[];
  /** Dossiers of which some are kept. */
  codes(): readonly DossierCode[];
  drop(signatures: readonly SignatureKey[]): void;
}

export interface SeenDocument {
  readonly documentId: string;
  /** Of the dossier. */
  readonly version: number;
  /** Of the frozen file. */
  readonly originalSha256: string;
}

/** What of each dossier was on this person's screen last. */
export interface SeenShelf {
  /** `content`: of the dossier in that version. */
  saw(code: DossierCode, document: SeenDocument, content: DossierContent): void;
  documents(code: DossierCode): readonly SeenDocument[];
  /** Of every version in which something was seen last, by its number. */
  contents(code: DossierCode): ReadonlyMap<number, DossierContent>;
}

/** Opens stores by person and unit. */
export interface AccountStores {
  /**
   * The store of this machine while nobody is signed in: registrations of units that have no account yet. Whoever uses
   * the machine sees and goes on with them; that is meant, for there is no account by which to tell people apart.
   */
  machine(): AccountStore;
  /** Whether that store is there already: looking for dossiers need not make it. */
  hasMachine(): boolean;
  /** Whether this person has a store here, of whatever unit. */
  known(username: string): boolean;
  /** Drafts belong to the unit: a person who changes to another one works there in another store. @throws STORE_LOCKED,
   * STORE_KEY_LOST, STORE_NEWER, STORE_IN_USE, DISK_FULL, STORE_FAILED. */
  open(username: string, unitCode: string): AccountStore;
  /** The store in which this person worked last (see `use`); undefined when they have none. @throws as `open`. */
  openLast(username: string): AccountStore | undefined;
  /** Remembers this one of the person's stores as the one in which they worked last. @throws DISK_FULL, STORE_FAILED. */
  use(store: AccountStore, username: string): void;
  /**
   * Makes all stores of a person unreadable at once, then removes them; answers how many unsent changes went with them.
   * With a mark, those that are known to belong to another server than the one of that wipe mark stay.
   */
  wipe(username: string, mark?: string): number;
}
