/** Signing many vouchers of many dossiers with one PIN: what is reviewed, how it goes, what became of each. */
import { z } from 'zod';
import { dossierCodeSchema, dossierStatusSchema, sha256Schema } from '../domain/dossiers/dossier.ts';
import { formIdSchema } from '../domain/vouchers/voucher.ts';
import { contentChangeSchema } from '../domain/drafts/content-change.ts';
import { signaturePolicySchema } from '../signatures/algorithms.ts';
import { byJob, call, fileSchema, jobIdSchema } from './call.ts';
import { failureSchema } from './errors.ts';
import { phoneWaitSchema } from './remote-ca/window.ts';

/** Most dossiers of one batch; each may hold up to 1000 vouchers. */
export const mostBatchDossiers = 1000;

/** One thing that is chosen and reported: a voucher (its printed form and its data), or one attachment. */
export const batchEntrySchema = z.object({
  code: dossierCodeSchema,
  /** Id of the voucher or attachment within the dossier. */
  entryId: z.string().max(80),
  kind: z.enum(['voucher', 'attachment']),
  /** Of a voucher. */
  formId: formIdSchema.optional(),
  number: z.string(),
  date: z.string(),
  /** Who gets the money; of an attachment: its file name. */
  name: z.string(),
  /** Đồng; `0` for an attachment and for mẫu 20, which repeats its voucher's sum. */
  total: z.string(),
  /** What will be signed: id and the SHA-256 of the newest revision, of the bytes that `documents.read` shows. */
  documents: z.array(z.object({ id: z.string(), name: z.string(), sha256: sha256Schema })),
  /** `new`: this person has never seen it; `changed`: it is another than they last saw; `seen`: the same bytes. */
  seen: z.enum(['new', 'changed', 'seen']),
});
export type BatchEntry = z.infer<typeof batchEntrySchema>;

export const batchReviewSchema = z.object({
  entries: z.array(batchEntrySchema),
  dossiers: z.array(
    z.object({ code: dossierCodeSchema, title: z.string(), status: dossierStatusSchema, total: z.string() }),
  ),
  /** Dossiers that cannot be signed now, and why. */
  refused: z.array(z.object({ code: dossierCodeSchema, title: z.string(), failure: failureSchema })),
});
export type BatchReview = z.infer<typeof batchReviewSchema>;

/** What is different from what this person last saw of the dossier; empty when nothing is or nothing was seen. */
export const seenDifferencesSchema = z.object({
  seenVersion: z.number().int().optional(),
  changes: z.array(contentChangeSchema),
});

export const batchPhaseSchema = z.enum([
  'preparing',
  'awaiting-pin',
  /** The request is on the phone; see `phone`. */
  'awaiting-phone',
  'signing',
  /** Stopped between two signatures (token pulled out, line lost): `batch.resume` goes on with what is left. */
  'paused',
  'sending',
  'done',
  'cancelled',
  'failed',
]);

export const batchRowStateSchema = z.enum([
  'waiting',
  /** Its signatures are made and kept on this machine; the server has not taken them yet. */
  'signed',
  /** The server has taken the signatures. */
  'sent',
  'failed',
]);

export const batchRowSchema = z.object({
  code: dossierCodeSchema,
  entryId: z.string(),
  number: z.string(),
  name: z.string(),
  total: z.string(),
  state: batchRowStateSchema,
  failure: failureSchema.optional(),
  indication: z.enum(['valid', 'invalid', 'indeterminate']).optional(),
  warnings: z.array(z.string()),
});
export type BatchRow = z.infer<typeof batchRowSchema>;

/** How a batch stands; also the payload of `batch.progress`, at most a few times a second. Rows are asked for apart. */
export const signingBatchSchema = z.object({
  jobId: jobIdSchema,
  phase: batchPhaseSchema,
  policy: signaturePolicySchema,
  /** Documents (signatures). */
  signed: z.number().int(),
  documents: z.number().int(),
  /** Entries the server has taken, of all. */
  sent: z.number().int(),
  failed: z.number().int(),
  entries: z.number().int(),
  /** Name of the document at hand. */
  current: z.string(),
  /** The key is at a provider: no token is in it. */
  byPhone: z.boolean(),
  /** In phase `awaiting-phone`. */
  phone: phoneWaitSchema.optional(),
  /** Estimated from the speed so far; absent until it can be told. */
  secondsLeft: z.number().int().nonnegative().optional(),
  /** Sum of the chosen vouchers, đồng. */
  total: z.string(),
  failure: failureSchema.optional(),
});
export type SigningBatch = z.infer<typeof signingBatchSchema>;

export const batchCalls = {
  /** What these dossiers ask this person to sign. */
  'batch.review': call(
    z.strictObject({ codes: z.array(dossierCodeSchema).min(1).max(mostBatchDossiers) }),
    batchReviewSchema,
  ),
  /** The printed form was on the screen: from now on it counts as seen in this version. */
  'batch.saw': call(
    z.strictObject({ code: dossierCodeSchema, documentId: z.string().max(80), sha256: sha256Schema }),
    z.strictObject({}),
  ),
  'batch.differences': call(z.strictObject({ code: dossierCodeSchema }), seenDifferencesSchema),
  /** `expected`: documents as reviewed, id → sha256; a dossier whose documents differ is refused, the others go on. */
  'batch.start': call(
    z.strictObject({
      certificateId: z.string().max(300),
      dossiers: z
        .array(
          z.strictObject({ code: dossierCodeSchema, expected: z.record(z.string().max(80), sha256Schema) }),
        )
        .min(1)
        .max(mostBatchDossiers),
      policy: signaturePolicySchema.optional(),
    }),
    signingBatchSchema,
  ),
  'batch.status': call(byJob, signingBatchSchema),
  'batch.rows': call(byJob, z.object({ rows: z.array(batchRowSchema) })),
  /** Between two signatures; what is signed already is still sent. */
  'batch.cancel': call(byJob, signingBatchSchema),
  /** Goes on with what is left of a paused batch: nothing is signed twice. */
  'batch.resume': call(byJob, signingBatchSchema),
  /**
   * In phase `awaiting-phone`: takes the request back and sends a new one for what is left; else nothing. One that was
   * confirmed in the same moment counts. REMOTE_SESSION_EXPIRED: the request stands as it was.
   */
  'batch.resend': call(byJob, signingBatchSchema),
  'batch.report': call(z.strictObject({ jobId: jobIdSchema, format: z.enum(['csv', 'xlsx']) }), fileSchema),
} as const;
