import { describe, expect, it } from 'vitest';
import type { CertificateView } from '#shared/contract/tokens.ts';
import { newMember } from '#shared/domain/registration/new.ts';
import type { RegistrationContent, RegistrationMember } from '#shared/domain/registration/registration.ts';
import { newRegistration } from '#shared/domain/registration/new.ts';
import { afterConfirming } from './after-confirming.ts';
import { confirmable, doubtOf, likelyOf } from './confirmable.ts';
import { memberFacts, standingMember, type FactWords } from './member-facts.ts';

const member: RegistrationMember = {
  ...newMember('m1'),
  name: 'Trần Thị Thu Hà',
  identityNumber: '031085001234',
  issuedOn: '2021-03-15',
  role: 'KTT',
  signatureForm: 'token',
  accounts: ['3511.0.9091378', '3511.0.1001163'],
};
const words: FactWords = {
  language: 'vi',
  role: 'Gán quyền',
  accounts: 'Tài khoản',
  noAccounts: 'không',
  signatureForm: 'Ký số',
  roleName: (role) => role,
  formName: (form) => form,
};
const certificate = (changed: Partial<CertificateView>): CertificateView => ({
  id: 'T1:aa',
  tokenSerial: 'T1',
  tokenLabel: 'Token',
  owner: 'TRẦN THỊ THU HÀ',
  organisation: '',
  uids: [],
  identities: [],
  issuers: [],
  chainComplete: true,
  purposes: ['signing'],
  privateKey: 'unknown',
  subject: '',
  issuer: '',
  issuerCommonName: '',
  serial: '1A',
  thumbprint: 'aa',
  notBefore: '2026-01-01T00:00:00.000Z',
  notAfter: '2028-01-01T00:00:00.000Z',
  daysLeft: 400,
  keyType: 'rsa',
  keyBits: 2048,
  keyUsage: [],
  isCa: false,
  pinState: 'ok',
  refusals: [],
  ...changed,
});
const cccd = (value: string) => ({
  uids: [`CCCD:${value}`],
  identities: [{ kind: 'CCCD' as const, value }],
});

describe('a member’s own data', () => {
  it('are shown as the form writes them, and nothing is marked in a first registration', () => {
    const facts = memberFacts(member, undefined, words);
    expect(facts.find(({ field }) => field === 'issuedOn')?.value).toBe('15/03/2021');
    expect(facts.find(({ field }) => field === 'accounts')?.value).toBe('3511.0.1001163, 3511.0.9091378');
    expect(facts.filter(({ before }) => before !== undefined)).toEqual([]);
  });

  it('have the old value beside the new one where a change dossier changes it, and nowhere else', () => {
    const standing = { ...member, phone: '', role: 'KTV' as const, accounts: [...member.accounts].reverse() };
    const changed = memberFacts({ ...member, phone: '0983889930' }, standing, words).filter(
      ({ before }) => before !== undefined,
    );
    expect(changed.map(({ field, before, value }) => [field, before, value])).toEqual([
      ['phone', '', '0983889930'],
      ['role', 'KTV', 'KTT'],
    ]);
  });

  it('are compared with the same person, found by the row or by the user name, and never with a stranger', () => {
    const before: RegistrationContent = {
      ...newRegistration('change'),
      members: [{ ...newMember('old'), username: 'hattt.1001163' }, newMember('x')],
    };
    expect(standingMember(before, { ...member, username: 'hattt.1001163' })?.id).toBe('old');
    expect(standingMember(before, { ...member, id: 'x' })?.id).toBe('x');
    expect(standingMember(before, member)).toBeUndefined();
  });
});

