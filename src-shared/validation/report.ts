import { z } from 'zod';
import { failureCodeSchema } from '../contract/errors.ts';

/** ETSI EN 319 102-1 §5.1.3 main indications. Indeterminate is never shown as valid. */
export const indicationSchema = z.enum(['valid', 'invalid', 'indeterminate']);
export type Indication = z.infer<typeof indicationSchema>;

export const warningSchema = z.enum([
  'REVOCATION_NOT_CHECKED',
  'SIGNING_TIME_UNPROVEN',
  'CONTENT_ADDED_AFTER_SIGNATURE',
]);

/** What Thông tư 15/2025/TT-BKHCN Điều 6 asks a verifier to show, for one signature. */
export const signatureReportSchema = z.object({
  indication: indicationSchema,
  /** Why it is not valid; absent when valid. */
  reason: failureCodeSchema.optional(),
  format: z.enum(['PAdES', 'XAdES', 'CAdES']),
  /** Baseline level recognised, e.g. `B-B`, or `none` when it is only a plain CMS or XML-DSig. */
  level: z.enum(['B-B', 'B-T', 'B-LT', 'B-LTA', 'none']),
  algorithm: z.string(),
  /** Integrity of the signed content alone. */
  intact: z.boolean(),
  /** The signature covers the whole file (for PDF: the newest revision). */
  coversWholeFile: z.boolean(),
  signer: z
    .object({
      commonName: z.string(),
      organisation: z.string(),
      /** `UID` values such as `MST:0101234567`, `CCCD:…`. */
      uids: z.array(z.string()),
      subject: z.string(),
      issuer: z.string(),
      issuerCommonName: z.string(),
      /** Upper-case hex without leading zeros. */
      serial: z.string(),
      notBefore: z.iso.datetime(),
      notAfter: z.iso.datetime(),
      /** SHA-256 of the DER certificate, lower-case hex. */
      thumbprint: z.string(),
    })
    .optional(),
  /** Claimed signing time (not a timestamp), ISO instant. */
  claimedSigningTime: z.iso.datetime().optional(),
  /** Certificate valid at the claimed signing time. */
  certificateValidAtSigning: z.boolean().optional(),
  warnings: z.array(warningSchema),
});
export type SignatureReport = z.infer<typeof signatureReportSchema>;

export const validationReportSchema = z.object({
  /** valid only if there is at least one signature and all are valid. */
  indication: indicationSchema,
  reason: failureCodeSchema.optional(),
  signatures: z.array(signatureReportSchema),
});
export type ValidationReport = z.infer<typeof validationReportSchema>;
