import { newMember } from '#shared/domain/registration/new.ts';
import type {
  MemberRole,
  RegistrationContent,
  RegistrationMember,
} from '#shared/domain/registration/registration.ts';
import { allServices } from '#shared/domain/registration/services.ts';

type WithoutId<T> = Omit<T, 'id'>;

/** What `dvctt registration new --from` reads: rows without the ids that a machine gives them. */
export interface SampleRegistration extends Pick<
  RegistrationContent,
  'kind' | 'unit' | 'services' | 'leftOut'
> {
  readonly accounts: readonly WithoutId<RegistrationContent['accounts'][number]>[];
  readonly projects: readonly WithoutId<RegistrationContent['projects'][number]>[];
  readonly members: readonly WithoutId<Omit<RegistrationMember, 'certificate' | 'username'>>[];
}

const unitCode = '1234567';
const number = `9523.3.${unitCode}`;

/** A made-up school, with every field that a person fills in; it could be saved as it is. */
export const sampleRegistrationFile: SampleRegistration = {
  kind: 'first',
  unit: {
    treasuryCode: '0064',
    unitCode,
    name: 'Trường Tiểu học Mẫu',
    chapter: '622',
    phone: '02253835217',
    email: 'thmau@example.edu.vn',
    fax: '',
    address: '5 đường Hòa Bình, Hải Phòng',
  },
  services: [...allServices],
  accounts: [
    {
      account: '9523',
      name: 'Chi thường xuyên',
      budgetLevel: '3',
      program: '00000',
      from: '2026-01-01',
      to: '',
    },
  ],
  projects: [{ code: unitCode, name: 'Trường Tiểu học Mẫu' }],
  leftOut: [],
  members: [
    member('KTV', 'Trần Thị Thu Hà', '001190004521', 'Kế toán viên'),
    member('KTT', 'Nguyễn Hồng Vân', '001180001234', 'Kế toán trưởng'),
    member('CTK', 'Phạm Văn Đức', '001075006789', 'Hiệu trưởng'),
  ],
};

function member(
  role: MemberRole,
  name: string,
  identityNumber: string,
  title: string,
): SampleRegistration['members'][number] {
  const { id: _id, certificate: _certificate, username: _username, ...empty } = newMember('');
  return {
    ...empty,
    name,
    identityNumber,
    issuedOn: '2021-08-16',
    issuedAt: 'Cục Cảnh sát quản lý hành chính về trật tự xã hội',
    email: `${role.toLowerCase()}.thmau@example.edu.vn`,
    phone: '0912345678',
    title,
    role,
    accounts: [number],
    signatureForm: role === 'KTV' ? 'none' : 'token',
  };
}
