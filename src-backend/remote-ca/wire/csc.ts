/**
 * CSC API v2 (Cloud Signature Consortium; ETSI TS 119 432), under a base that ends in `/csc/v2`. All POST; JSON but for
 * `oauth2/token` (form). Errors: HTTP 4xx `{error, error_description}`.
 *
 * [I] (ours; the text leaves it open or says otherwise): `grant_type: 'password'` for a person's user name and password;
 * confirmation on the phone while `signPolling` is asked, which answers HTTP 202 `{responseID, state}` until then (a service
 * that has the phone confirm `credentials/authorize` and gives a `handle` for it, §11.6, is told to be unknown); the
 * errors `user_rejected`, `request_expired`, `quota_exceeded`, `credential_blocked`, `signing_failed` of `signPolling`
 * and `signHash`; `clientData` as the title on the phone; `displayCode` of the answer to `signHash`; null in the place of
 * a value that was not made.
 */
import { z } from 'zod';
import { base64Text, looseCode, mostValues, shortText } from './text.ts';

export const cscPaths = {
  info: 'info',
  token: 'oauth2/token',
  list: 'credentials/list',
  credential: 'credentials/info',
  authorize: 'credentials/authorize',
  signHash: 'signatures/signHash',
  polling: 'signatures/signPolling',
} as const;

export const cscHashOids = {
  'SHA-256': '2.16.840.1.101.3.4.2.1',
  'SHA-384': '2.16.840.1.101.3.4.2.2',
  'SHA-512': '2.16.840.1.101.3.4.2.3',
} as const;
/** `signAlgo`; the hash of RSA is told by `hashAlgorithmOID`, and for PSS by `signAlgoParams` too (base64 DER). */
export const cscSignAlgos = {
  'rsa-pkcs1': {
    'SHA-256': '1.2.840.113549.1.1.11',
    'SHA-384': '1.2.840.113549.1.1.12',
    'SHA-512': '1.2.840.113549.1.1.13',
  },
  'rsa-pss': {
    'SHA-256': '1.2.840.113549.1.1.10',
    'SHA-384': '1.2.840.113549.1.1.10',
    'SHA-512': '1.2.840.113549.1.1.10',
  },
  ecdsa: {
    'SHA-256': '1.2.840.10045.4.3.2',
    'SHA-384': '1.2.840.10045.4.3.3',
    'SHA-512': '1.2.840.10045.4.3.4',
  },
} as const;

/** RSA PKCS#1 v1.5 where the credential names no hash with it: `hashAlgorithmOID` alone tells the hash. */
export const cscPlainRsa = '1.2.840.113549.1.1.1';

export const cscTokenRequest = z.object({
  grant_type: z.literal('password'),
  username: z.string(),
  password: z.string(),
  client_id: z.string(),
  client_secret: z.string(),
  scope: z.literal('service'),
});
/** A wrong user name or password is `invalid_grant`, a wrong client `invalid_client`. */
export const cscTokenAnswer = z.object({
  access_token: z.string().min(1).max(8000),
  expires_in: looseCode.nullish(),
});

export const cscListAnswer = z.object({ credentialIDs: z.array(shortText.min(1)).max(50) });

export const cscCredentialRequest = z.object({ credentialID: z.string(), certificates: z.literal('chain') });
export const cscCredentialAnswer = z.object({
  /** `status`: `enabled` or `disabled`; `algo`: what `signAlgo` may be. */
  key: z.object({ status: shortText.nullish(), algo: z.array(shortText).max(30).nullish() }).nullish(),
  cert: z.object({
    /** `valid`, `expired`, `revoked`, `suspended`. */
    status: shortText.nullish(),
    /** Base64 DER, the person's first. */
    certificates: z.array(base64Text).max(9).nullish(),
  }),
});

export const cscAuthorizeRequest = z.object({
  credentialID: z.string(),
  numSignatures: z.number().int(),
  hashes: z.array(z.string()),
  hashAlgorithmOID: z.string(),
  description: z.string(),
});
export const cscAuthorizeAnswer = z.object({
  SAD: z.string().min(1).max(8000),
  expiresIn: looseCode.nullish(),
});

export const cscSignHashRequest = z.object({
  credentialID: z.string(),
  SAD: z.string(),
  /** Base64 of the digests; the values come back in this order. */
  hashes: z.array(z.string()),
  hashAlgorithmOID: z.string(),
  signAlgo: z.string(),
  signAlgoParams: z.string().optional(),
  operationMode: z.literal('A'),
  /** Milliseconds for which the result is kept (§11.10). */
  validity_period: z.number().int(),
  clientData: z.string(),
  /** By position, for the phone [I]. */
  documents: z.array(z.object({ id: z.string(), name: z.string() })),
});
export const cscSignHashAnswer = z.object({ responseID: shortText.min(1), displayCode: shortText.nullish() });

/** `requestID`: the `responseID` of the answer to `signHash` (§11.12). */
export const cscPollingRequest = z.object({ requestID: z.string() });
/** HTTP 200 with `signatures` by position; HTTP 202 before. */
export const cscPollingAnswer = z.object({
  state: z.enum(['waiting', 'signing']).nullish(),
  signatures: z.array(base64Text.nullable()).max(mostValues).nullish(),
});

export const cscError = z.object({ error: shortText, error_description: z.string().max(2000).nullish() });
