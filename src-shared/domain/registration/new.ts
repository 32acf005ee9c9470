/** Empty parts of a registration dossier, as a person starts with them. */
import { signingStepOf } from '../people/roles.ts';
import type {
  MemberRole,
  RegistrationAccount,
  RegistrationContent,
  RegistrationKind,
  RegistrationMember,
  RegistrationProject,
} from './registration.ts';
import { allServices } from './services.ts';

/** Everything empty but the services, which are all ticked as on the Treasury's form. */
export function newRegistration(kind: RegistrationKind): RegistrationContent {
  return {
    kind,
    unit: {
      treasuryCode: '',
      unitCode: '',
      name: '',
      chapter: '',
      phone: '',
      email: '',
      fax: '',
      address: '',
    },
    services: [...allServices],
    accounts: [],
    projects: [],
    leftOut: [],
    members: [],
    reason: '',
    standingVersion: 0,
  };
}

export function newAccount(id: string): RegistrationAccount {
  return { id, account: '', name: '', budgetLevel: '', program: '', from: '', to: '' };
}

export function newProject(id: string): RegistrationProject {
  return { id, code: '', name: '' };
}

/** A Kế toán viên, who signs nothing. */
export function newMember(id: string): RegistrationMember {
  return {
    id,
    name: '',
    identityNumber: '',
    issuedOn: '',
    issuedAt: '',
    email: '',
    phone: '',
    title: '',
    role: 'KTV',
    accounts: [],
    signatureForm: 'none',
    certificate: null,
    username: null,
  };
}

/** The member with another role; who signs nothing keeps neither form nor certificate, who signs starts with a token. */
export function withRole(member: RegistrationMember, role: MemberRole): RegistrationMember {
  if (signingStepOf(role) === undefined) return { ...member, role, signatureForm: 'none', certificate: null };
  return { ...member, role, signatureForm: member.signatureForm === 'none' ? 'token' : member.signatureForm };
}
