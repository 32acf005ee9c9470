/** The PKCS#11 trace: which call, how long, which answer. Arguments that may hold a secret never get here. */
import { z } from 'zod';

export const tracedCallSchema = z.object({
  /** Counts up within one token host; the beginning and the end of a call have the same. */
  sequence: z.number().int(),
  /** When the call began. */
  at: z.iso.datetime(),
  /** Name in the standard: C_GetSlotList … */
  call: z.string().max(60),
  /** Absent while the module has not come back. */
  milliseconds: z.number().optional(),
  /** CKR name, `CKR_OK` when all went well; absent while the module has not come back. */
  ckr: z.string().max(80).optional(),
  /** What may be told: slot, mechanism, object class, counts and lengths; never a PIN, key, data or certificate. */
  facts: z.record(z.string().max(40), z.union([z.string().max(200), z.number(), z.boolean()])),
});
export type TracedCall = z.infer<typeof tracedCallSchema>;

export const traceRowSchema = tracedCallSchema.extend({
  module: z.string(),
  /** Process number of its token host. */
  pid: z.number().int(),
  /** The host was ended over this call: it never came back. */
  ended: z.boolean().optional(),
});
export type TraceRow = z.infer<typeof traceRowSchema>;

export const traceSchema = z.object({
  on: z.boolean(),
  /** Oldest first; the newest few thousand are kept. */
  rows: z.array(traceRowSchema),
  /** Older rows that were dropped. */
  dropped: z.number().int(),
});
export type Trace = z.infer<typeof traceSchema>;
