/** Who is signed in, and the key of what this machine keeps for them. */
import { z } from 'zod';
import { call, none } from '../call.ts';
import { storeKeyStateSchema, storeNoticeSchema } from '../sync/window.ts';
import { appInfoSchema, userSchema } from '../user.ts';

export const sessionCalls = {
  'app.info': call(none, appInfoSchema),
  'session.current': call(
    none,
    z.object({
      user: userSchema.nullable(),
      /** Signed in with what this machine knows, or the server's session has ended: steps that need it will ask. */
      offline: z.boolean().optional(),
      /** Random id by which the server knows this person's store on this machine. */
      device: z.string().optional(),
    }),
  ),
  'session.signIn': call(
    z.strictObject({ username: z.string().min(1).max(100), password: z.string().min(1).max(200) }),
    z.object({ user: userSchema, offline: z.boolean().optional() }),
  ),
  /** Sends what waits (for a few seconds at most), then locks the person's store. */
  'session.signOut': call(
    none,
    z.object({
      /** Changes that stay safe on this machine until this person signs in again. */
      unsent: z.number().int().optional(),
    }),
  ),

  /** @throws PASSWORD_WRONG, PASSWORD_WEAK, PASSWORD_SAME */
  'session.changePassword': call(
    z.strictObject({ current: z.string().min(1).max(200), next: z.string().min(1).max(200) }),
    z.object({ user: userSchema }),
  ),

  'store.key': call(none, storeKeyStateSchema),
  /** Chooses (state `passphrase-new`) or enters (`passphrase`) the passphrase of the stores. */
  'store.unlock': call(z.strictObject({ passphrase: z.string().min(1).max(200) }), storeKeyStateSchema),
  /** Sets the stores whose key is lost aside (they stay on the disk) and starts with a new key. */
  'store.setAside': call(none, storeKeyStateSchema),
  'store.notices': call(none, z.object({ notices: z.array(storeNoticeSchema) })),
  'store.dismiss': call(z.strictObject({ id: z.number().int() }), none),
} as const;
