import { randomBytes } from 'node:crypto';
import { newAccount, newMember, newProject, newRegistration } from '#shared/domain/registration/new.ts';
import type {
  MemberRole,
  RegistrationContent,
  RegistrationMember,
} from '#shared/domain/registration/registration.ts';

export const author = () => randomBytes(32).toString('base64url');

/** `yyMMddHHmmss` of Vietnam. */
export const codeAt = (unitCode: string, at: Date) =>
  unitCode + new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(2, 19).replace(/[-T:]/g, '');

const start = Date.now();
let made = 0;
/** A code of its own for each call, within the last hour. */
export function freshCode(unitCode: string): string {
  made += 1;
  return codeAt(unitCode, new Date(start - made * 1000));
}

export const people = {
  ktv: { name: 'Trần Thị Thu Hà', identityNumber: '001190004521', role: 'KTV' },
  ktt: { name: 'Nguyễn Hồng Vân', identityNumber: '001180001234', role: 'KTT' },
  ctk: { name: 'Phạm Văn Đức', identityNumber: '001075006789', role: 'CTK' },
  uqctk: { name: 'Đỗ Thị Ngọc Ánh', identityNumber: '001085006789', role: 'UQ_CTK' },
} as const satisfies Record<string, Pick<RegistrationMember, 'name' | 'identityNumber' | 'role'>>;
export type Member = keyof typeof people;

export function sampleMember(
  id: string,
  given: { readonly name: string; readonly identityNumber: string; readonly role: MemberRole },
): RegistrationMember {
  return {
    ...newMember(id),
    ...given,
    issuedOn: '2021-08-16',
    issuedAt: 'Cục Cảnh sát quản lý hành chính về trật tự xã hội',
    email: `${id}.${given.identityNumber}@example.edu.vn`,
    phone: '0912345678',
    title: 'Thành viên',
    signatureForm: given.role === 'KTV' ? 'none' : 'token',
  };
}

/** A complete first registration of a school that the Treasury does not know yet. */
export function sampleRegistration(unitCode: string): RegistrationContent {
  const empty = newRegistration('first');
  return {
    ...empty,
    unit: {
      treasuryCode: '0064',
      unitCode,
      name: 'Trường Tiểu học Hòa Bình',
      chapter: '622',
      phone: '02253835217',
      email: `thhoabinh.${unitCode}@example.edu.vn`,
      fax: '',
      address: '5 đường Hòa Bình, Hải Phòng',
    },
    accounts: [
      {
        ...newAccount('a1'),
        account: '9523',
        name: 'Chi thường xuyên',
        budgetLevel: '3',
        program: '00000',
        from: '2026-01-01',
      },
    ],
    projects: [{ ...newProject('p1'), code: unitCode, name: 'Trường Tiểu học Hòa Bình' }],
    members: Object.entries(people).map(([id, given]) => ({
      ...sampleMember(id, given),
      email: `${id}.${unitCode}@example.edu.vn`,
      accounts: [`9523.3.${unitCode}`],
    })),
  };
}
