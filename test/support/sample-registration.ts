/** A registration of an invented school, complete and valid on `sampleRegistrationDay`; tests change what they are about. */
import {
  registrationCodeSchema,
  type MemberCertificate,
  type RegistrationContent,
  type RegistrationMember,
} from '#shared/domain/registration/registration.ts';
import { allServices } from '#shared/domain/registration/services.ts';

export const sampleRegistrationCode = registrationCodeSchema.parse('1001163261122093000');
export const sampleRegistrationDay = '2026-11-22';

/** Of the shape of a certificate's data; there is no such certificate. */
export function sampleCertificate(letter: string): MemberCertificate {
  return {
    serial: `54010101A1B2C3D4E5F60718293A4B${letter.toUpperCase()}${letter.toUpperCase()}`,
    thumbprint: letter.repeat(64),
    subject: 'UID=CCCD:031180000001, CN=Nguyễn Văn Bình, C=VN',
    issuer: 'CN=Cơ quan chứng thực số thử nghiệm, O=DVCTT, C=VN',
    notBefore: '2026-01-05T02:00:00Z',
    notAfter: '2029-01-04T02:00:00Z',
    der: 'MIIB',
  };
}

const accounts = ['3511.0.1001163', '9523.3.1001163', '9523.3.9091378'];

function member(given: Partial<RegistrationMember> & Pick<RegistrationMember, 'id'>): RegistrationMember {
  return {
    name: '',
    identityNumber: '',
    issuedOn: '2021-07-04',
    issuedAt: 'Cục Cảnh sát quản lý hành chính về trật tự xã hội',
    email: `${given.id}@songlo.edu.vn`,
    phone: '0983889930',
    title: '',
    role: 'KTV',
    accounts,
    signatureForm: 'none',
    certificate: null,
    username: null,
    ...given,
  };
}

export const sampleRegistration: RegistrationContent = {
  kind: 'first',
  unit: {
    treasuryCode: '0064',
    unitCode: '1001163',
    name: 'Trường trung học cơ sở Sông Lô',
    chapter: '622',
    phone: '0225 3 889 930',
    email: 'ketoan@songlo.edu.vn',
    fax: '',
    address: 'Số 12 đường Lê Lợi, thành phố Hải Phòng',
  },
  services: [...allServices],
  accounts: [
    {
      id: 'a1',
      account: '3511',
      name: 'Phí - lệ phí chờ nộp ngân sách',
      budgetLevel: '0',
      program: '',
      from: '',
      to: '',
    },
    {
      id: 'a2',
      account: '9523',
      name: 'Dự toán chi thường xuyên giao tự chủ, giao khoán',
      budgetLevel: '3',
      program: '00000',
      from: '2026-01-01',
      to: '2027-12-31',
    },
  ],
  projects: [
    { id: 'p1', code: '1001163', name: 'Trường trung học cơ sở Sông Lô' },
    { id: 'p2', code: '9091378', name: 'Tiền gửi trích lập quỹ (BQL DA đầu tư xây dựng huyện Phước Long)' },
  ],
  leftOut: ['3511.0.9091378'],
  members: [
    member({ id: 'ktv', name: 'Trần Thị Hường', identityNumber: '031190000002', title: 'Kế toán viên' }),
    member({
      id: 'ktt',
      name: 'Đỗ Thị Thu Hà',
      identityNumber: '031185000003',
      title: 'Kế toán trưởng',
      role: 'KTT',
      signatureForm: 'token',
      certificate: sampleCertificate('a'),
    }),
    member({
      id: 'ctk',
      name: 'Nguyễn Văn Bình',
      identityNumber: '031180000001',
      title: 'Hiệu trưởng',
      role: 'CTK',
      signatureForm: 'token',
      certificate: sampleCertificate('b'),
    }),
  ],
  reason: '',
  standingVersion: 0,
};

/** As the sample once it is approved: everybody has a user name. */
export const sampleStanding: RegistrationContent = {
  ...sampleRegistration,
  members: sampleRegistration.members.map((one) => ({ ...one, username: `${one.id}.1001163` })),
};

/** The account holder's certificate was renewed, the phone has changed, and a deputy comes. */
export const sampleChange: RegistrationContent = {
  ...sampleStanding,
  kind: 'change',
  unit: { ...sampleStanding.unit, phone: '0225 3 889 931' },
  members: [
    ...sampleStanding.members.map((one) =>
      one.id === 'ctk' ? { ...one, certificate: sampleCertificate('c') } : one,
    ),
    member({
      id: 'uqctk',
      name: 'Lê Thị Ngọc Quỳnh',
      identityNumber: '031188000004',
      title: 'Phó Hiệu trưởng',
      role: 'UQ_CTK',
      signatureForm: 'token',
      certificate: sampleCertificate('d'),
    }),
  ],
  reason: 'Chứng thư số của Chủ tài khoản đã gia hạn; bổ sung người được ủy quyền; đổi số điện thoại.',
  standingVersion: 1,
};
