/** Hồ sơ đăng ký sử dụng DVC, and Đăng ký thay đổi, bổ sung: what the wizard's four steps hold. */
import { z } from 'zod';
import { dossierCodeSchema, sha256Schema } from '../dossiers/dossier.ts';
import { draftDateSchema } from '../vouchers/voucher.ts';
import { serviceSchema } from './services.ts';

const text = (max: number) => z.string().max(max);
/** Made on the machine where the row was added; never shown. */
const rowId = z.string().regex(/^[\w-]{1,64}$/);

/** ĐVQHNS (7) + `yyMMddHHmmss` of the save: 19 digits, of the same shape as a payment dossier's. */
export const registrationCodeSchema = dossierCodeSchema;
export type RegistrationCode = z.infer<typeof registrationCodeSchema>;

/** `change`: Đăng ký thay đổi, bổ sung of a unit that is registered. */
export const registrationKindSchema = z.enum(['first', 'change']);
export type RegistrationKind = z.infer<typeof registrationKindSchema>;

/** Titles that a dossier may give: those of the unit's people. */
export const memberRoleSchema = z.enum(['KTV', 'UQ_KTT', 'KTT', 'UQ_CTK', 'CTK']);
export type MemberRole = z.infer<typeof memberRoleSchema>;

/** Hình thức đăng ký chữ ký số: one form at a time per member; none for who does not sign. */
export const signatureFormSchema = z.enum(['none', 'token', 'remote']);
export type SignatureForm = z.infer<typeof signatureFormSchema>;

/** Fetched from the token or the provider, never typed. */
export const memberCertificateSchema = z.strictObject({
  /** Upper-case hex without leading zeros. */
  serial: z.string().regex(/^[0-9A-F]{1,64}$/),
  /** SHA-256 of the DER, lower-case hex. */
  thumbprint: sha256Schema,
  subject: text(1000),
  issuer: text(1000),
  notBefore: z.iso.datetime(),
  notAfter: z.iso.datetime(),
  /** Base64 of the DER. */
  der: z.string().max(20_000),
});
export type MemberCertificate = z.infer<typeof memberCertificateSchema>;

export const registrationUnitSchema = z.strictObject({
  /** Kính gửi KBNN: SHKB, 4 digits. */
  treasuryCode: text(4),
  /** Mã ĐVQHNS, 7 digits. */
  unitCode: text(7),
  name: text(300),
  /** Mã chương, 3 digits. */
  chapter: text(3),
  phone: text(20),
  email: text(100),
  fax: text(20),
  address: text(300),
});
export type RegistrationUnit = z.infer<typeof registrationUnitSchema>;

/** Grid 1 of step 2. */
export const registrationAccountSchema = z.strictObject({
  id: rowId,
  /** Mã TKKT, 4 digits. */
  account: text(4),
  name: text(200),
  /** Mã cấp NS, 1 digit. */
  budgetLevel: text(1),
  /** Mã CTMT, 5 digits; empty: `00000`. */
  program: text(5),
  from: draftDateSchema,
  to: draftDateSchema,
});
export type RegistrationAccount = z.infer<typeof registrationAccountSchema>;

/** Grid 2 of step 2. */
export const registrationProjectSchema = z.strictObject({
  id: rowId,
  /** Mã ĐVQHNS/Dự án, 7 digits. */
  code: text(7),
  name: text(300),
});
export type RegistrationProject = z.infer<typeof registrationProjectSchema>;

export const memberSchema = z.strictObject({
  id: rowId,
  name: text(150),
  /** Số CMND/thẻ căn cước/hộ chiếu. */
  identityNumber: text(20),
  issuedOn: draftDateSchema,
  issuedAt: text(200),
  email: text(100),
  phone: text(20),
  /** Chức danh tham gia DVC, in the unit's own words. */
  title: text(100),
  /** Gán quyền. */
  role: memberRoleSchema,
  /** Account numbers (grid 3) that this member may use. */
  accounts: z.array(text(20)).max(500),
  signatureForm: signatureFormSchema,
  /** Null until fetched. The certificate that counts is the one the member has confirmed. */
  certificate: memberCertificateSchema.nullable(),
  /** User name of the member in a change dossier; null for one who is new. */
  username: text(100).nullable(),
});
export type RegistrationMember = z.infer<typeof memberSchema>;

/** What people declare: everything but the state. Empty texts while it is incomplete. */
export const registrationContentSchema = z.strictObject({
  kind: registrationKindSchema,
  unit: registrationUnitSchema,
  services: z.array(serviceSchema).max(serviceSchema.options.length),
  accounts: z.array(registrationAccountSchema).max(100),
  projects: z.array(registrationProjectSchema).max(200),
  /** Grid 3: resulting numbers `TKKT.cấp NS.ĐVQHNS` that the unit has taken out (✖); the others are used. */
  leftOut: z.array(text(20)).max(2000),
  members: z.array(memberSchema).max(100),
  /** Lý do thay đổi; empty in a first registration. */
  reason: text(1000),
  /** Version of the unit's standing registration that a change builds on; 0 in a first registration. */
  standingVersion: z.number().int().nonnegative(),
});
export type RegistrationContent = z.infer<typeof registrationContentSchema>;

/** `DANG_KE_KHAI` is on one machine alone; the others are the server's. */
export const registrationStatusSchema = z.enum([
  'DANG_KE_KHAI',
  'CHO_HOAN_THIEN',
  'CHO_PHE_DUYET',
  'CHO_KBNN',
  'KBNN_TU_CHOI',
  'DA_HOAN_THANH',
]);
export type RegistrationStatus = z.infer<typeof registrationStatusSchema>;

export const registrationStatusNames: Readonly<Record<RegistrationStatus, string>> = {
  DANG_KE_KHAI: 'Đang kê khai',
  CHO_HOAN_THIEN: 'Chờ hoàn thiện',
  CHO_PHE_DUYET: 'Chờ phê duyệt',
  CHO_KBNN: 'Chờ cán bộ KBNN tiếp nhận hồ sơ',
  KBNN_TU_CHOI: 'KBNN từ chối tiếp nhận',
  DA_HOAN_THANH: 'Đã hoàn thành',
};

/** One row of the log: STT is its place; oldest first. */
export const registrationLogRowSchema = z.object({
  status: registrationStatusSchema,
  note: z.string(),
  at: z.iso.datetime(),
  by: z.string(),
});
export type RegistrationLogRow = z.infer<typeof registrationLogRowSchema>;

/** Ids and file names of what the account holder signs; the mobile declaration only if a mobile service is ticked. */
export const registrationDocumentIds = ['hoso', 'tokhai', 'tokhaididong'] as const;
export type RegistrationDocumentId = (typeof registrationDocumentIds)[number];
export const registrationFileNames: Readonly<Record<RegistrationDocumentId, string>> = {
  hoso: 'hosodangky.xml',
  tokhai: 'tokhaidangkysudungdvc.pdf',
  tokhaididong: 'tokhaidangkysudungdidong.pdf',
};

/** Frozen when the last member has confirmed; a signature makes a new revision of it. */
export const registrationDocumentSchema = z.object({
  id: z.enum(registrationDocumentIds),
  name: z.string(),
  mediaType: z.enum(['application/xml', 'application/pdf']),
  originalSha256: sha256Schema,
  originalSize: z.number().int().positive(),
  /** Of the signed revision; equal to the original until then. */
  sha256: sha256Schema,
  size: z.number().int().positive(),
  signed: z.boolean(),
});
export type RegistrationDocument = z.infer<typeof registrationDocumentSchema>;
