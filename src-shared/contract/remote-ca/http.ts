/**
 * Remote signatures between desktop and backend, all under `/api/v1/remote-ca`. The backend alone speaks to providers
 * and holds their secrets; it gets hashes, never documents. Whoever registers has no account yet, so none of these
 * needs one: what was opened is reached by a secret, `authorization: Remote <43 characters base64url>`, of which the
 * server keeps the SHA-256. Limits per origin stand in the way of guessing (TOO_MANY_ATTEMPTS).
 */
import { z } from 'zod';
import { remoteProviderIdSchema, remoteProviderSchema } from '../../domain/remote-ca/provider.ts';
import { hashNameSchema, signatureSchemeSchema } from '../../signatures/algorithms.ts';
import { failureSchema } from '../errors.ts';
import { linkSecretSchema } from '../registration/http.ts';

/** How a provider sends its one-time code. */
export const codeWaySchema = z.enum(['app', 'sms', 'email']);
export type CodeWay = z.infer<typeof codeWaySchema>;

/** Documents of one transaction: the server's own limit, whatever the provider's is. */
export const mostRemoteDocuments = 1000;

/** GET /providers → this; empty where the server is not configured for any. */
export const remoteProviderListSchema = z.object({ providers: z.array(remoteProviderSchema) });

/** POST /sessions → remoteSessionSchema (201). The password goes on to the provider and is kept nowhere. */
export const openRemoteSessionSchema = z.strictObject({
  provider: remoteProviderIdSchema,
  username: z.string().min(1).max(100),
  password: z.string().min(1).max(200).optional(),
});

export const remoteCertificateSchema = z.object({
  /** By which the provider knows it: cert_id, credentialID, certAlias. */
  alias: z.string().min(1).max(300),
  /** Base64 DER. */
  certificate: z.string().max(20_000),
  /** Base64 DER of the issuers as the provider gives them, nearest first; may be empty. */
  chain: z.array(z.string().max(20_000)).max(8),
  /** What the provider says of it. `blocked`: suspended, revoked, not paid. */
  state: z.enum(['active', 'blocked', 'expired']),
});
export type RemoteCertificate = z.infer<typeof remoteCertificateSchema>;

const secondFactor = z.object({
  kind: z.literal('second-factor'),
  /** Opens the session once the code has been given; also where a further code is asked for. */
  session: linkSecretSchema,
  expiresAt: z.iso.datetime(),
  /** Where the code went, as the provider says it: `email`, `sms`, `app`. */
  sentTo: codeWaySchema,
});

/** A session lasts as long as the provider lets it, 30 minutes at most. */
export const remoteSessionSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('open'),
    session: linkSecretSchema,
    expiresAt: z.iso.datetime(),
    certificates: z.array(remoteCertificateSchema),
  }),
  secondFactor,
]);
export type RemoteSession = z.infer<typeof remoteSessionSchema>;

/** POST /sessions/current/second-factor (Remote) → remoteSessionSchema. DELETE /sessions/current (Remote) → 204. */
export const secondFactorRequestSchema = z.strictObject({ code: z.string().regex(/^\d{4,10}$/) });

/**
 * POST /transactions (Remote: the session's) → remoteTransactionSchema (201). The same `mutationId` gives the same
 * transaction, once. `secret` is made by the desktop, which keeps it before it asks: the transaction is found again by it
 * after a restart, also without the session.
 */
export const startRemoteTransactionSchema = z.strictObject({
  mutationId: z.uuid(),
  secret: linkSecretSchema,
  alias: z.string().min(1).max(300),
  /** SHA-256 of the DER certificate whose key has to sign, lower-case hex. */
  thumbprint: z.string().regex(/^[0-9a-f]{64}$/),
  algorithm: z.strictObject({ scheme: signatureSchemeSchema, hash: hashNameSchema }),
  /** What the phone says is signed: `Ký 50 chứng từ, 1.250.000.000 đồng`. */
  title: z.string().min(1).max(200),
  documents: z
    .array(
      z.strictObject({
        /** Shown on both screens where the provider can. */
        id: z.string().min(1).max(80),
        /** Of the document, for the phone. */
        name: z.string().min(1).max(200),
        /** Base64 of the digest that is to be signed. */
        digest: z.string().max(100),
      }),
    )
    .min(1)
    .max(mostRemoteDocuments),
});

/**
 * GET /transactions/current?wait=SECONDS (Remote: the transaction's; answers when something has changed, after 20 s at
 * the latest) → this. DELETE → this, `cancelled`; the provider may have no way to take a request back: what it signs
 * after that is not given out.
 */
export const remoteTransactionSchema = z.object({
  provider: remoteProviderIdSchema,
  username: z.string().max(100),
  /**
   * Shown on the phone too, so that a person sees that both speak of the same request; empty where the provider shows
   * none. It is no proof of what is signed: that each value comes back checked against its hash.
   */
  code: z.string().regex(/^[\w .:-]{0,40}$/),
  state: z.enum(['waiting', 'signing', 'done', 'rejected', 'expired', 'failed', 'cancelled']),
  /** Why, in the states that end without all signatures. */
  failure: failureSchema.optional(),
  startedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** The server's clock, for a countdown that does not hang on this machine's. */
  now: z.iso.datetime(),
  documents: z.array(
    z.object({
      id: z.string(),
      /** Base64; raw value (RSA) or r‖s (ECDSA), checked by the server with the certificate's key. */
      value: z.string().max(2000).optional(),
      failure: failureSchema.optional(),
    }),
  ),
});
export type RemoteTransaction = z.infer<typeof remoteTransactionSchema>;
