import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  sampleCertificate,
  sampleChange,
  sampleRegistration,
  sampleRegistrationDay,
  sampleStanding,
} from '#test/support/sample-registration.ts';
import { newAccount, newMember, newProject, newRegistration, withRole } from './new.ts';
import {
  registrationContentSchema,
  type RegistrationContent,
  type RegistrationMember,
} from './registration.ts';
import { validateRegistration, type RegistrationContext } from './validate.ts';

const today = sampleRegistrationDay;

/** `path CODE` of each issue; advice has a question mark. */
function issuesOf(
  content: RegistrationContent,
  context: Partial<RegistrationContext> = {},
): readonly string[] {
  return validateRegistration(content, { today, ...context }).map(
    ({ path, code, blocking }) => `${path} ${code}${blocking ? '' : '?'}`,
  );
}

const unit = (change: Partial<RegistrationContent['unit']>): RegistrationContent => ({
  ...sampleRegistration,
  unit: { ...sampleRegistration.unit, ...change },
});
const account = (change: Partial<RegistrationContent['accounts'][number]>): RegistrationContent => ({
  ...sampleRegistration,
  accounts: sampleRegistration.accounts.map((row, at) => (at === 1 ? { ...row, ...change } : row)),
});
const project = (change: Partial<RegistrationContent['projects'][number]>): RegistrationContent => ({
  ...sampleRegistration,
  projects: sampleRegistration.projects.map((row, at) => (at === 1 ? { ...row, ...change } : row)),
});
/** Changes the account holder, who is the third. */
const holder = (change: Partial<RegistrationMember>): RegistrationContent => ({
  ...sampleRegistration,
  members: sampleRegistration.members.map((row, at) => (at === 2 ? { ...row, ...change } : row)),
});
const certificate = (change: Partial<ReturnType<typeof sampleCertificate>>) =>
  holder({ certificate: { ...sampleCertificate('b'), ...change } });
const withMembers = (...members: readonly Partial<RegistrationMember>[]): RegistrationContent => ({
  ...sampleRegistration,
  members: [
    ...sampleRegistration.members,
    ...members.map((given, at) => ({
      ...sampleRegistration.members[0]!,
      id: `more${at}`,
      identityNumber: `03118500010${at}`,
      email: `more${at}@songlo.edu.vn`,
      ...given,
    })),
  ],
});
const signer = (role: RegistrationMember['role'], letter: string): Partial<RegistrationMember> => ({
  role,
  signatureForm: 'token',
  certificate: sampleCertificate(letter),
});

