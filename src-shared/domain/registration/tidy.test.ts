import { expect, it } from 'vitest';
import { newAccount, newMember, newProject, newRegistration } from './new.ts';
import { tidyRegistration } from './tidy.ts';

const pasted = (text: string) => `  ${text.normalize('NFD').replaceAll(' ', ' \u00a0 ')}\t`;

it('composes what was pasted, and leaves one space between words, in every text', () => {
  const name = 'Nguyễn Thị Hồng Vân';
  const empty = newRegistration('change');
  const content = (text: (plain: string) => string) => ({
    ...empty,
    unit: { ...empty.unit, name: text('Trường Tiểu học Ế Ẩm'), unitCode: text('1001163') },
    accounts: [{ ...newAccount(' a '), name: text('Chi thường xuyên') }],
    projects: [{ ...newProject('p'), name: text('Dự án Đê điều') }],
    members: [
      { ...newMember('m'), name: text(name), issuedAt: text('Cục Cảnh sát'), title: text('Kế toán') },
    ],
  });
  expect(
    tidyRegistration({ ...content(pasted), reason: `${pasted('Đổi số')}\r\n ${pasted('Ễ')} \n` }),
  ).toEqual({
    ...content((plain) => plain),
    reason: 'Đổi số\nỄ',
  });
});

it('changes nothing the second time', () => {
  const once = tidyRegistration({ ...newRegistration('first'), reason: ' a  b\n\n c ' });
  expect(once.reason).toBe('a b\n\nc');
  expect(tidyRegistration(once)).toEqual(once);
});
