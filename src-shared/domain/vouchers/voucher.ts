import { z } from 'zod';
import { dongSchema } from '../money/dong.ts';

/** ISO calendar date `yyyy-MM-dd`, or empty while a draft is incomplete. */
export const draftDateSchema = z.union([z.literal(''), z.iso.date()]);
const text = (max: number) => z.string().max(max);
/** Đồng, or empty while a draft is incomplete. */
const draftAmountSchema = z.union([z.literal(''), dongSchema]);

/** Forms in force from 01/01/2026 (Nghị định 347/2025/NĐ-CP), by the number of their mẫu. */
export const formIdSchema = z.enum(['02', '08', '10', '13', '14', '17', '18', '20']);
export type FormId = z.infer<typeof formIdSchema>;

/**
 * One line of a voucher, or one beneficiary of a list. The form says which of the fields it uses; the optional ones are
 * absent where it uses them not. Empty strings are allowed in a draft; `validateVoucher` judges completeness.
 */
export const voucherLineSchema = z.strictObject({
  id: z.string().min(1).max(64),
  description: text(500),
  invoiceNumber: text(50),
  invoiceDate: draftDateSchema,
  /** Mã NDKT (tiểu mục), 4 digits. */
  ndkt: text(4),
  /** Mã chương, 3 digits. */
  chapter: text(3),
  /** Mã ngành kinh tế, 3 digits. */
  sector: text(3),
  /** Mã nguồn, 2 digits. */
  source: text(2),
  amount: draftAmountSchema,
  /** Số tờ khai / quyết định / mã định danh hồ sơ (mẫu 02). */
  declaration: text(50).optional(),
  /** Kỳ thuế: `MM/yyyy`, `Qn/yyyy`, `yyyy` or a date of a decision (mẫu 02). */
  taxPeriod: text(20).optional(),
  /** Niên độ: the budget year, 4 digits (mẫu 17, 18). */
  budgetYear: text(4).optional(),
  /** Số dư tạm ứng, đồng (mẫu 10). */
  advanceBalance: draftAmountSchema.optional(),
  /** Of the beneficiary (mẫu 20). */
  payeeName: text(200).optional(),
  payeeAccount: text(30).optional(),
  payeeBank: text(200).optional(),
  /** Số CCCD (mẫu 20). */
  payeeIdentity: text(12).optional(),
  note: text(300).optional(),
});
export type VoucherLine = z.infer<typeof voucherLineSchema>;

export const payeeSchema = z.strictObject({
  name: text(200),
  taxCode: text(14),
  accountNumber: text(30),
  /** Tại NH/KBNN. */
  bank: text(200),
});

/** Người lĩnh tiền mặt. */
export const cashReceiverSchema = z.strictObject({
  name: text(200),
  identityNumber: text(12),
  issuedOn: draftDateSchema,
  issuedAt: text(200),
});

/** Most lines of one voucher. */
export const mostLines = 10_000;

/** Người nộp thuế (mẫu 02, 14, 18). */
export const taxpayerSchema = z.strictObject({
  name: text(200),
  taxCode: text(14),
  address: text(300),
});

/** Phần nộp NSNN (mẫu 14, 18), and where a payment into the budget goes (mẫu 02, 08). */
export const taxSchema = z.strictObject({
  /** Mã NDKT of the revenue, 4 digits. */
  ndkt: text(4),
  /** Mã chương of the revenue, 3 digits. */
  chapter: text(3),
  /** Cơ quan quản lý thu. */
  collectorCode: text(7),
  collectorName: text(200),
  /** Kỳ thuế. */
  period: text(20),
  /** Mã địa bàn hành chính, 5 digits. */
  area: text(5),
  /** Tài khoản thu: 7111, 7114 or 8993. */
  revenueAccount: text(4),
  /** KBNN hạch toán khoản thu: SHKB and name. */
  treasuryCode: text(4),
  treasuryName: text(200),
  /** Số tiền nộp NSNN (mẫu 14, 18). */
  amount: draftAmountSchema,
});

/** Người nộp tiền, and the account that pays (mẫu 02, 08). */
export const payerSchema = z.strictObject({
  name: text(200),
  address: text(300),
  accountNumber: text(30),
  bank: text(200),
});

/**
 * A voucher of any form. Groups and fields that the form does not use are absent (optional ones) or empty; the form's
 * description (`forms/`) says which it uses, and the rules refuse what stands in another.
 */
export const voucherSchema = z.strictObject({
  id: z.string().min(1).max(64),
  formId: formIdSchema,
  number: text(20),
  date: draftDateSchema,
  /** Tạm cấp / chính thức. */
  allocation: z.enum(['CHINH_THUC', 'TAM_CAP']),
  /** Thực chi / tạm ứng. */
  purpose: z.enum(['THUC_CHI', 'TAM_UNG']),
  /** Chuyển khoản / tiền mặt. */
  method: z.enum(['CHUYEN_KHOAN', 'TIEN_MAT']),
  unitName: text(200),
  unitCode: text(7),
  address: text(300),
  /** `TKKT.cấp NS.ĐVQHNS`. */
  accountNumber: text(30),
  treasuryCode: text(4),
  treasuryName: text(200),
  /** Mã CTMT/DA, 5 digits, `00000` by default. */
  programCode: text(5),
  contract: z.strictObject({
    number: text(50),
    date: draftDateSchema,
    amount: draftAmountSchema,
  }),
  lines: z.array(voucherLineSchema).max(mostLines),
  payee: payeeSchema,
  cashReceiver: cashReceiverSchema,
  taxpayer: taxpayerSchema.optional(),
  tax: taxSchema.optional(),
  /** Thanh toán cho đơn vị thụ hưởng, đồng (mẫu 14, 18): with `tax.amount` it makes the total. */
  payeeAmount: draftAmountSchema.optional(),
  payer: payerSchema.optional(),
  /** Mã nhà tài trợ (mẫu 17, 18). */
  donorCode: text(20).optional(),
  /** What an advance was given as (mẫu 10): tạm ứng, ứng trước đủ / chưa đủ điều kiện thanh toán. */
  advance: z.enum(['TAM_UNG', 'UNG_TRUOC_DU_DK', 'UNG_TRUOC_CHUA_DU_DK']).optional(),
  /** Number of the voucher of the same dossier that this list belongs to (mẫu 20). */
  listFor: text(20).optional(),
});
export type Voucher = z.infer<typeof voucherSchema>;
