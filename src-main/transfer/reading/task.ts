/** What the reading process is asked and what it answers; parsed on either side. */
import { z } from 'zod';
import { failureSchema } from '#shared/contract/errors.ts';
import { foundSchema } from '../found.ts';

/** Said as a type too: zod's own inference fixes the kind of buffer behind the view. */
const bytes: z.ZodType<Uint8Array> = z.instanceof(Uint8Array);

export const readingTaskSchema = z.strictObject({ name: z.string(), bytes });
export type ReadingTask = z.output<typeof readingTaskSchema>;

export const readingAnswerSchema = z.discriminatedUnion('ok', [
  /** `more`: what else was found comes after `nextMessage`, so that neither side is held up by one long message. */
  z.object({ ok: z.literal(true), found: z.array(foundSchema), more: z.boolean().optional() }),
  z.object({ ok: z.literal(false), failure: failureSchema }),
]);
export type ReadingAnswer = z.output<typeof readingAnswerSchema>;

/** The first message says that the program has been loaded; each later one answers a task or `nextMessage`. */
export const readyMessage = 'ready';
/** Asks for what else was found. */
export const nextMessage = 'next';