describe('the certificates that a member may name', () => {
  it('are those with a key, in their time and meant for signing; this very dossier registers them', () => {
    const { usable, others } = confirmable(
      [
        certificate({ id: 'ca', isCa: true }),
        certificate({ id: 'no-key', privateKey: 'absent' }),
        certificate({ id: 'expired', daysLeft: -1, refusals: ['CERT_EXPIRED'] }),
        certificate({ id: 'encrypts', refusals: ['CERT_KEY_USAGE'] }),
        certificate({ id: 'new', refusals: ['CERT_NOT_REGISTERED'] }),
        certificate({ id: 'locked', refusals: ['PIN_LOCKED'], daysLeft: 10 }),
      ],
      member,
    );
    expect(usable.map(({ id }) => id)).toEqual(['new', 'locked']);
    expect(others.map(({ id }) => id)).toEqual(['expired', 'encrypts']);
  });

  it('have the member’s own first', () => {
    const { usable } = confirmable(
      [
        certificate({ id: 'other', owner: 'Lê Văn Nam', daysLeft: 900 }),
        certificate({ id: 'own', daysLeft: 5, ...cccd('031085001234') }),
      ],
      member,
    );
    expect(usable.map(({ id }) => id)).toEqual(['own', 'other']);
  });

  it('are doubted by the papers they name, else by the name', () => {
    expect(doubtOf(certificate(cccd('031085001234')), member)).toBeUndefined();
    expect(
      doubtOf(certificate({ owner: 'Tran Thi Thu Ha', ...cccd('031085001234') }), member),
    ).toBeUndefined();
    expect(doubtOf(certificate(cccd('031085009999')), member)).toBe('identity');
    expect(doubtOf(certificate({}), member)).toBeUndefined();
    expect(doubtOf(certificate({ owner: 'Trần Thị Thu Hạ' }), member)).toBe('name');
  });
});

describe('what a member is told after confirming', () => {
  const view = { kind: 'first', note: '', confirmations: [] } as const;
  const waiting = (state: 'waiting' | 'declined' | 'confirmed' | 'not-needed') => ({
    memberId: state,
    name: '',
    role: '',
    state,
    note: '',
  });

  it('counts who has still to confirm, and whoever said that something is wrong', () => {
    const confirmations = (['waiting', 'declined', 'confirmed', 'not-needed'] as const).map(waiting);
    expect(afterConfirming({ ...view, status: 'CHO_HOAN_THIEN', confirmations }, 'KTV')).toEqual({
      next: 'nextMissing',
      count: 2,
    });
  });

  it('is the signature for who signs, and waiting for the others', () => {
    expect(afterConfirming({ ...view, status: 'CHO_PHE_DUYET' }, 'UQ_CTK').next).toBe('nextSigner');
    expect(afterConfirming({ ...view, status: 'CHO_PHE_DUYET' }, 'KTT').next).toBe('nextOthers');
  });

  it('is the account by e-mail in a first registration only', () => {
    expect(afterConfirming({ ...view, status: 'DA_HOAN_THANH' }, 'KTV').next).toBe('nextDone');
    expect(afterConfirming({ ...view, kind: 'change', status: 'DA_HOAN_THANH' }, 'KTV').next).toBe(
      'nextDoneChange',
    );
  });
});

describe('the certificate that need not be chosen', () => {
  const own = certificate({ id: 'T1:own', thumbprint: 'own' });
  const anothers = certificate({ id: 'T2:other', thumbprint: 'other', owner: 'NGUYỄN VĂN BÌNH' });

  it('is the member’s own beside another person’s, once no more are expected', () => {
    expect(likelyOf([anothers, own], member, true)).toBe(own);
    expect(likelyOf([anothers, own], member, false)).toBeUndefined();
  });

  it('is the only one there is, though it may be another person’s, and none of two', () => {
    expect(likelyOf([anothers], member, true)).toBe(anothers);
    expect(
      likelyOf([own, certificate({ id: 'T1:second', thumbprint: 'second' })], member, true),
    ).toBeUndefined();
  });

  it('is the one that was declared, before all have been read', () => {
    const declared = { thumbprint: 'own', serial: '1A', notBefore: '', notAfter: '' };
    const renewing = { ...member, certificate: { ...member.certificate, ...declared } } as RegistrationMember;
    expect(likelyOf([anothers, own], renewing, false)).toBe(own);
  });
});

it('takes no certificate of Ban Cơ yếu and none that the provider has blocked', () => {
  for (const code of ['REMOTE_VGCA', 'REMOTE_CERT_BLOCKED'] as const)
    expect(confirmable([certificate({ refusals: [code] })], member).usable).toEqual([]);
});
