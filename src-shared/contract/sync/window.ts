/** What the window is told of drafts on this machine: their history, conflicts, queue and line. */
import { z } from 'zod';
import { contentChangeSchema, contentConflictSchema } from '../../domain/drafts/content-change.ts';
import { dossierCodeSchema, dossierContentSchema } from '../../domain/dossiers/dossier.ts';
import { failureSchema } from '../errors.ts';
import { presentPersonSchema } from './presence.ts';

/** State of the line and the queue; also the payload of the event `sync.changed`. */
export const syncStateSchema = z.object({
  /**
   * `live` up to date and listening · `syncing` at work · `offline` no line, tries again at `nextTryAt` ·
   * `sign-in` the session has ended: a password is needed before anything is sent · `off` nobody is signed in.
   */
  line: z.enum(['live', 'syncing', 'offline', 'sign-in', 'off']),
  /** When the server was last fully caught up with; absent: never. What is shown is as old as this. */
  syncedAt: z.iso.datetime().optional(),
  nextTryAt: z.iso.datetime().optional(),
  /** Changes on this machine that the server does not have yet. */
  waiting: z.number().int(),
  /** Changes that the server refused; they wait for the person. */
  setAside: z.number().int(),
  /** Drafts with an undecided conflict. */
  conflicts: z.number().int(),
  /** Why the line is down, when it is. */
  failure: failureSchema.optional(),
  /** During a long pull or upload: done and total, 0 when unknown. */
  progress: z.object({ done: z.number().int(), total: z.number().int() }).optional(),
});
export type SyncState = z.infer<typeof syncStateSchema>;

/** One change that waits, as the person sees it. */
export const queuedChangeSchema = z.object({
  sequence: z.number().int(),
  code: dossierCodeSchema,
  title: z.string(),
  kind: z.enum(['save', 'delete']),
  /** When it was last changed on this machine. */
  at: z.iso.datetime(),
  state: z.enum(['waiting', 'sending', 'uploading', 'conflict', 'set-aside']),
  attempts: z.number().int(),
  failure: failureSchema.optional(),
  /** While an attachment goes up: bytes. */
  upload: z.object({ name: z.string(), sent: z.number().int(), total: z.number().int() }).optional(),
});
export type QueuedChange = z.infer<typeof queuedChangeSchema>;

/** How a draft on this machine stands to the server's; absent from views of dossiers that are not drafts. */
export const draftStateSchema = z.object({
  /** Changes of it that wait. */
  waiting: z.boolean(),
  setAside: failureSchema.optional(),
  /** Number of undecided conflicts. */
  conflicts: z.number().int(),
  canUndo: z.boolean(),
  canRedo: z.boolean(),
  /** Who changed it last, when that was somebody else. */
  changedBy: z.string().optional(),
});
export type DraftState = z.infer<typeof draftStateSchema>;

export const draftVersionSchema = z.object({
  /** `local:<n>` of this machine, `server:<n>` of the server. */
  id: z.string().max(40),
  at: z.iso.datetime(),
  by: z.string(),
  cause: z.enum([
    'edit',
    'merge',
    'restore',
    'undo',
    'recovered',
    'deleted',
    'forwarded',
    /** The side that lost a conflict, kept here. */
    'kept',
    /** An edit of a dossier that had been sent meanwhile: kept here, never applied by itself. */
    'late',
    /** As it came from the server. */
    'received',
  ]),
  /** Not yet on the server. */
  unsent: z.boolean(),
  /** It is what stands now. */
  current: z.boolean(),
});
export type DraftVersion = z.infer<typeof draftVersionSchema>;

export const draftHistorySchema = z.object({
  /** Newest first. */
  versions: z.array(draftVersionSchema),
  /** Present when the server's versions could not be fetched. */
  offline: failureSchema.optional(),
});

export const draftVersionViewSchema = z.object({
  version: draftVersionSchema,
  content: dossierContentSchema,
  /** From this version to what stands now. */
  changes: z.array(contentChangeSchema),
});

/** Three columns of a conflict. */
export const draftConflictSchema = z.object({
  code: dossierCodeSchema,
  /** To be sent back with the decision; DOSSIER_CONFLICT when theirs has moved on since. */
  theirsVersion: z.number().int(),
  theirsBy: z.string(),
  theirsAt: z.iso.datetime(),
  before: dossierContentSchema,
  mine: dossierContentSchema,
  theirs: dossierContentSchema,
  conflicts: z.array(contentConflictSchema),
});
export type DraftConflict = z.infer<typeof draftConflictSchema>;

/** Something that happened to a person's work and that they should read once; shown until dismissed. */
export const storeNoticeSchema = z.object({
  id: z.number().int(),
  at: z.iso.datetime(),
  /**
   * `recovered` a damaged store was set aside (`folder`) · `recoded` a draft got another code (`from`, `code`) ·
   * `brought-back` the server had lost a dossier (`code`) and got it back · `revived` a deleted draft came back because
   * someone had edited it (`code`) · `frozen` an edit came after the dossier was sent (`code`) and is in its history.
   */
  kind: z.enum(['recovered', 'recoded', 'brought-back', 'revived', 'frozen']),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type StoreNotice = z.infer<typeof storeNoticeSchema>;

/** How the key of the stores on this machine is kept. */
export const storeKeyStateSchema = z.object({
  /**
   * `open` the key is here · `passphrase-new` a passphrase must be chosen · `passphrase` it must be entered ·
   * `failed` see `failure`.
   */
  state: z.enum(['open', 'passphrase-new', 'passphrase', 'failed']),
  place: z.enum(['safe-storage', 'keyring', 'passphrase', 'given']),
  failure: failureSchema.optional(),
});
export type StoreKeyState = z.infer<typeof storeKeyStateSchema>;

export const presenceSchema = z.object({ people: z.array(presentPersonSchema) });
