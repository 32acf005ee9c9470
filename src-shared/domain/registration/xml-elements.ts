/** Names in a registration's XML, each with the property it holds, in document order; writer and reader share them. */
import type { ExpectedRoot } from '../xml/strict-reader.ts';
import type {
  MemberCertificate,
  RegistrationAccount,
  RegistrationKind,
  RegistrationMember,
  RegistrationProject,
  RegistrationUnit,
  SignatureForm,
} from './registration.ts';

/** Element → property of the holder. */
export type Leaves<Holder> = Readonly<Record<string, keyof Holder & string>>;

export const registrationRoot: ExpectedRoot = {
  namespace: 'urn:dvctt:ho-so-dang-ky:1',
  name: 'hoSoDangKy',
  id: 'hoSoDangKy',
  // A hundred members with all accounts and a certificate each, twice over.
  longest: 40_000_000,
};

export const kindNames: Readonly<Record<RegistrationKind, string>> = {
  first: 'DANG_KY_LAN_DAU',
  change: 'THAY_DOI_BO_SUNG',
};

export const formNames: Readonly<Record<SignatureForm, string>> = {
  none: 'KHONG_KY_SO',
  token: 'TOKEN',
  remote: 'REMOTE_CA',
};

export const headNames = ['loaiDangKy', 'phienBanDangKy', 'lyDoThayDoi'] as const;

export const unitLeaves: Leaves<RegistrationUnit> = {
  kbnnMa: 'treasuryCode',
  dvqhnsMa: 'unitCode',
  dvqhnsTen: 'name',
  dmChuong: 'chapter',
  dienThoai: 'phone',
  email: 'email',
  fax: 'fax',
  diaChi: 'address',
};

export const accountLeaves: Leaves<RegistrationAccount> = {
  maHang: 'id',
  maTkkt: 'account',
  tenTaiKhoan: 'name',
  maCapNs: 'budgetLevel',
  maCtmt: 'program',
  ngayHieuLuc: 'from',
  ngayKetThuc: 'to',
};

export const projectLeaves: Leaves<RegistrationProject> = { maHang: 'id', duAnMa: 'code', duAnTen: 'name' };

export const memberLeaves: Leaves<RegistrationMember> = {
  maHang: 'id',
  hoTen: 'name',
  soGiayTo: 'identityNumber',
  ngayCap: 'issuedOn',
  noiCap: 'issuedAt',
  email: 'email',
  dienThoai: 'phone',
  chucDanh: 'title',
  quyenSuDung: 'role',
};
/** After the leaves: form of signature, user name where there is one, accounts, certificate where there is one. */
export const formElement = 'hinhThucChuKySo';
export const usernameElement = 'tenDangNhap';

export const certificateElement = 'chungThuSo';
export const certificateLeaves: Leaves<MemberCertificate> = {
  serial: 'serial',
  sha256: 'thumbprint',
  chuThe: 'subject',
  nhaCungCap: 'issuer',
  hieuLucTu: 'notBefore',
  hieuLucDen: 'notAfter',
  x509: 'der',
};

/** Lists: name of the list, name of a member. */
export const servicesList = ['dsDichVu', 'dichVu'] as const;
export const accountsList = ['dsTaiKhoan', 'taiKhoan'] as const;
export const projectsList = ['dsDuAn', 'duAn'] as const;
/** What follows from accounts, projects and the numbers taken out; said because the officer reads it. */
export const usedList = ['dsSoTaiKhoanGiaoDich', 'soTaiKhoan'] as const;
export const leftOutList = ['dsSoTaiKhoanKhongDung', 'soTaiKhoan'] as const;
export const membersList = ['dsThanhVien', 'thanhVien'] as const;
export const permittedList = ['dsSoTaiKhoan', 'soTaiKhoan'] as const;
export const declarationsList = ['dsToKhai', 'toKhai'] as const;

export const codeElement = 'maHoSo';
export const unitElement = 'donVi';
export const contentElement = 'noiDung';
/** What stood at the Treasury before a change. */
export const beforeElement = 'noiDungTruocThayDoi';
export const fileNames = ['tenTep', 'sha256', 'kichThuoc'] as const;
