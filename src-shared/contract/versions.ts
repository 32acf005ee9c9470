/** Versions of a dossier that were forwarded: what was signed once stays readable when its signatures count no longer. */
import { z } from 'zod';
import {
  dossierCodeSchema,
  dossierContentSchema,
  dossierDocumentSchema,
} from '../domain/dossiers/dossier.ts';

/**
 * GET /dossiers/:code/versions/:version: a version that was forwarded, as it stood when the next one took its place; its
 * signatures are void. Its files: GET …/documents/:id?version=N. An officer sees those that were sent to the Treasury.
 */
export const forwardedVersionSchema = z.object({
  code: dossierCodeSchema,
  version: z.number().int().positive(),
  content: dossierContentSchema,
  documents: z.array(dossierDocumentSchema),
});
export type ForwardedVersion = z.infer<typeof forwardedVersionSchema>;

/** A version that was signed, at least in part, and whose signatures are void by now. */
export const signedVersionSchema = z.object({
  version: z.number().int().positive(),
  forwardedAt: z.iso.datetime(),
  /** Name of the accountant. */
  forwardedBy: z.string(),
  /** All of them, signed or not. */
  documentCount: z.number().int(),
  /** In the order in which they signed. */
  signedBy: z.array(
    z.object({
      step: z.enum(['KTT', 'CTK']),
      name: z.string(),
      /** Of the last signature that the server took. */
      at: z.iso.datetime(),
      documentCount: z.number().int(),
    }),
  ),
  /** `returned` by a signer, `supplement` asked for by the Treasury; `edited` when all that is known is that a newer version came. */
  voided: z.object({
    why: z.enum(['returned', 'supplement', 'edited']),
    at: z.iso.datetime(),
    by: z.string(),
    note: z.string(),
  }),
  /** When the version that took its place was forwarded, and by whom; absent while there is none. */
  replaced: z.object({ at: z.iso.datetime(), by: z.string() }).optional(),
});
export type SignedVersion = z.infer<typeof signedVersionSchema>;
/** GET /dossiers/:code/versions, newest first; for the unit's own people. */
export const signedVersionListSchema = z.object({ versions: z.array(signedVersionSchema) });
