/** One signing job: a dossier, or the declarations of a registration, with a token or a phone. */
import { z } from 'zod';
import { dossierCodeSchema } from '../domain/dossiers/dossier.ts';
import { signaturePolicySchema } from '../signatures/algorithms.ts';
import { jobIdSchema } from './call.ts';
import { failureSchema } from './errors.ts';
import { phoneWaitSchema } from './remote-ca/window.ts';

export const signingPhaseSchema = z.enum([
  'preparing',
  'awaiting-pin',
  /** The request is on the phone; see `phone`. */
  'awaiting-phone',
  'signing',
  'sending',
  'done',
  'cancelled',
  'failed',
]);

/** State of one signing job; also the payload of the `signing.progress` event. */
export const signingJobSchema = z.object({
  jobId: jobIdSchema,
  code: dossierCodeSchema,
  phase: signingPhaseSchema,
  done: z.number().int(),
  total: z.number().int(),
  /** Name of the document at hand. */
  current: z.string(),
  /** In phase `awaiting-phone`. */
  phone: phoneWaitSchema.optional(),
  policy: signaturePolicySchema,
  failure: failureSchema.optional(),
  /** After `done`: what was signed. */
  results: z.array(
    z.object({
      documentId: z.string(),
      name: z.string(),
      sha256: z.string(),
      indication: z.enum(['valid', 'invalid', 'indeterminate']),
      warnings: z.array(z.string()),
    }),
  ),
});
export type SigningJob = z.infer<typeof signingJobSchema>;
