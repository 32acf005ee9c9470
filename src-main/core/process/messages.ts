/** Messages between a core process and the shell that started it; each side parses what it receives. */
import { z } from 'zod';
import { failureSchema } from '#shared/contract/errors.ts';
import { coreEventSchema, requestSchema, responseSchema } from '#shared/contract/ipc.ts';
import { coreOptionsSchema } from '../options.ts';

export const toCoreSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('start'), options: coreOptionsSchema }),
  z.strictObject({ kind: z.literal('call'), request: requestSchema }),
  z.strictObject({ kind: z.literal('close') }),
]);
export type ToCore = z.infer<typeof toCoreSchema>;

export const fromCoreSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('started') }),
  z.object({ kind: z.literal('not-started'), failure: failureSchema }),
  z.object({ kind: z.literal('response'), response: responseSchema }),
  z.object({ kind: z.literal('event'), event: coreEventSchema }),
]);
export type FromCore = z.infer<typeof fromCoreSchema>;
