/**
 * VNPT SmartCA, service-provider interface SP769. All POST, JSON, under a base such as `https://…/sca/sp769`; every answer
 * is HTTP 200 `{status_code, message, data}`.
 *
 * [I] (ours, nothing public): `user_password`, which SP769 does not name and is sent only where the configuration has
 * `asks: 'username-password'`; 401 and 403 for a refused user or service, 404 for no such user or transaction; 4005 and
 * 13004 as at Viettel; `expired_in`.
 */
import { z } from 'zod';
import { base64Text, looseCode, mostValues, shortText } from './text.ts';

export const vnptPaths = {
  certificates: 'v1/credentials/get_certificate',
  sign: 'v1/signatures/sign',
  /** `tranId` is the `transaction_id` of the answer to `sign`. */
  status: (tranId: string) => `v1/signatures/sign/${encodeURIComponent(tranId)}/status`,
} as const;

/** `status_code` of the answers. */
export const vnptCodes = {
  done: 200,
  refused: 401,
  serviceRefused: 403,
  unknown: 404,
  waiting: 4000,
  expired: 4001,
  rejected: 4002,
  failed: [4003, 4004],
  quota: 4005,
  certificateBlocked: 13004,
} as const;

const service = { sp_id: z.string(), sp_password: z.string(), user_id: z.string() };

export const vnptCertificatesRequest = z.object({
  ...service,
  serial_number: z.string().optional(),
  transaction_id: z.string(),
  user_password: z.string().optional(),
});

export const vnptSignRequest = z.object({
  ...service,
  serial_number: z.string(),
  transaction_id: z.string(),
  transaction_desc: z.string(),
  sign_files: z.array(
    z.object({
      /** Lower-case hex of the digest. */
      data_to_be_signed: z.string(),
      doc_id: z.string(),
      file_type: z.string(),
      sign_type: z.literal('hash'),
    }),
  ),
});

const answer = <T extends z.ZodType>(data: T) =>
  z.object({ status_code: looseCode, message: z.string().max(2000).nullish(), data: data.nullish() });

export const vnptCertificatesAnswer = answer(
  z.object({
    user_certificates: z
      .array(
        z.object({
          service_type: shortText.nullish(),
          cert_id: shortText,
          /** `VALID`, or another word for one that does not sign. */
          cert_status: shortText.nullish(),
          serial_number: shortText,
          /** Base64 DER. */
          cert_data: base64Text,
          chain_data: z.object({ ca_cert: base64Text.nullish(), root_cert: base64Text.nullish() }).nullish(),
        }),
      )
      .max(50)
      .nullish(),
  }),
);

export const vnptSignAnswer = answer(
  z.object({
    transaction_id: shortText.min(1),
    /** Shown on the phone. */
    tran_code: shortText.min(1),
    /** Seconds [I]. */
    expired_in: z.number().int().positive().nullish(),
  }),
);

export const vnptStatusAnswer = answer(
  z.object({
    transaction_id: shortText.nullish(),
    signatures: z
      .array(
        z.object({
          doc_id: shortText,
          /** Base64: the raw value, or a CMS. */
          signature_value: base64Text.nullish(),
          timestamp_signature: z.unknown().optional(),
        }),
      )
      .max(mostValues)
      .nullish(),
  }),
);
