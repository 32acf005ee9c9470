/** The part of the HTTP contract that keeps drafts and dossiers equal on every machine. All under `/api/v1/sync`. */
import { z } from 'zod';
import { dossierCodeSchema, dossierContentSchema, sha256Schema } from '../../domain/dossiers/dossier.ts';
import { failureSchema } from '../errors.ts';
import { mutationIdSchema, serverDossierSchema } from '../http.ts';
import { presentPersonSchema } from './presence.ts';

export { presentPersonSchema, type PresentPerson } from './presence.ts';

/** Most mutations in one push, most changes in one pull. */
export const largestBatch = 500;
/** Bytes of one mutation's JSON, and of a whole push once inflated. */
export const largestMutation = 8 * 1024 * 1024;
export const largestPush = 16 * 1024 * 1024;

/**
 * A change to a draft. Parsed one by one, so that a bad one is refused alone.
 * - `save` makes the draft (baseVersion 0), changes it, or brings a deleted one back (baseVersion: the tombstone's).
 * - `delete` leaves a tombstone.
 */
export const mutationSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('save'),
    id: mutationIdSchema,
    code: dossierCodeSchema,
    /** Version of the server's draft that was changed; 0 when the server has none. */
    baseVersion: z.number().int().nonnegative(),
    /** Version of the returned dossier that the draft mends; 0 for a new dossier. */
    dossierVersion: z.number().int().nonnegative(),
    content: dossierContentSchema,
    /** Why this version was made; shown in the history. */
    cause: z.enum(['edit', 'merge', 'restore', 'undo', 'recovered']),
  }),
  z.strictObject({
    kind: z.literal('delete'),
    id: mutationIdSchema,
    code: dossierCodeSchema,
    baseVersion: z.number().int().positive(),
  }),
]);
export type Mutation = z.infer<typeof mutationSchema>;

/** A draft as the server holds it, shared by the accountants of its unit. */
export const serverDraftSchema = z.object({
  code: dossierCodeSchema,
  unitCode: z.string(),
  /** Grows by one with each change, deletion included. */
  version: z.number().int().positive(),
  dossierVersion: z.number().int().nonnegative(),
  /** `forwarded`: the dossier was sent; the draft is closed and only read. */
  state: z.enum(['open', 'deleted', 'forwarded']),
  content: dossierContentSchema,
  createdBy: z.string(),
  createdByName: z.string(),
  createdAt: z.iso.datetime(),
  updatedBy: z.string(),
  updatedByName: z.string(),
  updatedAt: z.iso.datetime(),
  /** Place in the server's order of changes. */
  sequence: z.number().int().positive(),
});
export type ServerDraft = z.infer<typeof serverDraftSchema>;

/** POST /sync/push (KTV), may be `content-encoding: gzip`. Answers are in the order of the mutations. */
export const pushRequestSchema = z.strictObject({
  /** Chosen once per store; tells one person's machines apart. */
  device: z.uuid(),
  mutations: z.array(z.unknown()).min(1).max(largestBatch),
});
export const mutationResultSchema = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('applied'),
    id: z.string(),
    version: z.number().int().positive(),
    sequence: z.number().int().positive(),
  }),
  /** Someone else changed, deleted or forwarded the draft since baseVersion; `current` is what stands now. */
  z.object({ outcome: z.literal('conflict'), id: z.string(), current: serverDraftSchema }),
  /** Never to be applied as it is. `id` is empty when it could not be read. */
  z.object({ outcome: z.literal('refused'), id: z.string(), failure: failureSchema }),
  /**
   * Nothing was decided: the answer already carries as many current drafts as fit into one. To be sent again,
   * unchanged. Never the first result of a push.
   */
  z.object({ outcome: z.literal('later'), id: z.string() }),
]);
export type MutationResult = z.infer<typeof mutationResultSchema>;
export const pushAnswerSchema = z.object({ results: z.array(mutationResultSchema) });

