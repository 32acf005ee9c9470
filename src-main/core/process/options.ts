import { z } from 'zod';
import { appInfoSchema } from '#shared/contract/ipc.ts';
import { signaturePolicySchema } from '#shared/signatures/algorithms.ts';

/** What a core is started with; the first message that a core process receives. */
export const coreOptionsSchema = z.strictObject({
  /** Absolute path; drafts, settings and logs live under it. */
  dataFolder: z.string().min(1),
  backendUrl: z.url(),
  /** PKCS#11 modules asked for by path, besides those of the catalogue. */
  modules: z.array(z.string().min(1)),
  shell: appInfoSchema.shape.shell,
  policy: signaturePolicySchema,
  demoAccounts: appInfoSchema.shape.demoAccounts.optional(),
});
export type CoreProcessOptions = z.infer<typeof coreOptionsSchema>;
