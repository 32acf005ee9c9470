/**
 * MISA eSign RemoteSigning. JSON; `x-clientid` and `x-clientkey` on every request, after sign-in
 * `AuthorizationRM: Bearer <remoteSigningAccessToken>`. A wrong path answers 200 text/html.
 *
 * [I] (ours, nothing public): `userName` in the two-factor request; `EXPIRED` and `SIGNING` among the states; error codes
 * 4001, 4002, 4004, 4005 and 13004 of a failed transaction, which read as Viettel's; `code` of a transaction (shown on the
 * phone, where there is one); `DataToBeDisplayed` as plain text.
 */
import { z } from 'zod';
import { base64Text, looseCode, mostValues, shortText } from './text.ts';

const esrm = 'external/esrm/service';
export const misaPaths = {
  /** POST */
  login: 'api/auth/api/v1/auth/login-api',
  /** POST */
  twoFactor: 'api/auth/api/v1/auth/two-factor-auth',
  /** GET */
  certificates: `${esrm}/general/api/v1/Certificates/by-userId`,
  /** POST */
  sign: `${esrm}/signing/api/v1/Signing/hash`,
  /** GET */
  status: (id: string) => `${esrm}/signing/api/v1/Signing/status/${encodeURIComponent(id)}`,
} as const;

/** `errorCode` for a service whose id or key is wrong [I]. */
export const misaClientRefused = 110;
/** `errorCode` of a sign-in that wants a one-time code; `otpType` of the second step. */
export const misaSecondFactorNeeded = 122;
export const misaOtpTypes = { email: 0, sms: 1, app: 2 } as const;

export const misaLoginRequest = z.object({ userName: z.string(), password: z.string() });
export const misaTwoFactorRequest = z.object({
  userName: z.string(),
  code: z.string(),
  otpType: z.number().int(),
});
/** Of both steps; with HTTP 4xx too, then `status.error`. */
export const misaLoginAnswer = z.object({
  status: z.object({ error: z.boolean().nullish(), errorCode: looseCode.nullish() }).nullish(),
  data: z
    .object({
      remoteSigningAccessToken: z.string().max(8000).nullish(),
      /** Seconds. */
      expiresIn: looseCode.nullish(),
      user: z.object({ id: shortText }).nullish(),
      /** Where a one-time code went. */
      default: z
        .object({
          email: z.boolean().nullish(),
          phoneNumber: z.boolean().nullish(),
          appAuthenticator: z.boolean().nullish(),
        })
        .nullish(),
    })
    .nullish(),
});

export const misaCertificatesAnswer = z
  .array(
    z.object({
      userId: shortText,
      keyAlias: shortText.min(1),
      /** `ACTIVE` or `INACTIVE`. */
      keyStatus: shortText.nullish(),
      certStatus: shortText.nullish(),
      /** Base64 DER. */
      certificate: base64Text,
      /** So spelt by MISA: the person's, the issuer's, the root's. */
      certiticateChain: z.array(base64Text).max(9).nullish(),
    }),
  )
  .max(50);

export const misaSignRequest = z.object({
  DataToBeDisplayed: z.string(),
  UserId: z.string(),
  CertAlias: z.string(),
  /** `DocumentId` ≤ 36 characters, `FileToSign` base64 of the digest, `DocumentName` ≤ 100 characters. */
  Documents: z.array(z.object({ DocumentId: z.string(), FileToSign: z.string(), DocumentName: z.string() })),
});
export const misaSignAnswer = z.object({ transactionId: shortText.min(1), code: shortText.nullish() });

export const misaStatusAnswer = z.object({
  status: z.enum(['PENDING', 'SIGNING', 'SUCCESS', 'FAILED', 'CANCELLED', 'EXPIRED']),
  errorCode: z.union([looseCode, z.string().max(100)]).nullish(),
  transactionId: shortText.nullish(),
  signatures: z
    .array(z.object({ documentId: shortText, signature: base64Text.nullish() }))
    .max(mostValues)
    .nullish(),
});

/** Body of a 4xx after sign-in. */
export const misaError = z.object({
  error: z.unknown().optional(),
  errorCode: z.union([looseCode, z.string().max(100)]).nullish(),
});
