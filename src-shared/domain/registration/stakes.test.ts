import { expect, it } from 'vitest';
import { newMember, newRegistration } from './new.ts';
import type { MemberRole, RegistrationContent } from './registration.ts';
import { firstSigners, lossesOf } from './stakes.ts';
import { validateRegistration } from './validate.ts';

const of = (roles: Readonly<Record<string, MemberRole>>): RegistrationContent => ({
  ...newRegistration('change'),
  members: Object.entries(roles).map(([id, role]) => ({ ...newMember(id), role })),
});
const signers = (now: Parameters<typeof of>[0], before?: Parameters<typeof of>[0]) =>
  firstSigners(of(now), before && of(before)).map(({ id }) => id);

it('lets a new CTK sign a change only where no standing CTK or UQ_CTK stays as such', () => {
  const before = { a: 'KTV', b: 'CTK', c: 'UQ_CTK' } as const;
  expect(signers({ a: 'CTK', b: 'KTV', c: 'UQ_CTK' }, before)).toEqual(['c']);
  expect(signers({ a: 'CTK', c: 'KTV' }, before)).toEqual(['a']);
  expect(signers({ b: 'CTK', c: 'UQ_CTK' })).toEqual(['b', 'c']);
  expect(
    lossesOf(of({ a: 'CTK', c: 'KTV' }), of(before)).map(({ member, role }) => [member.id, role]),
  ).toEqual([
    ['b', undefined],
    ['c', 'KTV'],
  ]);
});

it('refuses a change to another treasury office', () => {
  const before = of({ b: 'CTK' });
  const content = { ...before, unit: { ...before.unit, treasuryCode: '0065' } };
  const issues = validateRegistration(content, { today: '2026-11-22', before });
  expect(issues).toContainEqual(
    expect.objectContaining({ path: 'unit.treasuryCode', code: 'TREASURY_FIXED' }),
  );
});
