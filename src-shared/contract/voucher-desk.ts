/** What makes the next voucher quick to write: payees, templates, earlier vouchers, numbers. */
import { z } from 'zod';
import { dossierCodeSchema } from '../domain/dossiers/dossier.ts';
import { formIdSchema, payeeSchema, voucherSchema } from '../domain/vouchers/voucher.ts';
import { call, none } from './call.ts';

/** One row of the payee book (sổ đơn vị nhận tiền). */
export const bookedPayeeSchema = z.object({
  id: z.string().max(64),
  ...payeeSchema.shape,
  /** `saved`: written into the book; `used`: stood on an earlier voucher. */
  from: z.enum(['saved', 'used']),
  /** How many vouchers of this store paid them. */
  times: z.number().int(),
});
export type BookedPayee = z.infer<typeof bookedPayeeSchema>;

export const voucherTemplateSchema = z.object({
  id: z.string().max(64),
  name: z.string().min(1).max(200),
  formId: formIdSchema,
  updatedAt: z.iso.datetime(),
});
export type VoucherTemplate = z.infer<typeof voucherTemplateSchema>;

/** A voucher that was written before. */
export const earlierVoucherSchema = z.object({
  code: dossierCodeSchema,
  voucherId: z.string().max(64),
  formId: formIdSchema,
  number: z.string(),
  date: z.string(),
  payee: z.string(),
  description: z.string(),
  total: z.string(),
});
export type EarlierVoucher = z.infer<typeof earlierVoucherSchema>;

/** What a voucher says of the unit that makes it. */
export const ownUnitSchema = z.object({
  code: z.string(),
  name: z.string(),
  address: z.string(),
  chapter: z.string(),
  treasuryCode: z.string(),
  treasuryName: z.string(),
  accounts: z.array(
    z.object({
      number: z.string(),
      name: z.string(),
      /** `yyyy-MM-dd`; from this day on nothing is paid from it. */
      closedOn: z.string().optional(),
    }),
  ),
});
export type OwnUnit = z.infer<typeof ownUnitSchema>;

const id = z.string().min(1).max(64);
const query = z.string().max(200).optional();

/** All local: they work without a line. */
export const voucherDeskCalls = {
  /** The unit of the person signed in, as the server described it last. */
  'unit.get': call(none, ownUnitSchema),
  /** Words with or without accents; the most used first. */
  'payees.list': call(
    z.strictObject({ query, limit: z.number().int().min(1).max(500).optional() }),
    z.object({ payees: z.array(bookedPayeeSchema) }),
  ),
  /** Without an `id` a new row. */
  'payees.save': call(z.strictObject({ id: id.optional(), payee: payeeSchema }), bookedPayeeSchema),
  'payees.delete': call(z.strictObject({ id }), none),
  'templates.list': call(none, z.object({ templates: z.array(voucherTemplateSchema) })),
  /** Keeps a voucher as a template: without number and date. Without an `id` a new one. */
  'templates.save': call(
    z.strictObject({ id: id.optional(), name: z.string().min(1).max(200), voucher: voucherSchema }),
    voucherTemplateSchema,
  ),
  'templates.delete': call(z.strictObject({ id }), none),
  'templates.get': call(z.strictObject({ id }), z.object({ voucher: voucherSchema })),
  /** Newest first. */
  'vouchers.find': call(
    z.strictObject({
      query,
      formId: formIdSchema.optional(),
      limit: z.number().int().min(1).max(200).optional(),
    }),
    z.object({ vouchers: z.array(earlierVoucherSchema) }),
  ),
  'vouchers.get': call(
    z.strictObject({ code: dossierCodeSchema, voucherId: id }),
    z.object({ voucher: voucherSchema }),
  ),
  /**
   * The number after the highest of this form in this year (`0041` → `0042`; prefix and width are kept); empty when there
   * is none to go on from.
   */
  'vouchers.nextNumber': call(
    z.strictObject({ formId: formIdSchema, year: z.string().regex(/^\d{4}$/) }),
    z.object({ number: z.string() }),
  ),
} as const;