describe('the rules of a registration', () => {
  it('finds nothing in a complete one, nor in a complete change', () => {
    expect(issuesOf(sampleRegistration)).toEqual([]);
    expect(issuesOf(sampleChange, { before: sampleStanding })).toEqual([]);
  });

  it('asks an empty one for every field with a mark, and for a row in each list', () => {
    expect(issuesOf(newRegistration('first'))).toEqual([
      'unit.treasuryCode REQUIRED',
      'unit.unitCode REQUIRED',
      'unit.name REQUIRED',
      'unit.phone REQUIRED',
      'unit.email REQUIRED',
      'accounts NO_ACCOUNTS',
      'projects NO_PROJECTS',
      'members NO_CTK',
      'members NO_KTT?',
      'members NO_KTV?',
    ]);
    const rows: RegistrationContent = {
      ...newRegistration('first'),
      accounts: [newAccount('a')],
      projects: [newProject('p')],
      members: [withRole(newMember('m'), 'CTK')],
    };
    expect(issuesOf(rows).filter((issue) => /^(accounts|projects|members)\.0/.test(issue))).toEqual([
      'accounts.0.account REQUIRED',
      'accounts.0.name REQUIRED',
      'accounts.0.budgetLevel REQUIRED',
      'projects.0.code REQUIRED',
      'projects.0.name REQUIRED',
      'members.0.name REQUIRED',
      'members.0.identityNumber REQUIRED',
      'members.0.issuedOn REQUIRED',
      'members.0.issuedAt REQUIRED',
      'members.0.email REQUIRED',
      'members.0.phone REQUIRED',
      'members.0.title REQUIRED',
      'members.0.accounts NO_PERMITTED_ACCOUNTS?',
    ]);
  });

  it.each<[string, RegistrationContent, string]>([
    ['letters in a treasury code', unit({ treasuryCode: '00a4' }), 'unit.treasuryCode DIGITS'],
    ['the treasury code of none', unit({ treasuryCode: '0000' }), 'unit.treasuryCode CODE_UNKNOWN'],
    ['an office that the list may lack', unit({ treasuryCode: '1234' }), 'unit.treasuryCode CODE_UNLISTED?'],
    ['six digits of a unit', unit({ unitCode: '100116' }), 'unit.unitCode DIGITS'],
    ['a chapter that cannot be', unit({ chapter: '995' }), 'unit.chapter CODE_UNKNOWN'],
    ['a name of spaces alone', unit({ name: '   ' }), 'unit.name REQUIRED'],
    ['a fax of spaces', unit({ fax: '  ' }), 'unit.fax TEXT_BLANK'],
    ['a phone of words', unit({ phone: 'gọi sau' }), 'unit.phone PHONE_FORMAT'],
    ['a phone too short', unit({ phone: '09-83' }), 'unit.phone PHONE_FORMAT'],
    ['a second recipient', unit({ email: 'a@b.vn,c@d.vn' }), 'unit.email EMAIL_FORMAT'],
    ['a header after the address', unit({ email: 'a@b.vn\r\nBcc: c@d.vn' }), 'unit.email TEXT_CHARACTER'],
    ['a space in the address', unit({ email: 'a@b.vn c' }), 'unit.email EMAIL_FORMAT'],
    ['an address with a name', unit({ email: 'A <a@b.vn>' }), 'unit.email EMAIL_FORMAT'],
    ['a mark of direction', unit({ address: 'Số 12\u202e' }), 'unit.address TEXT_CHARACTER'],
    ['an account of three digits', account({ account: '952' }), 'accounts.1.account DIGITS'],
    ['a level that is none', account({ budgetLevel: '7' }), 'accounts.1.budgetLevel CODE_UNKNOWN'],
    ['a programme of the unit’s own', account({ program: '00123' }), 'accounts.1.program CODE_UNLISTED?'],
    ['an end before the start', account({ to: '2025-12-31' }), 'accounts.1.to DATE_ORDER'],
    ['an account that has ended', account({ to: '2026-11-21' }), 'accounts.1.to ACCOUNT_ENDED?'],
    ['a day that is none', account({ from: '2026-02-30' }), 'accounts.1.from DATE_INVALID'],
    ['a day of the year 26', account({ from: '0026-02-03' }), 'accounts.1.from DATE_INVALID'],
    [
      'an account twice, its programme left empty once',
      account({ account: '3511', budgetLevel: '0', program: '00000' }),
      'accounts.1.account ACCOUNT_REPEATED',
    ],
    ['a project twice', project({ code: '1001163' }), 'projects.1.code PROJECT_REPEATED'],
    ['a project of letters', project({ code: '<b>0001' }), 'projects.1.code DIGITS'],
    ['no service', { ...sampleRegistration, services: [] }, 'services NO_SERVICES'],
    [
      'a service twice',
      { ...sampleRegistration, services: ['BALANCE', 'BALANCE'] },
      'services SERVICE_REPEATED',
    ],
    [
      'every number taken out',
      {
        ...sampleRegistration,
        leftOut: ['3511.0.1001163', '3511.0.9091378', '9523.3.1001163', '9523.3.9091378'],
      },
      'leftOut NO_ACCOUNT_USED',
    ],
    [
      'accounts and projects that make thousands of numbers',
      {
        ...sampleRegistration,
        accounts: Array.from({ length: 20 }, (_, at) => ({
          ...sampleRegistration.accounts[at % 2]!,
          id: `a${at}`,
          program: '00000',
          budgetLevel: String(at % 5),
          account: ['3511', '7111', '9523', '9527'][at % 4]!,
        })),
        projects: Array.from({ length: 101 }, (_, at) => ({
          ...sampleRegistration.projects[1]!,
          id: `p${at}`,
          code: String(9091378 + at),
        })),
      },
      'projects TOO_MANY_NUMBERS',
    ],
    ['a number that is none', { ...sampleRegistration, leftOut: ['<script>'] }, 'leftOut ACCOUNT_FORMAT'],
    [
      'a paper of ten digits',
      holder({ identityNumber: '8888888888' }),
      'members.2.identityNumber IDENTITY_FORMAT',
    ],
    ['an old CMND', holder({ identityNumber: '031180001' }), 'members.2.identityNumber IDENTITY_OLD?'],
    ['a paper issued tomorrow', holder({ issuedOn: '2026-11-23' }), 'members.2.issuedOn DATE_FUTURE'],
    [
      'another’s paper',
      holder({ identityNumber: '031190000002' }),
      'members.2.identityNumber MEMBER_REPEATED',
    ],
    [
      'another’s e-mail, in capitals',
      holder({ email: 'KTV@songlo.edu.vn' }),
      'members.2.email EMAIL_REPEATED?',
    ],
    [
      'a permitted account that was taken out',
      holder({ accounts: ['3511.0.9091378'] }),
      'members.2.accounts ACCOUNT_NOT_USED',
    ],
    [
      'a permitted account twice',
      holder({ accounts: ['3511.0.1001163', '3511.0.1001163'] }),
      'members.2.accounts ACCOUNT_REPEATED',
    ],
    [
      'an account holder who does not sign',
      holder({ signatureForm: 'none' }),
      'members.2.signatureForm SIGNATURE_FORM_REQUIRED',
    ],
    [
      'another’s certificate',
      holder({ certificate: sampleCertificate('a') }),
      'members.2.certificate CERT_REPEATED',
    ],
    [
      'a certificate that ended yesterday in Vietnam',
      certificate({ notAfter: '2026-11-21T16:59:59Z' }),
      'members.2.certificate CERT_EXPIRED',
    ],
    [
      'a certificate that ends today in Vietnam',
      certificate({ notAfter: '2026-11-21T17:00:01Z' }),
      'members.2.certificate CERT_EXPIRES_SOON?',
    ],
    [
      'a certificate of tomorrow',
      certificate({ notBefore: '2026-11-22T17:00:00Z' }),
      'members.2.certificate CERT_NOT_YET_VALID',
    ],
    [
      'a certificate with a NUL in its name',
      certificate({ subject: 'CN=a\0b' }),
      'members.2.certificate CERT_UNREADABLE',
    ],
    [
      'an accountant with a token',
      withMembers({ signatureForm: 'token' }),
      'members.3.signatureForm SIGNATURE_NOT_NEEDED',
    ],
    [
      'an accountant whose certificate was left behind',
      withMembers({ certificate: sampleCertificate('e') }),
      'members.3.signatureForm SIGNATURE_NOT_NEEDED',
    ],
    ['a row’s id twice', withMembers({ id: 'ktv' }), 'members.3.id ID_REPEATED'],
    ['a second account holder', withMembers(signer('CTK', 'e')), 'members.3.role ROLE_REPEATED'],
    ['a second chief accountant', withMembers(signer('KTT', 'e')), 'members.3.role ROLE_REPEATED'],
    ['a reason in a first one', { ...sampleRegistration, reason: 'x' }, 'reason NOT_IN_FIRST'],
    [
      'a version in a first one',
      { ...sampleRegistration, standingVersion: 1 },
      'standingVersion NOT_IN_FIRST',
    ],
    ['a user name in a first one', withMembers({ username: 'x' }), 'members.3.username NOT_IN_FIRST'],
  ])('points at %s, and at nothing else', (_what, content, issue) => {
    // Where an account number goes, the members who might use it are pointed at as well.
    const found = issuesOf(content);
    expect(found.filter((one) => one === issue || !one.endsWith(' ACCOUNT_NOT_USED'))).toEqual([issue]);
  });

  it('allows one account holder with three and one chief accountant with two, and names who is too many', () => {
    const full = withMembers(
      signer('UQ_CTK', 'c'),
      signer('UQ_CTK', 'd'),
      signer('UQ_CTK', 'e'),
      signer('UQ_KTT', 'f'),
      signer('UQ_KTT', '0'),
    );
    expect(issuesOf(full)).toEqual([]);
    expect(issuesOf(full, { firstSigners: 2, secondSigners: 1 })).toEqual([
      'members.4.role SIGNERS_TOO_MANY',
      'members.5.role SIGNERS_TOO_MANY',
      'members.6.role SIGNERS_TOO_MANY',
      'members.7.role SIGNERS_TOO_MANY',
    ]);
  });
});

