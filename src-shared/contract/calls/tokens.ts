/** Tokens, their modules and what is done with a PIN or a PUK; the trace of what was asked of them. */
import { z } from 'zod';
import { byJob, call, certificateIdSchema, none } from '../call.ts';
import { failureSchema } from '../errors.ts';
import { moduleTrialSchema, rememberedLoginsSchema, tokenJobSchema } from '../token-jobs.ts';
import { certificateViewSchema, tokenListSchema } from '../tokens.ts';
import { traceSchema } from '../trace.ts';

const tokenSerial = z.string().min(1).max(200);

export const tokenCalls = {
  'tokens.list': call(none, tokenListSchema),
  'certificates.list': call(
    none,
    z.object({
      certificates: z.array(certificateViewSchema),
      problems: z.array(failureSchema),
      /** Modules that have not answered yet; `tokens.changed` follows when they do. */
      pending: z.array(z.string()),
    }),
  ),
  /** Ends every token host that nobody is signing with, and looks afresh. */
  'tokens.lookAgain': call(none, tokenListSchema),
  /** Tries a module in a process of its own; one that answers is used from now on, also after a restart. */
  'modules.add': call(z.strictObject({ path: z.string().min(1).max(1000) }), moduleTrialSchema),
  /** Of a module that a person has added. */
  'modules.remove': call(z.strictObject({ path: z.string().min(1).max(1000) }), tokenListSchema),

  /** These begin a job for which the PIN prompt opens (`openPinPrompt`). They throw what the PIN state forbids. */
  'tokens.changePin': call(z.strictObject({ tokenSerial }), tokenJobSchema),
  'tokens.unblockPin': call(z.strictObject({ tokenSerial }), tokenJobSchema),
  /** One signature over random bytes, verified with the certificate: the private key works. */
  'tokens.challenge': call(z.strictObject({ certificateId: certificateIdSchema }), tokenJobSchema),
  /** Without `withPin` only what needs no login; the job is done when this answers. */
  'tokens.selfTest': call(
    z.strictObject({ modulePath: z.string().max(1000), tokenSerial, withPin: z.boolean() }),
    tokenJobSchema,
  ),
  'tokens.job': call(byJob, tokenJobSchema),
  'tokens.cancelJob': call(byJob, tokenJobSchema),

  'trace.set': call(z.strictObject({ on: z.boolean() }), traceSchema),
  'trace.read': call(none, traceSchema),
  /** Forgets the rows. */
  'trace.clear': call(none, traceSchema),

  'signing.remembered': call(none, rememberedLoginsSchema),
  /** Logs out of every token at once. */
  'signing.forget': call(none, rememberedLoginsSchema),
} as const;
