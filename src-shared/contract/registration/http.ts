/**
 * Registration dossiers between desktop and backend, all under `/api/v1`. Who has no account yet comes with a link's or
 * an author's secret in the place of a session: `authorization: Link <43 characters base64url>`; the server keeps only
 * its SHA-256. A session opens its own unit's dossiers; an officer's, those sent to their treasury office.
 */
import { z } from 'zod';
import { sha256Schema } from '../../domain/dossiers/dossier.ts';
import {
  memberCertificateSchema,
  registrationCodeSchema,
  registrationContentSchema,
  registrationDocumentIds,
  registrationDocumentSchema,
  registrationKindSchema,
  registrationLogRowSchema,
  registrationStatusSchema,
} from '../../domain/registration/registration.ts';
import { validationReportSchema } from '../../validation/report.ts';

/** 32 random bytes, base64url. */
export const linkSecretSchema = z.string().regex(/^[\w-]{43}$/);
const mutationId = z.uuid();
const version = z.number().int().positive();
const memberId = z.string().min(1).max(64);

/** How a listed member stands. Members of a change dossier in whom nothing changes are not asked. */
export const confirmationSchema = z.object({
  memberId,
  name: z.string(),
  role: z.string(),
  /** `declined`: the member said that something is wrong, with `note`; saving again asks anew. */
  state: z.enum(['not-needed', 'waiting', 'confirmed', 'declined']),
  note: z.string(),
  at: z.iso.datetime().optional(),
  /** The confirmed certificate: this one counts, whatever the content says. */
  certificate: memberCertificateSchema.optional(),
  /** The letter with the link: on its way, sent, or given up (wrong address). */
  mail: z.enum(['waiting', 'sent', 'failed']).optional(),
  linkExpiresAt: z.iso.datetime().optional(),
});
export type Confirmation = z.infer<typeof confirmationSchema>;

