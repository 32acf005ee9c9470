/** Providers of remote signatures (ký số từ xa), as people choose them. Which there are is the server's configuration. */
import { z } from 'zod';

/** `VNPT`, `VIETTEL`, `MISA`, `NACENCOMM`, or the name that a server gives to a further one. */
export const remoteProviderIdSchema = z.string().regex(/^[A-Z][A-Z0-9_]{1,31}$/);
export type RemoteProviderId = z.infer<typeof remoteProviderIdSchema>;

export const remoteProviderSchema = z.object({
  id: remoteProviderIdSchema,
  /** `VNPT SmartCA`: the same in every language. */
  name: z.string().min(1).max(80),
  /** The app on the phone in which requests are confirmed. */
  app: z.string().min(1).max(80),
  /** What the person is asked for: MISA and VNPT want a password, Viettel the user name alone. */
  asks: z.enum(['username', 'username-password']),
  /** What a user name looks like, for the empty field: `CMT_0123456789`. */
  usernameExample: z.string().max(80),
  /** Hashes that one confirmation may cover; more go in several transactions, one after the other. */
  mostDocuments: z.number().int().positive(),
  /** How long a request waits on the phone, seconds. */
  waitSeconds: z.number().int().positive(),
  /** Schemes that it signs with; PSS or ECDSA are needed for the policy `tt15-2025`. */
  schemes: z.array(z.enum(['rsa-pkcs1', 'rsa-pss', 'ecdsa'])).min(1),
  /** `simulator`: nobody's real signature; shown beside the name. */
  environment: z.enum(['production', 'test', 'simulator']),
});
export type RemoteProvider = z.infer<typeof remoteProviderSchema>;
