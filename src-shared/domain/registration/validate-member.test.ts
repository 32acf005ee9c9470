import { expect, it } from 'vitest';
import { newMember } from './new.ts';
import { judgeMember } from './validate-member.ts';

it('names every permitted number that the unit has given up', () => {
  const member = { ...newMember('1'), accounts: ['3511.0.1001163', '3511.0.9091378', '3711.0.9091378'] };
  const found = judgeMember(member, 'members.0', {
    used: new Set(['3511.0.1001163']),
    today: '2026-11-22',
    standing: undefined,
  }).filter(({ code }) => code === 'ACCOUNT_NOT_USED');
  expect(found).toHaveLength(1);
  expect(found[0]?.message.vi).toContain('3511.0.9091378, 3711.0.9091378');
  expect(found[0]?.message.vi).not.toContain('3511.0.1001163');
});
