/**
 * Viettel MySign (Cloud CA). POST, JSON, bearer of `expires_in` seconds (3600). Names are ASCII, under 100 characters.
 *
 * [I] (ours, nothing public): the shape of `signHash` and `requests/status` answers beyond `transactionId` and the codes
 * (`status`, `signatures` in the order of `hash`); `code` of the request as shown on the phone; errors as
 * `{error, error_description}` with HTTP 400 or 401 (`invalid_client`, `invalid_user`, `invalid_token`).
 */
import { z } from 'zod';
import { base64Text, looseCode, mostValues, shortText } from './text.ts';

export const viettelPaths = {
  login: 'vtss/service/ras/v1/login',
  certificates: 'vtss/service/certificates/info',
  signHash: 'vtss/service/signHash',
  status: 'vtss/service/requests/status',
} as const;

/** `status` of a request; a refused `signHash` may carry 4005 and 13004 too. */
export const viettelCodes = {
  done: 1,
  waiting: 4000,
  expired: 4001,
  rejected: 4002,
  failed: [4003, 4004],
  quota: 4005,
  signing: 6000,
  certificateBlocked: 13004,
} as const;

/** OIDs that it takes: SHA-256/384/512 and `rsaEncryption` (PKCS#1 v1.5 alone). */
export const viettelHashOids = {
  'SHA-256': '2.16.840.1.101.3.4.2.1',
  'SHA-384': '2.16.840.1.101.3.4.2.2',
  'SHA-512': '2.16.840.1.101.3.4.2.3',
} as const;
export const viettelSignAlgo = '1.2.840.113549.1.1.1';

const client = { client_id: z.string(), client_secret: z.string() };

export const viettelLoginRequest = z.object({ ...client, profile_id: z.string(), user_id: z.string() });
export const viettelLoginAnswer = z.object({
  access_token: z.string().min(1).max(8000),
  expires_in: looseCode.nullish(),
});

export const viettelCertificatesRequest = z.object({
  ...client,
  profile_id: z.string(),
  user_id: z.string(),
  certificates: z.literal('chain'),
  certInfo: z.literal(true),
  authInfo: z.literal(true),
});
export const viettelCertificatesAnswer = z
  .array(
    z.object({
      credential_id: shortText.min(1),
      cert: z.object({
        /** `valid`, or another word for one that does not sign. */
        status: shortText.nullish(),
        /** Base64 DER, the person's first. */
        certificates: z.array(base64Text).min(1).max(9),
      }),
    }),
  )
  .max(50);

export const viettelSignHashRequest = z.object({
  ...client,
  credentialID: z.string(),
  numSignatures: z.number().int(),
  documents: z.array(z.object({ document_id: z.string(), document_name: z.string() })),
  /** Base64 of the digests; the values come back in this order. */
  hash: z.array(z.string()),
  hashAlgo: z.string(),
  signAlgo: z.string(),
  /** 2: answers at once with a transaction that is asked after. */
  async: z.literal(2),
  /** Shown on the phone [I]. */
  description: z.string(),
});
export const viettelSignHashAnswer = z.object({
  transactionId: shortText.min(1),
  code: shortText.nullish(),
  expiresIn: z.number().int().positive().nullish(),
});

export const viettelStatusRequest = z.object({ transactionId: z.string() });
export const viettelStatusAnswer = z.object({
  transactionId: shortText.nullish(),
  status: looseCode,
  /** Base64 by position; null for one that was not signed. */
  signatures: z.array(base64Text.nullable()).max(mostValues).nullish(),
});

export const viettelError = z.object({
  error: z.union([shortText, z.number()]),
  error_description: z.string().max(2000).nullish(),
  status: looseCode.nullish(),
});
