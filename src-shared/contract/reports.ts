/** Sums over the vouchers of this person's store. */
import { z } from 'zod';
import { dossierStatusSchema } from '../domain/dossiers/dossier.ts';
import { call, fileSchema } from './call.ts';

export const reportGroupSchema = z.enum(['account', 'ndkt', 'month', 'status']);
export type ReportGroup = z.infer<typeof reportGroupSchema>;

export const reportFilterSchema = z.strictObject({
  by: reportGroupSchema,
  /** Months of the voucher's date, `yyyy-MM`, both included. */
  from: z.string().regex(/^\d{4}-\d{2}$/),
  to: z.string().regex(/^\d{4}-\d{2}$/),
  statuses: z.array(dossierStatusSchema).optional(),
  account: z.string().max(30).optional(),
});

export const reportSchema = z.object({
  rows: z.array(
    z.object({
      /** Account number, NDKT, `yyyy-MM`, or status. */
      key: z.string(),
      /** Its name, where it has one. */
      name: z.string(),
      vouchers: z.number().int(),
      /** Đồng. */
      total: z.string(),
    }),
  ),
  vouchers: z.number().int(),
  total: z.string(),
  /** Accounts to filter by. */
  accounts: z.array(z.string()),
  /** The store is as old as this, when the line is down. */
  asOf: z.iso.datetime().optional(),
});
export type Report = z.infer<typeof reportSchema>;

export const reportCalls = {
  'reports.run': call(reportFilterSchema, reportSchema),
  'reports.export': call(reportFilterSchema.extend({ format: z.enum(['xlsx', 'csv', 'pdf']) }), fileSchema),
} as const;
