/** Dossiers on their way from desk to desk, and their documents. */
import { z } from 'zod';
import { dossierStatusSchema } from '../../domain/dossiers/dossier.ts';
import { validationReportSchema } from '../../validation/report.ts';
import { byCode, call, fileSchema } from '../call.ts';
import { dossierColumnSchema, dossierSummarySchema, dossierViewSchema } from '../dossier-view.ts';
import { failureSchema } from '../errors.ts';
import { forwardedVersionSchema, signedVersionListSchema } from '../versions.ts';

/** `version`: an earlier one of the dossier (`dossiers.versions`); left out, the one that stands. */
const byDocument = byCode.extend({
  documentId: z.string().max(80),
  version: z.number().int().positive().optional(),
});

export const dossierCalls = {
  'dossiers.list': call(
    z.strictObject({
      /** Words in any order, with or without accents; each is the beginning of a word of the dossier. */
      query: z.string().max(200).optional(),
      status: dossierStatusSchema.optional(),
      /** `mine`: waiting for this person. */
      scope: z.enum(['mine', 'all']).optional(),
      order: z.strictObject({ column: dossierColumnSchema, descending: z.boolean() }).optional(),
      offset: z.number().int().nonnegative().optional(),
      /** 200 when left out. */
      limit: z.number().int().min(1).max(1000).optional(),
    }),
    z.object({
      dossiers: z.array(dossierSummarySchema),
      /** How many the filter finds in all. */
      found: z.number().int().optional(),
      /** Without the filter. */
      counts: z
        .object({
          mine: z.number().int(),
          all: z.number().int(),
          byStatus: z.record(dossierStatusSchema, z.number().int()),
        })
        .optional(),
      /** Present when the server cannot be reached: what is listed is as old as `sync.state` says. */
      offline: failureSchema.optional(),
    }),
  ),
  'dossiers.get': call(byCode, dossierViewSchema),
  /** `version`: of the draft on the screen; DOSSIER_CONFLICT when what stands is another one. */
  'dossiers.forward': call(
    byCode.extend({ version: z.number().int().positive().optional() }),
    dossierViewSchema,
  ),
  'dossiers.return': call(byCode.extend({ note: z.string().min(1).max(1000) }), dossierViewSchema),
  'dossiers.submit': call(byCode, dossierViewSchema),
  /** Earlier versions that were signed, newest first; the server alone keeps them. Their signatures are void. */
  'dossiers.versions': call(
    byCode,
    signedVersionListSchema.extend({
      /** Present when the server could not be asked: nothing is listed. */
      offline: failureSchema.optional(),
    }),
  ),
  /** One of them: its content, and its documents for `documents.read` and `documents.verify`. */
  'dossiers.version': call(byCode.extend({ version: z.number().int().positive() }), forwardedVersionSchema),

  /** Newest revision of a forwarded document; the `.p7s` of a file that is signed beside itself. */
  'documents.read': call(byDocument, fileSchema),
  /** The file as it was frozen, without signatures. */
  'documents.original': call(byDocument, fileSchema),
  'documents.verify': call(byDocument, validationReportSchema),
} as const;
