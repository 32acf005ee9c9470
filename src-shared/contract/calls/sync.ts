/** The exchange of changes with the server, and where the colleagues work. */
import { z } from 'zod';
import { dossierCodeSchema } from '../../domain/dossiers/dossier.ts';
import { call, none } from '../call.ts';
import { presenceSchema, queuedChangeSchema, syncStateSchema } from '../sync/window.ts';

export const syncCalls = {
  'sync.state': call(none, syncStateSchema),
  /** Tries at once; answers when that try has ended. */
  'sync.now': call(none, syncStateSchema),
  'sync.queue': call(none, z.object({ changes: z.array(queuedChangeSchema) })),
  /** Tries a waiting or refused change again. */
  'sync.retry': call(z.strictObject({ sequence: z.number().int() }), syncStateSchema),
  /** Gives a refused change up: the draft becomes the server's again, the person's copy stays in the history. */
  'sync.discard': call(z.strictObject({ sequence: z.number().int() }), syncStateSchema),
  /** Tells the colleagues where this person works; `code: null` leaves. */
  'presence.set': call(
    z.strictObject({ code: dossierCodeSchema.nullable(), path: z.string().max(300) }),
    none,
  ),
  'presence.list': call(none, presenceSchema),
} as const;
