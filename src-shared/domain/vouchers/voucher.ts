import { z } from 'zod';
import { dongSchema } from '../money/dong.ts';

/** ISO calendar date `yyyy-MM-dd`, or empty while a draft is incomplete. */
export const draftDateSchema = z.union([z.literal(''), z.iso.date()]);
const text = (max: number) => z.string().max(max);

/** One line of mẫu 13 (C2-02a/NS). Empty strings are allowed in a draft; `validateVoucher` judges completeness. */
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
  amount: z.union([z.literal(''), dongSchema]),
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

/** Giấy rút dự toán ngân sách, mẫu 13, ký hiệu C2-02a/NS (Nghị định 347/2025/NĐ-CP). */
export const voucherSchema = z.strictObject({
  id: z.string().min(1).max(64),
  formId: z.literal('13'),
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
    amount: z.union([z.literal(''), dongSchema]),
  }),
  lines: z.array(voucherLineSchema).max(mostLines),
  payee: payeeSchema,
  cashReceiver: cashReceiverSchema,
});
export type Voucher = z.infer<typeof voucherSchema>;
