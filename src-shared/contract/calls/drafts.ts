/** Drafts: kept here with every key, shared with the unit’s accountants. */
import { z } from 'zod';
import { attachmentSchema, dossierContentSchema } from '../../domain/dossiers/dossier.ts';
import { contentChoiceSchema, contentPathSchema } from '../../domain/drafts/content-change.ts';
import { formIdSchema } from '../../domain/vouchers/voucher.ts';
import { base64Schema, byCode, call, fileSchema, none } from '../call.ts';
import { dossierViewSchema } from '../dossier-view.ts';
import { draftConflictSchema, draftHistorySchema, draftVersionViewSchema } from '../sync/window.ts';

const versionId = z.string().min(1).max(40);

export const draftCalls = {
  /** With one empty voucher of the form (mẫu 13 when left out). */
  'drafts.create': call(z.strictObject({ formId: formIdSchema.optional() }), dossierViewSchema),
  'drafts.copy': call(byCode, dossierViewSchema),
  'drafts.save': call(
    byCode.extend({ baseVersion: z.number().int(), content: dossierContentSchema }),
    dossierViewSchema,
  ),
  'drafts.delete': call(byCode, none),
  'drafts.restore': call(byCode, dossierViewSchema),
  /** One step of this person's own changes back or forth; what others changed since stays. */
  'drafts.undo': call(byCode, dossierViewSchema),
  'drafts.redo': call(byCode, dossierViewSchema),
  'drafts.history': call(byCode, draftHistorySchema),
  'drafts.version': call(byCode.extend({ versionId }), draftVersionViewSchema),
  /** Makes an old version the newest; the one that stood is in the history. */
  'drafts.restoreVersion': call(byCode.extend({ versionId }), dossierViewSchema),
  /** A new draft, with a code of its own, from an old version. */
  'drafts.copyVersion': call(byCode.extend({ versionId }), dossierViewSchema),
  /** Null when there is nothing to decide (any more). */
  'drafts.conflict': call(byCode, z.object({ conflict: draftConflictSchema.nullable() })),
  /** DOSSIER_CONFLICT when theirs is not `theirsVersion` any more; every conflict needs a choice. */
  'drafts.resolve': call(
    byCode.extend({
      theirsVersion: z.number().int(),
      choices: z.record(contentPathSchema, contentChoiceSchema),
    }),
    dossierViewSchema,
  ),
  'drafts.attach': call(
    byCode.extend({ name: z.string().min(1).max(200), base64: base64Schema }),
    z.object({ attachment: attachmentSchema, dossier: dossierViewSchema }),
  ),
  'drafts.attachment': call(byCode.extend({ attachmentId: z.string().max(64) }), fileSchema),
  /** The printed form of a draft's voucher as it stands now (PDF). */
  'drafts.preview': call(byCode.extend({ voucherId: z.string().max(64) }), fileSchema),
} as const;
