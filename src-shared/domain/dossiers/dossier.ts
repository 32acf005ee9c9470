import { z } from 'zod';
import { voucherSchema } from '../vouchers/voucher.ts';

/** ĐVQHNS (7 digits) + `yyMMddHHmmss` of the first save: 19 digits. */
export const dossierCodeSchema = z
  .string()
  .regex(/^\d{19}$/)
  .brand<'DossierCode'>();
export type DossierCode = z.infer<typeof dossierCodeSchema>;

export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

export const attachmentSchema = z.strictObject({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(200),
  mediaType: z.string().max(100),
  sha256: sha256Schema,
  /** Bytes. */
  size: z.number().int().nonnegative(),
});
export type Attachment = z.infer<typeof attachmentSchema>;

/** Most vouchers and attachments of one dossier. */
export const mostVouchers = 1000;
export const mostAttachments = 200;

/** What an accountant edits: everything but the state. */
export const dossierContentSchema = z.strictObject({
  title: z.string().max(300),
  vouchers: z.array(voucherSchema).max(mostVouchers),
  attachments: z.array(attachmentSchema).max(mostAttachments),
});
export type DossierContent = z.infer<typeof dossierContentSchema>;

/** States of a payment dossier, from the accountant's desk to the Treasury's answer. */
export const dossierStatusSchema = z.enum([
  'DANG_SOAN',
  'CHO_KTT_KY',
  'CHO_CTK_KY',
  'CHO_GUI',
  'CHO_KBNN',
  'DA_TIEP_NHAN',
  'KBNN_TU_CHOI',
  'TRA_LAI',
  'YEU_CAU_BO_SUNG',
]);
export type DossierStatus = z.infer<typeof dossierStatusSchema>;

export const dossierStatusNames: Readonly<Record<DossierStatus, string>> = {
  DANG_SOAN: 'Đang soạn',
  CHO_KTT_KY: 'Chờ Kế toán trưởng ký',
  CHO_CTK_KY: 'Chờ Chủ tài khoản ký',
  CHO_GUI: 'Đã ký đủ, chờ gửi KBNN',
  CHO_KBNN: 'Chờ cán bộ KBNN tiếp nhận hồ sơ',
  DA_TIEP_NHAN: 'KBNN đã tiếp nhận',
  KBNN_TU_CHOI: 'KBNN từ chối tiếp nhận',
  TRA_LAI: 'Trả lại để sửa',
  YEU_CAU_BO_SUNG: 'KBNN yêu cầu bổ sung',
};

/** One row of the status log: STT is its place, then Trạng thái, Ghi chú, Ngày cập nhật, and who. */
export const statusLogRowSchema = z.object({
  status: dossierStatusSchema,
  note: z.string(),
  /** ISO instant. */
  at: z.iso.datetime(),
  by: z.string(),
});
export type StatusLogRow = z.infer<typeof statusLogRowSchema>;

/**
 * A file of a forwarded dossier. Its bytes are frozen when the accountant forwards it; each signature makes a new
 * revision of the same document.
 * - `VOUCHER_XML` data of record, XAdES; `VOUCHER_PDF` printed form, PAdES; `ATTACHMENT` PAdES for PDF, else CAdES
 *   detached (a `.p7s` beside the file).
 */
export const dossierDocumentSchema = z.object({
  id: z.string().min(1).max(80),
  kind: z.enum(['VOUCHER_XML', 'VOUCHER_PDF', 'ATTACHMENT']),
  name: z.string().min(1).max(200),
  mediaType: z.string(),
  /** Of the unsigned bytes that the accountant froze. */
  originalSha256: sha256Schema,
  originalSize: z.number().int().positive(),
  /** Of the newest revision; equal to the original until the first signature. */
  sha256: sha256Schema,
  size: z.number().int().positive(),
  /** Steps that have signed it, in order. */
  signedBy: z.array(z.enum(['KTT', 'CTK'])),
});
export type DossierDocument = z.infer<typeof dossierDocumentSchema>;
