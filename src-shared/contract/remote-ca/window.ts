/**
 * Remote signatures between core and window. Once a provider is opened its certificates stand beside those of tokens:
 * their ids (`remote:PROVIDER:thumbprint`) go wherever a `certificateId` goes (`signing.start`, `batch.start`,
 * `registrations.*`), and the job waits in phase `awaiting-phone` in the place of `awaiting-pin`.
 */
import { z } from 'zod';
import { dossierCodeSchema } from '../../domain/dossiers/dossier.ts';
import { remoteProviderIdSchema, remoteProviderSchema } from '../../domain/remote-ca/provider.ts';
import { call, none } from '../call.ts';
import { failureSchema } from '../errors.ts';
import { certificateViewSchema } from '../tokens.ts';
import { codeWaySchema } from './http.ts';

/** What the window shows while the phone is waited for. */
export const phoneWaitSchema = z.object({
  provider: remoteProviderIdSchema,
  /** `VNPT SmartCA`. */
  providerName: z.string(),
  /** Name of the phone's app. */
  app: z.string(),
  username: z.string(),
  /** The phone shows the same. */
  code: z.string(),
  /** What the phone says is signed. */
  title: z.string(),
  /** Hashes of this request. */
  documents: z.number().int(),
  /** `2` of `3` where the provider takes fewer than there are. */
  round: z.number().int().positive(),
  rounds: z.number().int().positive(),
  /** Counted by the core from the server's clock. */
  secondsLeft: z.number().int().nonnegative(),
  /** By this machine's clock, for a countdown between two events. */
  expiresAt: z.iso.datetime(),
  /** Set while the server does not answer: the request goes on all the same. */
  lineLost: z.boolean().optional(),
  /** The provider does not answer the server, which goes on asking. */
  providerSilent: z.boolean().optional(),
});
export type PhoneWait = z.infer<typeof phoneWaitSchema>;

/** A request that was sent before the program closed. */
export const pendingRequestSchema = z.object({
  id: z.string().max(64),
  provider: remoteProviderIdSchema,
  providerName: z.string(),
  username: z.string(),
  code: z.string(),
  /** What the phone says is signed, Vietnamese: documents, dossier, đồng. */
  title: z.string(),
  startedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  dossiers: z.array(dossierCodeSchema),
  documents: z.number().int(),
  /** `waiting`: being asked for. `signed`: signatures have come and are being put in and sent. */
  state: z.enum(['waiting', 'signed', 'ended']),
  failure: failureSchema.optional(),
});
export type PendingRequest = z.infer<typeof pendingRequestSchema>;

/** After `remote.open` and `remote.secondFactor`. */
export const openedProviderSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open'), certificates: z.array(certificateViewSchema) }),
  z.object({ kind: z.literal('second-factor'), sentTo: codeWaySchema }),
]);
export type OpenedProvider = z.infer<typeof openedProviderSchema>;

const provider = remoteProviderIdSchema;

export const remoteCalls = {
  'remote.providers': call(
    none,
    z.object({
      providers: z.array(
        remoteProviderSchema.extend({
          /** User name that was used last on this machine; never a password. */
          lastUsername: z.string().optional(),
          /** Opened in this run of the program, and still open. */
          open: z.boolean(),
        }),
      ),
    }),
  ),
  /** “Lấy thông tin chứng thư số”. REMOTE_SIGN_IN_REFUSED, REMOTE_NO_CERTIFICATE, REMOTE_PROVIDER_DOWN … */
  'remote.open': call(
    z.strictObject({
      provider,
      username: z.string().trim().min(1).max(100),
      password: z.string().min(1).max(200).optional(),
    }),
    openedProviderSchema,
  ),
  /** REMOTE_CODE_WRONG; REMOTE_SESSION_EXPIRED: begin with `remote.open` again. */
  'remote.secondFactor': call(
    z.strictObject({ provider, code: z.string().regex(/^\d{4,10}$/) }),
    openedProviderSchema,
  ),
  /** Certificates of every open provider. */
  'remote.certificates': call(none, z.object({ certificates: z.array(certificateViewSchema) })),
  'remote.close': call(z.strictObject({ provider }), none),
  /** Requests of the person signed in that an earlier run of the program left; they are followed from the sign-in on. */
  'remote.pending': call(none, z.object({ requests: z.array(pendingRequestSchema) })),
  /** Takes a request back, or one that has ended off the list. */
  'remote.forget': call(z.strictObject({ id: z.string().max(64) }), none),
} as const;
