import { z } from 'zod';
import { failureSchema } from '#shared/contract/errors.ts';
import { appInfoSchema } from '#shared/contract/user.ts';
import { signaturePolicySchema } from '#shared/signatures/algorithms.ts';

/**
 * Where the key of the stores comes from. A shell that has an operating system's key store fetches it there and gives it;
 * otherwise a passphrase opens it (`passphrase` of scripts and tests; left out, the window asks).
 */
export const storeKeySourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('given'),
    place: z.enum(['safe-storage', 'keyring', 'given']),
    /** 32 bytes, lower-case hex. */
    key: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  z.strictObject({
    kind: z.literal('passphrase'),
    passphrase: z.string().optional(),
    /** Why the system's key store is not used (STORE_KEY_UNSAFE), when a shell has looked for one. */
    reason: failureSchema.optional(),
  }),
  z.strictObject({
    kind: z.literal('failed'),
    place: z.enum(['safe-storage', 'keyring']),
    failure: failureSchema,
    /** A new key that the shell has put into the same place, for the day after the stores are set aside. */
    next: z.strictObject({ id: z.uuid(), key: z.string().regex(/^[0-9a-f]{64}$/) }).optional(),
  }),
]);
export type StoreKeySource = z.infer<typeof storeKeySourceSchema>;

/** What a shell tells the core at its start. Plain data: it crosses a process boundary. */
export const coreOptionsSchema = z.strictObject({
  dataFolder: z.string().min(1),
  /** Of another machine: https only. The line says BACKEND_INSECURE to every call otherwise. */
  backendUrl: z.url(),
  /** PKCS#11 modules to use beside those of the catalogue. */
  modules: z.array(z.string()),
  shell: z.enum(['electron', 'browser', 'cli']),
  policy: signaturePolicySchema,
  storeKey: storeKeySourceSchema.default({ kind: 'passphrase' }),
  demoAccounts: appInfoSchema.shape.demoAccounts.default([]),
});
export type CoreOptions = z.input<typeof coreOptionsSchema>;
