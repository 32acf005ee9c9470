/** Signs one dossier with a token or a phone; batches are in batch.ts. */
import { z } from 'zod';
import { signaturePolicySchema } from '../../signatures/algorithms.ts';
import { byCode, byJob, call, certificateIdSchema } from '../call.ts';
import { signingJobSchema } from '../signing-job.ts';

export const signingCalls = {
  /** `expected`: the documents as they were shown, id → sha256; DOCUMENT_CHANGED if one differs. */
  'signing.start': call(
    byCode.extend({
      certificateId: certificateIdSchema,
      expected: z.record(z.string(), z.string()),
      policy: signaturePolicySchema.optional(),
    }),
    signingJobSchema,
  ),
  'signing.status': call(byJob, signingJobSchema),
  'signing.cancel': call(byJob, signingJobSchema),
} as const;
