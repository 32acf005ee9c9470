/** Registration dossiers between core and window. */
import { z } from 'zod';
import {
  registrationCodeSchema,
  registrationContentSchema,
  registrationDocumentSchema,
  registrationKindSchema,
  registrationLogRowSchema,
  registrationStatusSchema,
} from '../../domain/registration/registration.ts';
import { failureSchema } from '../errors.ts';
import { validationIssueSchema } from '../issue.ts';
import { confirmationSchema } from './http.ts';

/** Names a dossier on this machine, before and after it has a code. */
export const registrationIdSchema = z.string().regex(/^[\w-]{1,64}$/);

/**
 * What the person in front of this machine is to the dossier: who declares, a member or the signing account holder by
 * a link from a letter, or a person of the unit who is signed in.
 */
export const registrationAccessSchema = z.enum(['author', 'member', 'signer', 'unit']);

export const registrationActionSchema = z.enum([
  'edit',
  'save',
  'delete',
  'copy',
  'print',
  'resend',
  'confirm',
  'decline',
  'sign',
]);
export type RegistrationAction = z.infer<typeof registrationActionSchema>;

/** How the last “Lưu” stands. */
export const savedSchema = z.discriminatedUnion('state', [
  /** Edited since the server was told last, or never saved; on this machine it is durable all the same. */
  z.object({
    state: z.literal('edited'),
    /** Of an earlier “Lưu” that still waits to be sent: as it was then, without what was edited since. */
    waitingSince: z.iso.datetime().optional(),
  }),
  /** Will be sent as soon as the server is reached. */
  z.object({ state: z.literal('queued'), at: z.iso.datetime(), failure: failureSchema.optional() }),
  z.object({ state: z.literal('sent'), at: z.iso.datetime() }),
  /** The server refused it: mend and save again. */
  z.object({ state: z.literal('refused'), at: z.iso.datetime(), failure: failureSchema }),
]);

export const registrationSummarySchema = z.object({
  id: registrationIdSchema,
  /** Given at the first “Lưu”. */
  code: registrationCodeSchema.optional(),
  kind: registrationKindSchema,
  status: registrationStatusSchema,
  unitCode: z.string(),
  unitName: z.string(),
  /** Reason of the rejection. */
  note: z.string(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** Members still to confirm. */
  missing: z.number().int(),
  saved: savedSchema,
  actions: z.array(registrationActionSchema),
});
export type RegistrationSummary = z.infer<typeof registrationSummarySchema>;

export const registrationViewSchema = registrationSummarySchema.extend({
  access: registrationAccessSchema,
  /** The member in front of this machine, where the link or the session says so. */
  memberId: z.string().optional(),
  /** The rejected dossier that this is a copy of, and why it was rejected, as far as this machine knows. */
  copiedFrom: z.object({ code: registrationCodeSchema, note: z.string() }).optional(),
  /** Of this machine's copy: grows with each kept change. */
  revision: z.number().int().positive(),
  content: registrationContentSchema,
  /** What stands at KBNN now, in a change dossier. */
  before: registrationContentSchema.optional(),
  issues: z.array(validationIssueSchema),
  confirmations: z.array(confirmationSchema),
  documents: z.array(registrationDocumentSchema),
  log: z.array(registrationLogRowSchema),
  /** Version of the server's copy that is shown; 0 when it has none. */
  version: z.number().int(),
  /** Present when the server could not be asked: as of then. */
  asOf: z.iso.datetime().optional(),
});
export type RegistrationView = z.infer<typeof registrationViewSchema>;

export const registrationFilterSchema = z.strictObject({
  /** Words of code, unit, members: with or without accents. */
  query: z.string().max(200).optional(),
  status: registrationStatusSchema.optional(),
  /** Days in Vietnam, `yyyy-MM-dd`, of the last change; both included. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});
