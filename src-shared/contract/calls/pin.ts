/** Calls of the PIN prompt, for one job each. */
import { z } from 'zod';
import { byJob, call, jobIdSchema, none } from '../call.ts';
import { failureSchema } from '../errors.ts';
import { pinPromptSchema, pinPurposeSchema, sealedPinSchema } from '../tokens.ts';

export const pinCalls = {
  'pin.describe': call(
    byJob,
    z.object({
      prompt: pinPromptSchema,
      purpose: pinPurposeSchema,
      owner: z.string(),
      certificateSerial: z.string(),
      /** Empty, and the two below 0, when no dossier is signed. */
      dossierCode: z.string(),
      /** Of a batch; `dossierCode` is empty when there are several. */
      dossierCount: z.number().int().optional(),
      documentCount: z.number().int(),
      /** Total of the vouchers, đồng. */
      total: z.string(),
      algorithm: z.string(),
    }),
  ),
  'pin.submit': call(
    z.strictObject({
      jobId: jobIdSchema,
      sealed: sealedPinSchema,
      /** `sign` only: keep the login for this batch, until removal, screen lock, sign-out or five idle minutes. */
      remember: z.boolean().optional(),
    }),
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('accepted') }),
      /** A new prompt is given when another try is possible; the person must press again. */
      z.object({ kind: z.literal('refused'), failure: failureSchema, prompt: pinPromptSchema.optional() }),
    ]),
  ),
  'pin.cancel': call(byJob, none),
} as const;