/**
 * GET /sync/pull?cursor=…&limit=… : what has changed since the cursor, in the server's order; each dossier or draft at
 * most once, as it stands now. Without a cursor: everything that is not deleted. Drafts go to accountants only.
 */
export const pullQuerySchema = z.strictObject({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(largestBatch).optional(),
});
export const changeSchema = z.discriminatedUnion('kind', [
  /** Deleted and forwarded drafts come too, with their state: a tombstone keeps its last content. */
  z.object({ kind: z.literal('draft'), draft: serverDraftSchema }),
  z.object({
    kind: z.literal('dossier'),
    sequence: z.number().int().positive(),
    dossier: serverDossierSchema,
  }),
]);
export type Change = z.infer<typeof changeSchema>;
export const pullAnswerSchema = z.object({
  changes: z.array(changeSchema),
  /** Opaque; to be sent with the next pull. */
  cursor: z.string().max(500),
  more: z.boolean(),
  /**
   * The cursor cannot be continued (too old, or the server was restored from a backup): `changes` is empty, `cursor`
   * starts from the beginning. `lostAfter`: what the server said with a greater sequence is unknown to it now.
   */
  resyncRequired: z.object({ lostAfter: z.number().int().nonnegative().optional() }).optional(),
});
export type PullAnswer = z.infer<typeof pullAnswerSchema>;

/** GET /sync/drafts/:code/versions, newest first; GET /sync/drafts/:code/versions/:version → serverDraftVersionSchema. */
export const draftVersionSummarySchema = z.object({
  version: z.number().int().positive(),
  at: z.iso.datetime(),
  by: z.string(),
  byName: z.string(),
  cause: z.enum(['edit', 'merge', 'restore', 'undo', 'recovered', 'deleted', 'forwarded']),
});
export const draftVersionListSchema = z.object({ versions: z.array(draftVersionSummarySchema) });
export const serverDraftVersionSchema = draftVersionSummarySchema.extend({ content: dossierContentSchema });

/**
 * Attachments, resumable. HEAD /sync/blobs/:sha256 → headers `upload-offset` (bytes that have arrived) and
 * `upload-length` (present once known; equal when whole); 404 when nothing has arrived.
 * PATCH /sync/blobs/:sha256 with `upload-offset`, `upload-length` and octet-stream → blobProgressSchema; a wrong offset
 * is UPLOAD_OFFSET (409) with `offset` in its details. GET /sync/blobs/:sha256 → bytes, honours `range`.
 * A mutation may cite only blobs that are whole and were uploaded for, or belong to, its unit: else BLOB_MISSING.
 */
export const blobProgressSchema = z.object({ sha256: sha256Schema, offset: z.number().int().nonnegative() });

/** PUT /sync/presence: who works where; `code: null` leaves. Forgotten after 45 s without a word. */
export const presenceRequestSchema = z.strictObject({
  device: z.uuid(),
  code: dossierCodeSchema.nullable(),
  /** Content path of the field that has the focus; empty when none. */
  path: z.string().max(300),
});

/**
 * GET /sync/events (text/event-stream): each `data:` line is one of these, as JSON. A comment line at least every 15 s.
 */
export const liveEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('changed'), sequence: z.number().int(), codes: z.array(z.string()) }),
  /** Everybody of the unit who is at work now, the listener's own devices included. */
  z.object({ kind: z.literal('presence'), people: z.array(presentPersonSchema) }),
]);
export type LiveEvent = z.infer<typeof liveEventSchema>;

/** POST /officer/people/:username/revoke (KBNN) → 204: ends the person's sessions and erases their desktop stores. */

/**
 * Details of ACCESS_REVOKED carry `proof`: the secret whose SHA-256 (lower-case hex) the session's `wipeMark` was.
 * A desktop erases its store only for the right proof, so that nobody on the line can have it erased.
 */
export const wipeProofSchema = z.string().regex(/^[\w-]{43}$/);
