import { z } from 'zod';

/**
 * Where in a dossier's content something stands. Vouchers, lines and attachments are named by their ids, so a path
 * means the same thing after lines were added or moved:
 * `title`, `vouchers/<id>`, `vouchers/<id>/payee.name`, `vouchers/<id>/lines/<id>`, `vouchers/<id>/lines/<id>/amount`,
 * `attachments/<id>`, and the orders `vouchers`, `vouchers/<id>/lines`, `attachments`.
 * A path without a field after the last id is that whole voucher, line or attachment (its presence).
 */
export const contentPathSchema = z.string().min(1).max(300);
export type ContentPath = z.infer<typeof contentPathSchema>;

/** One difference between two contents; a side that is absent means that the entity was not there. */
export const contentChangeSchema = z.object({
  path: contentPathSchema,
  kind: z.enum(['set', 'added', 'removed', 'moved']),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
});
export type ContentChange = z.infer<typeof contentChangeSchema>;

/** A place that two people changed differently; an absent side means that this side has removed it. */
export const contentConflictSchema = z.object({
  path: contentPathSchema,
  /** `field`: two values. `presence`: one removed what the other changed. */
  kind: z.enum(['field', 'presence']),
  before: z.unknown().optional(),
  mine: z.unknown().optional(),
  theirs: z.unknown().optional(),
});
export type ContentConflict = z.infer<typeof contentConflictSchema>;

/** Which side a conflict's place takes. */
export const contentChoiceSchema = z.enum(['mine', 'theirs', 'before']);
export type ContentChoice = z.infer<typeof contentChoiceSchema>;
