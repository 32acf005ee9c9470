import { z } from 'zod';

/** A field of a draft that is wrong. `blocking` errors stop “Gửi KTT”; the others are advice. */
export const validationIssueSchema = z.object({
  /** Path in the content, e.g. `vouchers.0.lines.1.amount`. */
  path: z.string(),
  code: z.string(),
  message: z.object({ vi: z.string(), en: z.string() }),
  blocking: z.boolean(),
});
export type ValidationIssue = z.infer<typeof validationIssueSchema>;
