/**
 * Mẫu 13, C2-02a/NS (Giấy rút dự toán ngân sách), described as data: each field with its label, what it holds and
 * when it must be filled in. The rules and the screens read this one description.
 */
import type { CodeListId } from '../codes/catalogue.ts';
import type { Voucher, VoucherLine } from './voucher.ts';

export interface FormField<Holder> {
  /** Path in the holder, e.g. `contract.number`. */
  readonly path: string;
  readonly label: { readonly vi: string; readonly en: string };
  readonly kind: 'text' | 'date' | 'code' | 'amount';
  /** `transfer`: with chuyển khoản; `cash`: with tiền mặt. */
  readonly required: 'always' | 'transfer' | 'cash' | 'never';
  readonly read: (holder: Holder) => string;
  /** Catalogue of a code; its digits are the catalogue's. */
  readonly codes?: CodeListId;
}

export const form13 = {
  id: '13',
  symbol: 'C2-02a/NS',
  title: { vi: 'Giấy rút dự toán ngân sách', en: 'Budget withdrawal voucher' },
} as const;

export const voucherFields: readonly FormField<Voucher>[] = [
  {
    path: 'number',
    label: { vi: 'Số chứng từ', en: 'Voucher number' },
    kind: 'text',
    required: 'always',
    read: (v) => v.number,
  },
  {
    path: 'date',
    label: { vi: 'Ngày chứng từ', en: 'Voucher date' },
    kind: 'date',
    required: 'always',
    read: (v) => v.date,
  },
  {
    path: 'unitName',
    label: { vi: 'Tên đơn vị', en: 'Unit name' },
    kind: 'text',
    required: 'always',
    read: (v) => v.unitName,
  },
  {
    path: 'unitCode',
    label: { vi: 'Mã ĐVQHNS', en: 'Unit code (ĐVQHNS)' },
    kind: 'text',
    required: 'always',
    read: (v) => v.unitCode,
  },
  {
    path: 'address',
    label: { vi: 'Địa chỉ', en: 'Address' },
    kind: 'text',
    required: 'never',
    read: (v) => v.address,
  },
  {
    path: 'accountNumber',
    label: { vi: 'Tài khoản', en: 'Account' },
    kind: 'text',
    required: 'always',
    read: (v) => v.accountNumber,
  },
  {
    path: 'treasuryCode',
    label: { vi: 'Mã KBNN (SHKB)', en: 'Treasury code (SHKB)' },
    kind: 'code',
    codes: 'treasury',
    required: 'always',
    read: (v) => v.treasuryCode,
  },
  {
    path: 'treasuryName',
    label: { vi: 'Tại KBNN', en: 'At Treasury office' },
    kind: 'text',
    required: 'always',
    read: (v) => v.treasuryName,
  },
  {
    path: 'programCode',
    label: { vi: 'Mã CTMT, DA', en: 'Programme code (CTMT, DA)' },
    kind: 'code',
    codes: 'program',
    required: 'always',
    read: (v) => v.programCode,
  },
  {
    path: 'contract.number',
    label: { vi: 'Số hợp đồng', en: 'Contract number' },
    kind: 'text',
    required: 'never',
    read: (v) => v.contract.number,
  },
  {
    path: 'contract.date',
    label: { vi: 'Ngày hợp đồng', en: 'Contract date' },
    kind: 'date',
    required: 'never',
    read: (v) => v.contract.date,
  },
  {
    path: 'contract.amount',
    label: { vi: 'Giá trị hợp đồng (đồng)', en: 'Contract value (đồng)' },
    kind: 'amount',
    required: 'never',
    read: (v) => v.contract.amount,
  },
  {
    path: 'payee.name',
    label: { vi: 'Tên đơn vị, cá nhân nhận tiền', en: 'Payee’s name' },
    kind: 'text',
    required: 'transfer',
    read: (v) => v.payee.name,
  },
  {
    path: 'payee.taxCode',
    label: { vi: 'Mã số thuế', en: 'Tax code' },
    kind: 'text',
    required: 'never',
    read: (v) => v.payee.taxCode,
  },
  {
    path: 'payee.accountNumber',
    label: { vi: 'Số tài khoản nhận tiền', en: 'Payee’s account number' },
    kind: 'text',
    required: 'transfer',
    read: (v) => v.payee.accountNumber,
  },
  {
    path: 'payee.bank',
    label: { vi: 'Tại ngân hàng / KBNN', en: 'At bank / Treasury' },
    kind: 'text',
    required: 'transfer',
    read: (v) => v.payee.bank,
  },
  {
    path: 'cashReceiver.name',
    label: { vi: 'Họ và tên người lĩnh tiền', en: 'Cash receiver’s full name' },
    kind: 'text',
    required: 'cash',
    read: (v) => v.cashReceiver.name,
  },
  {
    path: 'cashReceiver.identityNumber',
    label: { vi: 'Số CCCD / hộ chiếu', en: 'Identity card / passport' },
    kind: 'text',
    required: 'cash',
    read: (v) => v.cashReceiver.identityNumber,
  },
  {
    path: 'cashReceiver.issuedOn',
    label: { vi: 'Ngày cấp', en: 'Date of issue' },
    kind: 'date',
    required: 'cash',
    read: (v) => v.cashReceiver.issuedOn,
  },
  {
    path: 'cashReceiver.issuedAt',
    label: { vi: 'Nơi cấp', en: 'Place of issue' },
    kind: 'text',
    required: 'cash',
    read: (v) => v.cashReceiver.issuedAt,
  },
];

export const lineFields: readonly FormField<VoucherLine>[] = [
  {
    path: 'description',
    label: { vi: 'Nội dung', en: 'Description' },
    kind: 'text',
    required: 'always',
    read: (l) => l.description,
  },
  {
    path: 'invoiceNumber',
    label: { vi: 'Số hóa đơn', en: 'Invoice number' },
    kind: 'text',
    required: 'never',
    read: (l) => l.invoiceNumber,
  },
  {
    path: 'invoiceDate',
    label: { vi: 'Ngày hóa đơn', en: 'Invoice date' },
    kind: 'date',
    required: 'never',
    read: (l) => l.invoiceDate,
  },
  {
    path: 'ndkt',
    label: { vi: 'Mã NDKT', en: 'NDKT code' },
    kind: 'code',
    codes: 'ndkt',
    required: 'always',
    read: (l) => l.ndkt,
  },
  {
    path: 'chapter',
    label: { vi: 'Mã chương', en: 'Chapter' },
    kind: 'code',
    codes: 'chapter',
    required: 'always',
    read: (l) => l.chapter,
  },
  {
    path: 'sector',
    label: { vi: 'Mã ngành KT', en: 'Sector' },
    kind: 'code',
    codes: 'sector',
    required: 'always',
    read: (l) => l.sector,
  },
  {
    path: 'source',
    label: { vi: 'Mã nguồn', en: 'Source' },
    kind: 'code',
    codes: 'source',
    required: 'always',
    read: (l) => l.source,
  },
  {
    path: 'amount',
    label: { vi: 'Số tiền (đồng)', en: 'Amount (đồng)' },
    kind: 'amount',
    required: 'always',
    read: (l) => l.amount,
  },
];