describe('the rules of a change', () => {
  it('do not hold a change up for a colleague’s certificate that has expired since it was registered', () => {
    const later = '2030-01-01';
    const change = { ...sampleChange, members: sampleChange.members.slice(0, 3) };
    expect(issuesOf(change, { today: later, before: sampleStanding })).toEqual([
      'accounts.1.to ACCOUNT_ENDED?',
      'members.1.certificate CERT_EXPIRED?',
      // The new one has expired as well, and nobody could sign with it.
      'members.2.certificate CERT_EXPIRED',
    ]);
  });
  const change = (given: Partial<RegistrationContent>) =>
    issuesOf({ ...sampleChange, ...given }, { before: sampleStanding });
  const members = sampleChange.members;

  it.each<[string, Partial<RegistrationContent>, string]>([
    ['no reason', { reason: ' ' }, 'reason REQUIRED'],
    ['a reason that cannot be printed', { reason: 'a\u200bb' }, 'reason TEXT_CHARACTER'],
    ['no standing version', { standingVersion: 0 }, 'standingVersion STANDING_REQUIRED'],
    [
      'another unit',
      { unit: { ...sampleChange.unit, unitCode: '1001164' } },
      'unit.unitCode UNIT_CODE_FIXED',
    ],
    ['nothing new', { unit: sampleStanding.unit, members: sampleStanding.members }, 'reason NO_CHANGES'],
    [
      'a new member with somebody’s account',
      { members: members.map((one) => (one.id === 'uqctk' ? { ...one, username: 'other' } : one)) },
      'members.3.username USERNAME_FIXED',
    ],
    [
      'a member who lost the account',
      { members: members.map((one) => (one.id === 'ctk' ? { ...one, username: null } : one)) },
      'members.2.username USERNAME_FIXED',
    ],
  ])('points at %s', (_what, given, issue) => {
    expect(change(given)).toEqual([issue]);
  });
});

