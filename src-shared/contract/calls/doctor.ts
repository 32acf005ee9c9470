/** The truth about this machine, for IT support. */
import { z } from 'zod';
import { call, fileSchema, none } from '../call.ts';
import { bundlePreviewSchema, checkActionSchema, checkSchema, logLevelSchema } from '../doctor.ts';

export const doctorCalls = {
  /** What `doctor.run` is going to look at, in its order. */
  'doctor.checks': call(none, z.object({ checks: z.array(checkSchema.pick({ id: true, title: true })) })),
  /** Each check is told by `doctor.checked` as soon as it has an answer. */
  'doctor.run': call(none, z.object({ checks: z.array(checkSchema) })),
  'doctor.act': call(
    z.strictObject({ action: checkActionSchema }),
    z.object({ done: z.boolean(), message: z.object({ vi: z.string(), en: z.string() }) }),
  ),
  /** Runs the checks again and puts together what would be sent. `summary`: the person's own words. */
  'doctor.bundle': call(z.strictObject({ summary: z.string().max(200) }), bundlePreviewSchema),
  /** The zip of exactly the files that the last preview showed. */
  'doctor.bundleFile': call(none, fileSchema),
  'logs.level': call(
    z.strictObject({ level: logLevelSchema.optional() }),
    z.object({ level: logLevelSchema }),
  ),
} as const;
