import { expect, it } from 'vitest';
import { newMember, newRegistration } from '#shared/domain/registration/new.ts';
import type { MemberRole, RegistrationMember } from '#shared/domain/registration/registration.ts';
import { stakesOf } from './stakes-notice.ts';

const member = (id: string, role: MemberRole): RegistrationMember => ({
  ...newMember(id),
  name: `Người ${id}`,
  role,
  email: `${id}@a.vn`,
  username: id,
});
const of = (members: readonly RegistrationMember[]) => ({
  ...newRegistration('change'),
  members: [...members],
});
const sentBy = (by: string) => [
  { status: 'CHO_KBNN' as const, note: '', at: '2026-11-22T03:00:00.000Z', by },
];
const before = of([member('a', 'KTV'), member('b', 'CTK'), member('c', 'UQ_CTK'), member('d', 'KTT')]);

it('names a signer who does not stand, who loses access or title, and whose letters go elsewhere', () => {
  const content = of([{ ...member('a', 'CTK'), email: 'x@b.vn' }, member('d', 'KTV')]);
  const stakes = stakesOf({ content, before, log: sentBy('Người a') });
  expect(stakes).toHaveLength(5);
  expect(stakes[0]).toContain('Người a, hiện không đăng ký là Chủ tài khoản');
  expect(stakes.filter((line) => line.includes('mất quyền đăng nhập'))).toHaveLength(2);
  expect(stakes[3]).toContain('Người d đổi chức danh từ');
  expect(stakes[4]).toContain('từ a@a.vn thành x@b.vn');
});

it('says nothing of a change by who stands that takes nothing from anybody, nor of a first registration', () => {
  const content = of([...before.members.slice(0, 2), member('c', 'CTK'), member('d', 'KTT')]);
  expect(stakesOf({ content, before, log: sentBy('Người b') })).toEqual([]);
  expect(stakesOf({ content, log: sentBy('Người z') })).toEqual([]);
});
