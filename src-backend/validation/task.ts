/** What the validation workers are asked and what they answer; parsed on either side. */
import { z } from 'zod';
import { failureSchema } from '#shared/contract/errors.ts';
import { signatureReportSchema, validationReportSchema } from '#shared/validation/report.ts';

/** Said as a type too: zod's own inference fixes the kind of buffer behind the view. */
const bytes: z.ZodType<Uint8Array> = z.instanceof(Uint8Array);
const judged = {
  name: z.string(),
  format: z.enum(['pades', 'xades', 'cades']),
  /** The signed file, for a detached CAdES. */
  content: bytes.optional(),
  trustAnchors: z.array(bytes),
  intermediates: z.array(bytes),
  now: z.date(),
};

/** Validate a document as it stands. */
export const reportTaskSchema = z.strictObject({ kind: z.literal('report'), ...judged, bytes });
/** Compare a newly signed revision with the one before, and validate both. */
export const revisionTaskSchema = z.strictObject({
  kind: z.literal('revision'),
  ...judged,
  before: bytes,
  after: bytes,
  /** `before` is the unsigned original. */
  first: z.boolean(),
});
/** Read a voucher's XML for the one thing that has a name of its own: a total that its lines do not add up to. */
export const totalTaskSchema = z.strictObject({ kind: z.literal('total'), xml: bytes });
export const taskSchema = z.discriminatedUnion('kind', [
  reportTaskSchema,
  revisionTaskSchema,
  totalTaskSchema,
]);

export type ReportTask = z.output<typeof reportTaskSchema>;
export type RevisionTask = z.output<typeof revisionTaskSchema>;
export type TotalTask = z.output<typeof totalTaskSchema>;
export type Task = z.output<typeof taskSchema>;

export const reportResultSchema = validationReportSchema;
export const revisionResultSchema = z.object({
  report: validationReportSchema,
  /** Signatures on the revision before. */
  earlier: z.array(signatureReportSchema),
});
export type RevisionResult = z.output<typeof revisionResultSchema>;
export const totalResultSchema = z.object({ mismatch: z.boolean() });

/** The first message of a thread says that its program has been loaded; each later one answers a task. */
export const readyMessage = 'ready';
export const answerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), result: z.unknown() }),
  /** `stack`: of an error that is not one of ours, for the log alone. */
  z.object({ ok: z.literal(false), failure: failureSchema, stack: z.string().optional() }),
]);
export type Answer = z.output<typeof answerSchema>;