/** GET /registrations/:code → this. */
export const serverRegistrationSchema = z.object({
  code: registrationCodeSchema,
  kind: registrationKindSchema,
  unitCode: z.string(),
  /** Grows by one with each save. */
  version,
  status: registrationStatusSchema,
  /** As last saved; confirmed certificates stand in `confirmations` until `complete`, then also here. */
  content: registrationContentSchema,
  /** What stood before, in a change dossier. */
  before: registrationContentSchema.optional(),
  confirmations: z.array(confirmationSchema),
  /** Empty until `complete`. */
  documents: z.array(registrationDocumentSchema),
  /** Oldest first. */
  log: z.array(registrationLogRowSchema),
  /** Reason of the rejection. */
  note: z.string(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type ServerRegistration = z.infer<typeof serverRegistrationSchema>;

/** GET /registrations?query&status&from&to&limit&offset (session) → this; newest first, what waits for an officer oldest. */
export const serverRegistrationSummarySchema = serverRegistrationSchema
  .pick({ code: true, kind: true, unitCode: true, version: true, status: true, note: true, updatedAt: true })
  .extend({
    unitName: z.string(),
    createdAt: z.iso.datetime(),
    /** Members still to confirm. */
    missing: z.number().int(),
  });
export const serverRegistrationListSchema = z.object({
  registrations: z.array(serverRegistrationSummarySchema),
});
export type ServerRegistrationSummary = z.infer<typeof serverRegistrationSummarySchema>;

/**
 * PUT /registrations/:code → serverRegistrationSchema. Lưu: without a session or with one. `secret` is made by the
 * machine that declares and opens the dossier from then on (a session needs none). Letters go out to members to be asked.
 * Refusals: REGISTRATION_INCOMPLETE (`path`, `issue`), CODE_TAKEN, REGISTRATION_CONFLICT, REGISTRATION_STATE, UNIT_REGISTERED,
 * UNIT_UNKNOWN, SIGNERS_TOO_MANY, CERT_TAKEN, TOO_MANY_ATTEMPTS.
 */
export const saveRegistrationSchema = z.strictObject({
  mutationId,
  /** Version that was edited; 0 for a new one. */
  baseVersion: z.number().int().nonnegative(),
  secret: linkSecretSchema.optional(),
  /** Of the rejected dossier that was copied. */
  copiedFrom: registrationCodeSchema.optional(),
  content: registrationContentSchema,
});

/** GET /registrations/link (`authorization: Link`) → what the link is for. LINK_UNKNOWN, LINK_REPLACED, LINK_EXPIRED, LINK_USED. */
export const linkSchema = z.object({
  code: registrationCodeSchema,
  /** `member`: confirm oneself. `signer`: sign and send (CTK, UQ_CTK). */
  purpose: z.enum(['member', 'signer']),
  memberId,
  expiresAt: z.iso.datetime(),
  registration: serverRegistrationSchema,
});
export type RegistrationLink = z.infer<typeof linkSchema>;

/**
 * POST /registrations/:code/confirm (Link of that member, or the member's session) → serverRegistrationSchema.
 * `certificate`: base64 DER, needed for signing roles with form `token`. Refusals: CERT_* (expired, untrusted, of another
 * person: CERT_OF_ANOTHER, bound to another: CERT_TAKEN), REGISTRATION_CONFLICT when the version has moved.
 */
export const confirmRegistrationSchema = z.strictObject({
  mutationId,
  version,
  memberId,
  certificate: z.string().max(20_000).optional(),
});

/** POST /registrations/:code/decline: the member's own data are wrong, and why; the unit gets a letter. */
export const declineRegistrationSchema = z.strictObject({
  mutationId,
  version,
  memberId,
  note: z.string().min(1).max(1000),
});

/** POST /registrations/:code/resend (author or session): a new link; the old ones of this member die. Who has declined is asked anew. */
export const resendLinkSchema = z.strictObject({ mutationId, memberId });

/**
 * POST /registrations/:code/sign (Link of purpose `signer`, or a session as CTK/UQ_CTK) → serverRegistrationSchema. All
 * documents at once, base64. The server verifies each against the frozen bytes and the signer's confirmed certificate:
 * DOCUMENT_CHANGED, SIGNATURE_*, CERT_NOT_REGISTERED …
 */
export const signRegistrationSchema = z.strictObject({
  mutationId,
  version,
  memberId,
  documents: z
    .array(
      z.strictObject({
        id: z.enum(registrationDocumentIds),
        /** SHA-256 of the bytes that were signed. */
        base: sha256Schema,
        bytes: z.string().max(8_000_000),
      }),
    )
    .min(1)
    .max(registrationDocumentIds.length),
});

/** GET /registrations/:code/documents/:id?revision=original|newest → bytes. */

/** GET /registrations/standing (session) → the unit's registration as approved last, for a change dossier. */
export const standingRegistrationSchema = z.object({
  version,
  content: registrationContentSchema,
  approvedAt: z.iso.datetime(),
  /** How many may give the first and the second signature, by the account file. */
  firstSigners: z.number().int(),
  secondSigners: z.number().int(),
});
export type StandingRegistration = z.infer<typeof standingRegistrationSchema>;

/**
 * Officer: GET /officer/registrations?status → serverRegistrationListSchema;
 * GET /officer/registrations/:code/report → registrationReportSchema; POST …/approve, …/reject → serverRegistrationSchema.
 */
export const approveRegistrationSchema = z.strictObject({ mutationId, version });
export const rejectRegistrationSchema = approveRegistrationSchema.extend({
  reason: z.string().min(1).max(1000),
});
export const registrationReportSchema = z.object({
  documents: z.array(
    z.object({ id: z.enum(registrationDocumentIds), name: z.string(), report: validationReportSchema }),
  ),
});

/**
 * PUT /me/password (session) → 204; every other session of the person ends. Until it has succeeded, a session with a
 * one-time password is refused everything else: PASSWORD_CHANGE_REQUIRED.
 * Refusals: PASSWORD_WRONG, PASSWORD_WEAK, PASSWORD_SAME.
 */
export const changePasswordSchema = z.strictObject({
  current: z.string().min(1).max(200),
  next: z.string().min(1).max(200),
});
