/** Work on a token that asks for a PIN and is not a signature of a dossier. */
import { z } from 'zod';
import { failureSchema } from './errors.ts';
import { pinPurposeSchema } from './tokens.ts';

export const selfTestStepSchema = z.object({
  /** What was tried, in the standard's terms: `C_GetSlotList`, `SHA-256`, `RSA-PKCS`, `key 01` … */
  name: z.string(),
  outcome: z.enum(['passed', 'failed', 'skipped']),
  ckr: z.string().optional(),
  milliseconds: z.number(),
  note: z.string().optional(),
});
export type SelfTestStep = z.infer<typeof selfTestStepSchema>;

export const tokenJobSchema = z.object({
  jobId: z.string(),
  purpose: pinPurposeSchema.exclude(['sign']),
  tokenSerial: z.string(),
  phase: z.enum(['awaiting-pin', 'working', 'done', 'cancelled', 'failed']),
  failure: failureSchema.optional(),
  /** A PIN or PUK was refused on the way: each entry has cost a try, whatever the job came to afterwards. */
  wrongEntries: z.number().int().optional(),
  /** Of a self-test and of a challenge. */
  steps: z.array(selfTestStepSchema),
});
export type TokenJob = z.infer<typeof tokenJobSchema>;

/** A module tried in a process of its own before it is trusted. */
export const moduleTrialSchema = z.object({
  path: z.string(),
  accepted: z.boolean(),
  failure: failureSchema.optional(),
  description: z.string(),
  manufacturer: z.string(),
  version: z.string(),
  tokens: z.number().int(),
  milliseconds: z.number(),
});
export type ModuleTrial = z.infer<typeof moduleTrialSchema>;

/** Logins that are kept for a batch: no PIN is asked for the same certificate until then. */
export const rememberedLoginsSchema = z.object({
  logins: z.array(
    z.object({
      certificateId: z.string(),
      owner: z.string(),
      /** It ends then unless it is used before: five minutes after the last use. */
      until: z.iso.datetime(),
    }),
  ),
});
export type RememberedLogins = z.infer<typeof rememberedLoginsSchema>;
