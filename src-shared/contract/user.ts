/** Who works at the window, and with what. */
import { z } from 'zod';
import { roleSchema } from '../domain/people/roles.ts';
import { signaturePolicySchema } from '../signatures/algorithms.ts';

export const userSchema = z.object({
  username: z.string(),
  name: z.string(),
  role: roleSchema,
  unitCode: z.string(),
  unitName: z.string(),
  treasuryCode: z.string(),
  treasuryName: z.string(),
  /** Upper-case hex serial of the certificate registered with KBNN, if any. */
  certificateSerial: z.string().optional(),
  /** Signed in with a one-time password: nothing but `session.changePassword` is answered until it has been changed. */
  mustChangePassword: z.boolean().optional(),
});
export type User = z.infer<typeof userSchema>;

export const appInfoSchema = z.object({
  version: z.string(),
  shell: z.enum(['electron', 'browser', 'cli']),
  backendUrl: z.string(),
  policy: signaturePolicySchema,
  dataFolder: z.string(),
  /** Accounts of the demo data, shown on the sign-in screen; empty outside the demo. */
  demoAccounts: z.array(
    z.object({ username: z.string(), password: z.string(), role: roleSchema, name: z.string() }),
  ),
});
export type AppInfo = z.infer<typeof appInfoSchema>;
