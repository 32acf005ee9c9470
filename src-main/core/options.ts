import { z } from 'zod';
import { appInfoSchema } from '#shared/contract/ipc.ts';
import { signaturePolicySchema } from '#shared/signatures/algorithms.ts';

/** What a shell tells the core at its start. Plain data: it crosses a process boundary. */
export const coreOptionsSchema = z.strictObject({
  dataFolder: z.string().min(1),
  backendUrl: z.url(),
  /** PKCS#11 modules to use beside those of the catalogue. */
  modules: z.array(z.string()),
  shell: z.enum(['electron', 'browser', 'cli']),
  policy: signaturePolicySchema,
  demoAccounts: appInfoSchema.shape.demoAccounts.default([]),
});
export type CoreOptions = z.input<typeof coreOptionsSchema>;
