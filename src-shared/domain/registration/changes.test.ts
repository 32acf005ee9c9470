import { describe, expect, it } from 'vitest';
import {
  sampleCertificate,
  sampleChange,
  sampleRegistration,
  sampleStanding,
} from '#test/support/sample-registration.ts';
import { accountNumbers } from './account-numbers.ts';
import { askedSha, membersToConfirm, registrationChanges } from './changes.ts';
import { withCertificates } from './confirmed.ts';
import { newAccount, withRole } from './new.ts';
import type { RegistrationContent, RegistrationMember } from './registration.ts';

const change = (given: Partial<RegistrationContent>): RegistrationContent => ({
  ...sampleStanding,
  kind: 'change',
  ...given,
});
const holder = (given: Partial<RegistrationMember>) =>
  change({ members: sampleStanding.members.map((one) => (one.id === 'ctk' ? { ...one, ...given } : one)) });
const idsOf = (members: readonly RegistrationMember[]) => members.map(({ id }) => id);

describe('the account numbers of a registration', () => {
  it('are every account with every unit or project, less those taken out', () => {
    expect(accountNumbers(sampleRegistration).map(({ number, used }) => [number, used])).toEqual([
      ['3511.0.1001163', true],
      ['3511.0.9091378', false],
      ['9523.3.1001163', true],
      ['9523.3.9091378', true],
    ]);
  });

  it('leave out rows that are not filled in, and name a number once', () => {
    const [first] = sampleRegistration.accounts;
    const accounts = [first!, newAccount('x'), { ...first!, id: 'y', program: '00123', name: 'again' }];
    const numbers = accountNumbers({ ...sampleRegistration, accounts, leftOut: [] });
    expect(numbers.map(({ number, name }) => [number, name])).toEqual([
      ['3511.0.1001163', first!.name],
      ['3511.0.9091378', first!.name],
    ]);
  });
});

describe('what a change changes', () => {
  it('is told with the old value beside the new one, each with its place', () => {
    expect(registrationChanges(sampleStanding, sampleChange)).toEqual([
      {
        path: 'unit.phone',
        label: { vi: 'Số điện thoại', en: 'Phone' },
        before: '0225 3 889 930',
        after: '0225 3 889 931',
      },
      {
        path: 'members.2.certificate',
        label: {
          vi: 'Thành viên Nguyễn Văn Bình (Chủ tài khoản): Chứng thư số',
          en: 'Member Nguyễn Văn Bình (Chủ tài khoản): Certificate',
        },
        before: `Serial ${sampleCertificate('b').serial}, hiệu lực 05/01/2026 – 04/01/2029`,
        after: `Serial ${sampleCertificate('c').serial}, hiệu lực 05/01/2026 – 04/01/2029`,
        memberId: 'ctk',
      },
      {
        path: 'members.3',
        label: { vi: 'Thành viên', en: 'Member' },
        before: '',
        after: 'Lê Thị Ngọc Quỳnh (Ủy quyền Chủ tài khoản)',
        memberId: 'uqctk',
      },
    ]);
  });

  it('is nothing where only order, reason or version differ', () => {
    const same = change({
      reason: 'x',
      standingVersion: 4,
      services: [...sampleStanding.services].reverse(),
      members: [...sampleStanding.members].reverse(),
    });
    expect(registrationChanges(sampleStanding, same)).toEqual([]);
    expect(membersToConfirm(same, sampleStanding)).toEqual([]);
  });

  it('tells of rows that are gone, with the member whose data they were', () => {
    const gone = change({
      accounts: sampleStanding.accounts.slice(1),
      members: sampleStanding.members.filter(({ id }) => id !== 'ktv'),
    });
    const changes = registrationChanges(sampleStanding, gone);
    expect(changes.map(({ path, before, after, memberId }) => [path, before, after, memberId])).toEqual([
      ['removed.accounts.a1', '3511.0 Phí - lệ phí chờ nộp ngân sách', '', undefined],
      ['leftOut', '3511.0.9091378', '', undefined],
      ['removed.members.ktv', 'Trần Thị Hường (Kế toán viên)', '', 'ktv'],
    ]);
  });

  it.each<[string, Partial<RegistrationMember>, string]>([
    ['a date', { issuedOn: '2022-07-04' }, 'members.2.issuedOn 04/07/2021 04/07/2022'],
    ['a role', { role: 'UQ_CTK' }, 'members.2.role Chủ tài khoản Ủy quyền Chủ tài khoản'],
    [
      'a form of signature',
      { signatureForm: 'remote' },
      'members.2.signatureForm Chứng thư số token Chứng thư số remote CA',
    ],
    [
      'fewer accounts',
      { accounts: ['9523.3.1001163', '3511.0.1001163'] },
      'members.2.accounts 3511.0.1001163, 9523.3.1001163, 9523.3.9091378 3511.0.1001163, 9523.3.1001163',
    ],
  ])('shows %s as people read it, and asks that member alone', (_what, given, shown) => {
    const content = holder(given);
    expect(
      registrationChanges(sampleStanding, content).map(
        ({ path, before, after }) => `${path} ${before} ${after}`,
      ),
    ).toEqual([shown]);
    expect(idsOf(membersToConfirm(content, sampleStanding))).toEqual(['ctk']);
  });

  it('notices another certificate of the same serial and period', () => {
    const content = holder({ certificate: { ...sampleCertificate('b'), thumbprint: 'f'.repeat(64) } });
    expect(registrationChanges(sampleStanding, content)).toHaveLength(1);
    expect(idsOf(membersToConfirm(content, sampleStanding))).toEqual(['ctk']);
  });
});

