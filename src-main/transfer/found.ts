/** What was read from files, before anybody knows whose unit it is: plain texts by the paths of our fields. */
import { z } from 'zod';
import { failureSchema } from '#shared/contract/errors.ts';
import { validationIssueSchema } from '#shared/contract/issue.ts';
import { formIdSchema, mostLines } from '#shared/domain/vouchers/voucher.ts';
import { lineFields, voucherFields } from '#shared/domain/vouchers/fields.ts';
import type { LineFieldPath, VoucherFieldPath } from '#shared/domain/vouchers/fields.ts';

// A record's own keys are the keys of its type.
const voucherPaths = Object.keys(voucherFields) as [VoucherFieldPath, ...VoucherFieldPath[]];
const linePaths = Object.keys(lineFields) as [LineFieldPath, ...LineFieldPath[]];
const text = z.string().max(500);

export const foundVoucherSchema = z.strictObject({
  kind: z.literal('voucher'),
  /** `chungtu.zip › C402A0012.xml`. */
  from: z.string(),
  formId: formIdSchema,
  /** Dates `yyyy-MM-dd`, amounts as digits; a field that the file does not have is absent. */
  fields: z.partialRecord(z.enum(voucherPaths), text),
  lines: z.array(z.partialRecord(z.enum(linePaths), text)).max(mostLines),
  /** What the file says the lines add up to, đồng. */
  total: z.string().max(18).optional(),
  /** The same in words, as the file has it. */
  totalInWords: text.optional(),
  /** Advice of the reader: what was completed or left out. Paths begin at the voucher. */
  notes: z.array(validationIssueSchema),
});
export type FoundVoucher = z.infer<typeof foundVoucherSchema>;

export const refusedFileSchema = z.strictObject({
  kind: z.literal('refused'),
  from: z.string(),
  failure: failureSchema,
  /** As far as it was read. */
  formId: formIdSchema.optional(),
  number: text.optional(),
  /** Advice about what stands around it. */
  notes: z.array(validationIssueSchema).optional(),
});
export type RefusedFile = z.infer<typeof refusedFileSchema>;

export const foundSchema = z.discriminatedUnion('kind', [foundVoucherSchema, refusedFileSchema]);
export type Found = z.infer<typeof foundSchema>;
