import { expect, it } from 'vitest';
import type { Check } from '#shared/contract/doctor.ts';
import { byGroups, describeFirst } from './doctor-words.ts';

const words = (text: string) => ({ vi: text, en: text });
const check = (id: string, more: Partial<Check> = {}): Check => ({
  id,
  title: words(id),
  state: 'ok',
  looked: words('x'),
  found: words('• a\n• b'),
  meaning: words(''),
  remedy: words(''),
  milliseconds: 1,
  ...more,
});

it('says the parts in the window’s order, each when it is whole, with lists in lines', () => {
  const said: string[] = [];
  const hear = byGroups([{ id: 'pcsc' }, { id: 'readers' }, { id: 'disk' }], (lines) => said.push(lines));
  hear(check('disk'));
  hear(check('readers'));
  expect(said).toEqual([]);
  hear(check('pcsc'));
  expect(said.map((part) => part.split('\n')[0])).toEqual(['== Token và đầu đọc ==', '== Máy tính này ==']);
  expect(said[1]).toBe('== Máy tính này ==\n✓ disk: • a\n      • b');
});

it('names the command where the window has a button', () => {
  const locked = check('pin-state', { state: 'failed', help: 'PIN_LOCKED', remedy: words('Mở khóa.') });
  expect(describeFirst(locked)).toContain('$ dvctt pin unblock --token');
});