describe('who is asked to confirm', () => {
  it('is everybody at first, then the new and the changed ones', () => {
    expect(idsOf(membersToConfirm(sampleRegistration))).toEqual(['ktv', 'ktt', 'ctk']);
    expect(idsOf(membersToConfirm(sampleChange, sampleStanding))).toEqual(['ctk', 'uqctk']);
  });

  it('is asked the same as long as nothing but the certificate or an order changes', () => {
    const [member] = sampleStanding.members;
    const same = Object.fromEntries(Object.entries(member!).reverse()) as RegistrationMember; // the same keys
    const asked = (one: RegistrationMember) => JSON.stringify(askedSha(one));
    expect(
      asked({
        ...same,
        accounts: [...same.accounts].reverse(),
        certificate: sampleCertificate('e'),
      }),
    ).toBe(asked(member!));
  });

  it.each(Object.keys(sampleStanding.members[0]!).filter((key) => key !== 'certificate'))(
    'is asked anew when %s changes',
    (key) => {
      const [member] = sampleStanding.members;
      expect(JSON.stringify(askedSha({ ...member!, [key]: ['other'] }))).not.toBe(
        JSON.stringify(askedSha(member!)),
      );
    },
  );
});

describe('the certificates that count', () => {
  it('are the confirmed ones, the standing ones of who was not asked, and none for who signs nothing', () => {
    const content: RegistrationContent = {
      ...sampleRegistration,
      members: sampleRegistration.members.map((one) =>
        one.id === 'ktv' ? { ...one, certificate: sampleCertificate('f') } : one,
      ),
    };
    const confirmed = new Map([
      ['ctk', sampleCertificate('e')],
      ['ktv', sampleCertificate('f')],
    ]);
    expect(
      withCertificates(content, confirmed).members.map(({ certificate }) => certificate?.thumbprint[0]),
    ).toEqual([undefined, 'a', 'e']);
  });

  it('go with the role: who stops signing keeps none, who starts gets a form', () => {
    const signer = sampleRegistration.members[2]!;
    expect(withRole(signer, 'KTV')).toMatchObject({ role: 'KTV', signatureForm: 'none', certificate: null });
    expect(withRole(sampleRegistration.members[0]!, 'KTT').signatureForm).toBe('token');
    expect(withRole({ ...signer, signatureForm: 'remote' }, 'UQ_CTK').signatureForm).toBe('remote');
  });
});
