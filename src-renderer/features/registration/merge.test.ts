import { describe, expect, it } from 'vitest';
import { newAccount, newMember, newRegistration } from '#shared/domain/registration/new.ts';
import type { MemberCertificate, RegistrationContent } from '#shared/domain/registration/registration.ts';
import { mergeRegistration } from './merge.ts';

const base: RegistrationContent = {
  ...newRegistration('first'),
  accounts: [newAccount('a1'), newAccount('a2')],
  members: [newMember('m1')],
  leftOut: ['3511.0.9091378'],
};
const certificate = (serial: string): MemberCertificate => ({
  serial,
  thumbprint: serial.padStart(64, '0').toLowerCase(),
  subject: `CN=${serial}`,
  issuer: 'CN=CA',
  notBefore: '2026-01-01T00:00:00.000Z',
  notAfter: '2028-01-01T00:00:00.000Z',
  der: '',
});
const withCertificate = (one: MemberCertificate): RegistrationContent => ({
  ...base,
  members: [{ ...newMember('m1'), role: 'KTT', signatureForm: 'token', certificate: one }],
});

describe('two edits of one registration', () => {
  it('are put together field by field, row by row', () => {
    const mine = {
      ...base,
      unit: { ...base.unit, phone: '02253' },
      accounts: [{ ...newAccount('a1'), account: '3511' }, newAccount('a2'), newAccount('a3')],
    };
    const theirs = {
      ...base,
      unit: { ...base.unit, name: 'Trường' },
      accounts: [{ ...newAccount('a1'), name: 'Phí' }, newAccount('a4')],
    };
    const merged = mergeRegistration(base, mine, theirs);
    expect(merged.collisions).toEqual([]);
    expect(merged.content.unit).toMatchObject({ phone: '02253', name: 'Trường' });
    expect(merged.content.accounts.map(({ id }) => id)).toEqual(['a1', 'a3', 'a4']);
    expect(merged.content.accounts[0]).toMatchObject({ account: '3511', name: 'Phí' });
  });

  it('treat services and numbers as sets', () => {
    const mine = { ...base, services: base.services.filter((one) => one !== 'BALANCE'), leftOut: [] };
    const theirs = { ...base, leftOut: [...base.leftOut, '3711.1.9091378'] };
    const { content, collisions } = mergeRegistration(base, mine, theirs);
    expect(collisions).toEqual([]);
    expect(content.services).not.toContain('BALANCE');
    expect(content.leftOut).toEqual(['3711.1.9091378']);
  });

  it('never make one certificate out of two', () => {
    const { content, collisions } = mergeRegistration(
      base,
      withCertificate(certificate('A1')),
      withCertificate(certificate('B2')),
    );
    expect(collisions).toEqual(['/members/m1/certificate']);
    expect(content.members[0]?.certificate).toEqual(certificate('A1'));
  });

  it('keep a row that one side took out and the other changed, and say so', () => {
    const changed = { ...base, members: [{ ...newMember('m1'), name: 'Đỗ Quốc Ẩn' }] };
    const without = { ...base, members: [] };
    for (const [mine, theirs] of [
      [changed, without],
      [without, changed],
    ] as const) {
      const merged = mergeRegistration(base, mine, theirs);
      expect(merged.content.members.map(({ name }) => name)).toEqual(['Đỗ Quốc Ẩn']);
      expect(merged.collisions).toEqual(['/members/m1']);
    }
  });
});
