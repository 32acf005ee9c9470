/** Registration and change dossiers, and the links of the letters about them. */
import { z } from 'zod';
import {
  memberCertificateSchema,
  registrationContentSchema,
  registrationDocumentIds,
  registrationKindSchema,
} from '../../domain/registration/registration.ts';
import { signaturePolicySchema } from '../../signatures/algorithms.ts';
import { validationReportSchema } from '../../validation/report.ts';
import { call, certificateIdSchema, fileSchema, none } from '../call.ts';
import { failureSchema } from '../errors.ts';
import {
  registrationFilterSchema,
  registrationIdSchema,
  registrationSummarySchema,
  registrationViewSchema,
} from '../registration/window.ts';
import { signingJobSchema } from '../signing-job.ts';

const byId = z.strictObject({ id: registrationIdSchema });

export const registrationCalls = {
  /** Newest first. Without a session: those of this machine; with one: also the unit's. */
  'registrations.list': call(
    registrationFilterSchema,
    z.object({
      registrations: z.array(registrationSummarySchema),
      /** Present when the server cannot be reached. */
      offline: failureSchema.optional(),
    }),
  ),
  /** `change` needs a session, and begins with what stands at KBNN. */
  'registrations.create': call(z.strictObject({ kind: registrationKindSchema }), registrationViewSchema),
  /**
   * “Chứng thư số của tôi đã gia hạn”: a change dossier of the person signed in, with this certificate in the place of
   * the registered one and the reason filled in; an open one with the same certificate is given back.
   */
  'registrations.renew': call(z.strictObject({ certificateId: certificateIdSchema }), registrationViewSchema),
  /** Asks the server first, for a few seconds at most. */
  'registrations.get': call(byId, registrationViewSchema),
  /** Autosave: durable on this machine when it answers. DOSSIER_CONFLICT when another window was faster. */
  'registrations.keep': call(
    byId.extend({ baseRevision: z.number().int(), content: registrationContentSchema }),
    registrationViewSchema,
  ),
  /** “Lưu”: REGISTRATION_INCOMPLETE unless complete; gives the code, queues, and tries to send at once. */
  'registrations.save': call(byId.extend({ revision: z.number().int() }), registrationViewSchema),
  /** Of a dossier that the server does not have. */
  'registrations.delete': call(byId, none),
  'registrations.restore': call(byId, registrationViewSchema),
  'registrations.copy': call(byId, registrationViewSchema),
  /** A signed or frozen document; before that the declaration (`tokhai`, `tokhaididong`) as it would be. */
  'registrations.document': call(byId.extend({ documentId: z.enum(registrationDocumentIds) }), fileSchema),
  'registrations.verify': call(
    byId.extend({ documentId: z.enum(registrationDocumentIds) }),
    validationReportSchema,
  ),
  /** A new letter with a new link for a member who has not confirmed. */
  'registrations.resend': call(byId.extend({ memberId: z.string().max(64) }), registrationViewSchema),
  /** The member in front of this machine says that their data are right, with the certificate that they will sign with. */
  'registrations.confirm': call(
    byId.extend({ certificateId: certificateIdSchema.optional() }),
    registrationViewSchema,
  ),
  'registrations.decline': call(byId.extend({ note: z.string().min(1).max(1000) }), registrationViewSchema),
  /** As `signing.start`; `signing.status` and `signing.cancel` go on with the job. */
  'registrations.sign': call(
    byId.extend({
      certificateId: certificateIdSchema,
      expected: z.record(z.string(), z.string()),
      policy: signaturePolicySchema.optional(),
    }),
    signingJobSchema,
  ),
  /** A certificate of a plugged-in token, in the shape that a member's form holds. */
  'registrations.certificate': call(
    z.strictObject({ certificateId: certificateIdSchema }),
    memberCertificateSchema,
  ),
  /** A link from a letter: `dvctt://…` or the https address. LINK_UNKNOWN, LINK_REPLACED, LINK_EXPIRED, LINK_USED, LINK_WRONG_SERVER. */
  'links.open': call(z.strictObject({ text: z.string().max(2000) }), z.object({ id: registrationIdSchema })),
  /** The link with which the system started or called this program; told once. */
  'links.pending': call(none, z.object({ text: z.string().max(2000).nullable() })),
} as const;
