/** The contract between the desktop and the DVCTT backend; OpenAPI is generated from it. All under `/api/v1`. */
import { z } from 'zod';
import {
  dossierCodeSchema,
  dossierContentSchema,
  dossierDocumentSchema,
  dossierStatusSchema,
  sha256Schema,
  statusLogRowSchema,
} from '../domain/dossiers/dossier.ts';
import { roleSchema } from '../domain/people/roles.ts';
import { validationReportSchema } from '../validation/report.ts';
import { failureSchema } from './errors.ts';
import { userSchema } from './user.ts';

export const apiPrefix = '/api/v1';

/** Client-made id that makes a change idempotent: the same id gives the same answer, once. */
export const mutationIdSchema = z.uuid();

/** Every answer that is not 2xx. */
export const problemSchema = z.object({ failure: failureSchema, requestId: z.string() });

export const signInRequestSchema = z.strictObject({
  username: z.string().min(1).max(100),
  password: z.string().min(1).max(200),
});
/** POST /sessions → 201. The token is a bearer token. DELETE /sessions/current → 204. GET /me → userSchema. */
export const sessionSchema = z.object({
  token: z.string(),
  expiresAt: z.iso.datetime(),
  user: userSchema,
  /** SHA-256 (lower-case hex) of the secret that ACCESS_REVOKED will show; see `sync/http.ts`. */
  wipeMark: sha256Schema.optional(),
});

export const memberSchema = z.object({
  name: z.string(),
  role: roleSchema,
  certificateSerial: z.string().optional(),
});
/** GET /unit */
export const unitSchema = z.object({
  code: z.string(),
  name: z.string(),
  address: z.string(),
  chapter: z.string(),
  treasuryCode: z.string(),
  treasuryName: z.string(),
  accounts: z.array(
    z.object({
      number: z.string(),
      name: z.string(),
      /** `yyyy-MM-dd`; from this day on nothing is paid from it (tài khoản đã đóng). */
      closedOn: z.string().optional(),
    }),
  ),
  members: z.array(memberSchema),
});
export type Unit = z.infer<typeof unitSchema>;

/** A dossier as the server holds it. GET /dossiers → {dossiers: summary[]}; GET /dossiers/:code → this. */
export const serverDossierSchema = z.object({
  code: dossierCodeSchema,
  unitCode: z.string(),
  /** Version of the content: grows by one with each forwarding, not with signatures or decisions. */
  version: z.number().int().positive(),
  status: dossierStatusSchema,
  content: dossierContentSchema,
  documents: z.array(dossierDocumentSchema),
  log: z.array(statusLogRowSchema),
  createdBy: z.string(),
  updatedAt: z.iso.datetime(),
  note: z.string(),
});
export type ServerDossier = z.infer<typeof serverDossierSchema>;

export {
  forwardedVersionSchema,
  signedVersionListSchema,
  type ForwardedVersion,
  type SignedVersion,
} from './versions.ts';

export const serverDossierSummarySchema = serverDossierSchema
  .omit({ content: true, documents: true, log: true })
  .extend({
    title: z.string(),
    voucherCount: z.number().int(),
    total: z.string(),
    /** Since when it lies on the desk where it is; absent when it lies on none. */
    heldSince: z.iso.datetime().optional(),
  });
export const serverDossierListSchema = z.object({ dossiers: z.array(serverDossierSummarySchema) });

/**
 * PUT /dossiers/:code/documents/:id (application/octet-stream, KTV) stores the frozen bytes of one document before
 * forwarding → {sha256, size}. GET …/documents/:id?revision=original|newest → bytes.
 */
export const storedBlobSchema = z.object({ sha256: sha256Schema, size: z.number().int() });

/**
 * POST /dossiers/:code/forward (KTV): creates the dossier, or a new version of a returned one (signatures void).
 * The server rebuilds every check of the client's: amounts, code lists, XML data equal to the content, documents
 * uploaded and equal to their sha256.
 */
export const forwardRequestSchema = z.strictObject({
  mutationId: mutationIdSchema,
  /** Version of the shared draft that was shown and frozen; the server refuses (DOSSIER_CONFLICT) when it has moved on. */
  draftVersion: z.number().int().positive().optional(),
  /** Version of the server's copy that was edited; 0 for a new dossier. */
  baseVersion: z.number().int().nonnegative(),
  content: dossierContentSchema,
  documents: z.array(
    z.strictObject({
      id: z.string().min(1).max(80),
      kind: z.enum(['VOUCHER_XML', 'VOUCHER_PDF', 'ATTACHMENT']),
      name: z.string().min(1).max(200),
      mediaType: z.string().max(100),
      sha256: sha256Schema,
      size: z.number().int().positive(),
    }),
  ),
});

/**
 * PUT /dossiers/:code/signed/:id?base=<sha256 of the revision that was signed> (octet-stream) stages a signed
 * revision; POST /dossiers/:code/signatures commits all of them in one transaction, after the server has verified
 * every signature, that each certificate is the registered one of the signed-in person, the order, and that the
 * unsigned bytes are the frozen ones. The documents may be some of the dossier's (whole vouchers: printed form and data
 * together); the dossier moves on when the step has signed them all.
 */
export const signaturesRequestSchema = z.strictObject({
  mutationId: mutationIdSchema,
  version: z.number().int().positive(),
  documents: z
    .array(z.strictObject({ id: z.string().max(80), base: sha256Schema, sha256: sha256Schema }))
    .min(1),
});

/** POST /dossiers/:code/submit (CTK), POST /dossiers/:code/return (KTT, CTK). */
export const submitRequestSchema = z.strictObject({
  mutationId: mutationIdSchema,
  version: z.number().int().positive(),
});
export const returnRequestSchema = submitRequestSchema.extend({ note: z.string().min(1).max(1000) });

/**
 * Officer: GET /officer/dossiers; POST /officer/dossiers/:code/accept | /reject {reason} | /supplement {reason}, once for
 * a dossier (SUPPLEMENT_ASKED).
 */
export const acceptRequestSchema = submitRequestSchema;
export const rejectRequestSchema = submitRequestSchema.extend({ reason: z.string().min(1).max(1000) });
export const supplementRequestSchema = rejectRequestSchema;

/** GET /dossiers/:code/report: the server's own validation of each document's newest revision. */
export const dossierReportSchema = z.object({
  documents: z.array(z.object({ id: z.string(), name: z.string(), report: validationReportSchema })),
});

/** GET /health */
export const healthSchema = z.object({
  status: z.literal('ok'),
  version: z.string(),
  time: z.iso.datetime(),
  /** Oldest version of the desktop that the server takes; absent while it takes any. */
  minimumDesktop: z.string().max(40).optional(),
});
