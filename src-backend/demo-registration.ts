import type { RegistrationContent, RegistrationMember } from '#shared/domain/registration/registration.ts';
import { allServices } from '#shared/domain/registration/services.ts';
import { signingStepOf, type Role } from '#shared/domain/people/roles.ts';
import type { NewUnit } from './accounts/registry.ts';

interface DemoMember {
  readonly username: string;
  readonly name: string;
  readonly role: Exclude<Role, 'KBNN'>;
  readonly identityNumber: string;
  readonly email: string;
  readonly phone: string;
  readonly title: string;
  /** Of who signs; a token when left out. */
  readonly signatureForm?: 'remote';
}

/** What the demo's unit has registered, so that its people can open change dossiers; addresses and numbers are made up. */
export function demoRegistration(unit: NewUnit, members: readonly DemoMember[]): RegistrationContent {
  const numbers = unit.accounts.map(({ number }) => number);
  return {
    kind: 'first',
    unit: {
      treasuryCode: unit.treasuryCode,
      unitCode: unit.code,
      name: unit.name,
      chapter: unit.chapter,
      phone: '02253835217',
      email: 'thcs-songlo@example.edu.vn',
      fax: '',
      address: unit.address,
    },
    services: [...allServices],
    accounts: unit.accounts.map(({ number, name }, index) => {
      const [account = '', budgetLevel = ''] = number.split('.');
      return {
        id: `tk${index + 1}`,
        account,
        name,
        budgetLevel,
        program: '00000',
        from: '2022-05-26',
        to: '',
      };
    }),
    projects: [{ id: 'dv1', code: unit.code, name: unit.name }],
    leftOut: [],
    members: members.map((member) => memberOf(member, numbers)),
    reason: '',
    standingVersion: 0,
  };
}

function memberOf(member: DemoMember, accounts: readonly string[]): RegistrationMember {
  return {
    id: member.username.replace('.', '-'),
    name: member.name,
    identityNumber: member.identityNumber,
    issuedOn: '2021-08-16',
    issuedAt: 'Cục Cảnh sát quản lý hành chính về trật tự xã hội',
    email: member.email,
    phone: member.phone,
    title: member.title,
    role: member.role,
    accounts: [...accounts],
    signatureForm: signingStepOf(member.role) === undefined ? 'none' : (member.signatureForm ?? 'token'),
    certificate: null,
    username: member.username,
  };
}
