/** Dossiers as the window and the command line are shown them. */
import { z } from 'zod';
import {
  dossierCodeSchema,
  dossierContentSchema,
  dossierDocumentSchema,
  dossierStatusSchema,
  statusLogRowSchema,
} from '../domain/dossiers/dossier.ts';
import { roleSchema } from '../domain/people/roles.ts';
import { validationIssueSchema } from './issue.ts';
import { draftStateSchema } from './sync/window.ts';

export const dossierSummarySchema = z.object({
  code: dossierCodeSchema,
  title: z.string(),
  status: dossierStatusSchema,
  voucherCount: z.number().int(),
  /** Sum of the vouchers, đồng. */
  total: z.string(),
  createdBy: z.string(),
  updatedAt: z.iso.datetime(),
  /** Role that must act now; absent when the dossier is closed. */
  heldBy: roleSchema.optional(),
  /** Since when they hold it; absent for drafts that were never sent. */
  heldSince: z.iso.datetime().optional(),
  /** Last note (reason of return or rejection). */
  note: z.string(),
  /** `local`: a draft, written on this machine and shared with the unit's accountants; `server`: sent. */
  place: z.enum(['local', 'server']),
  /** A change of it waits to be sent. */
  waiting: z.boolean().optional(),
  /** It has an undecided conflict, or a change that the server refused. */
  attention: z.boolean().optional(),
});
export type DossierSummary = z.infer<typeof dossierSummarySchema>;

export const dossierColumnSchema = z.enum([
  'code',
  'title',
  'voucherCount',
  'total',
  'status',
  'heldBy',
  'updatedAt',
]);
export type DossierColumn = z.infer<typeof dossierColumnSchema>;

export const dossierActionSchema = z.enum(['edit', 'delete', 'forward', 'sign', 'return', 'submit', 'copy']);
export type DossierAction = z.infer<typeof dossierActionSchema>;

export const dossierViewSchema = dossierSummarySchema.extend({
  /** Grows by one with each saved change. */
  version: z.number().int().positive(),
  content: dossierContentSchema,
  issues: z.array(validationIssueSchema),
  /** Empty until forwarded. */
  documents: z.array(dossierDocumentSchema),
  /** Oldest first. */
  log: z.array(statusLogRowSchema),
  /** What the signed-in person may do now. */
  actions: z.array(dossierActionSchema),
  /** Present for drafts. */
  draft: draftStateSchema.optional(),
  /** Present when the server could not be asked: this is the copy kept here, as of then. */
  asOf: z.iso.datetime().optional(),
});
export type DossierView = z.infer<typeof dossierViewSchema>;
