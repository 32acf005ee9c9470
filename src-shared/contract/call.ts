/** What the tables of calls are made of. */
import { z } from 'zod';
import { dossierCodeSchema } from '../domain/dossiers/dossier.ts';

/** One call: what goes in and what comes out, each parsed by whoever receives it. */
export const call = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ input, output });

export const none = z.strictObject({});
export const byCode = z.strictObject({ code: dossierCodeSchema });

export const jobIdSchema = z.string().min(1).max(64);
export const byJob = z.strictObject({ jobId: jobIdSchema });

export const certificateIdSchema = z.string().max(300);

/** Base64 of at most 100 MB. */
export const base64Schema = z.string().max(140_000_000);
export const fileSchema = z.object({
  name: z.string(),
  mediaType: z.string(),
  sha256: z.string(),
  base64: base64Schema,
});