describe('every text of a registration', () => {
  /** Paths of the texts that people type: each is set to the same bad text, one at a time. */
  const texts = [
    ...(['treasuryCode', 'unitCode', 'name', 'chapter', 'phone', 'email', 'fax', 'address'] as const).map(
      (name) => ({ path: `unit.${name}`, set: (bad: string) => unit({ [name]: bad }) }),
    ),
    ...(['account', 'name', 'budgetLevel', 'program', 'from', 'to'] as const).map((name) => ({
      path: `accounts.1.${name}`,
      set: (bad: string) => account({ [name]: bad }),
    })),
    ...(['code', 'name'] as const).map((name) => ({
      path: `projects.1.${name}`,
      set: (bad: string) => project({ [name]: bad }),
    })),
    ...(['name', 'identityNumber', 'issuedOn', 'issuedAt', 'email', 'phone', 'title'] as const).map(
      (name) => ({
        path: `members.2.${name}`,
        set: (bad: string) => holder({ [name]: bad }),
      }),
    ),
    { path: 'members.2.accounts', set: (bad: string) => holder({ accounts: [bad] }) },
    { path: 'leftOut', set: (bad: string) => ({ ...sampleRegistration, leftOut: [bad] }) },
    { path: 'reason', set: (bad: string) => ({ ...sampleRegistration, reason: bad }) },
  ];

  it.each(texts)(
    'refuses what cannot be printed in $path, and does not print it in the message',
    ({ path, set }) => {
      for (const bad of ['\u202e', '\0', '\u200b', '\ud800', '😀', '\n']) {
        const found = validateRegistration(set(`9${bad}9`), { today }).filter(
          (issue) => issue.blocking && issue.path === path,
        );
        expect(found.length, JSON.stringify(bad)).toBe(1);
        expect(found[0]!.message.vi + found[0]!.message.en).not.toContain(bad);
      }
    },
  );

  it('is judged without a crash, whatever a hostile client sends that has the right shape', () => {
    const any = fc.string({ unit: 'binary', maxLength: 7 });
    fc.assert(
      fc.property(any, any, fc.nat(3), (text, other, count) => {
        const rows = Array.from({ length: count }, (_, at) => `r${at}`);
        const content: RegistrationContent = {
          ...newRegistration(count % 2 === 0 ? 'first' : 'change'),
          unit: { ...sampleRegistration.unit, name: text, phone: other, email: text },
          accounts: rows.map((id) => ({ ...newAccount(id), account: text.slice(0, 4), name: other })),
          projects: rows.map((id) => ({ ...newProject(id), code: other })),
          leftOut: [text, other],
          members: rows.map((id) => ({ ...newMember(id), name: text, accounts: [other], username: text })),
        };
        registrationContentSchema.parse(content);
        const issues = validateRegistration(content, { today, before: sampleStanding });
        for (const { message } of issues) expect(message.vi).toBe(message.vi.normalize('NFC'));
        expect(issues.some(({ blocking }) => blocking)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
