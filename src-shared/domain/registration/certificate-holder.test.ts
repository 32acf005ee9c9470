import { expect, it } from 'vitest';
import { isHeldBy } from './certificate-holder.ts';

const lan = { name: 'Nguyễn Thị Lan', identityNumber: '001184000123' };

it('goes by the paper that the certificate names, whatever name it carries', () => {
  expect(isHeldBy({ commonName: 'LAN NT', uids: ['MST:0101234567', 'CCCD: 001184000123'] }, lan)).toBe(true);
  expect(isHeldBy({ commonName: 'Nguyễn Thị Lan', uids: ['CCCD:001184000999'] }, lan)).toBe(false);
  expect(isHeldBy({ commonName: 'x', uids: ['CMND:012345678', 'cccd:001184000123'] }, lan)).toBe(true);
});

it('goes by the name when the certificate names no paper of a person', () => {
  const named = (commonName: string, uids: string[] = []) => isHeldBy({ commonName, uids }, lan);
  expect(named('NGUYỄN  THỊ LAN', ['MST:0101234567'])).toBe(true);
  expect(named('Nguyễn Thị Lan'.normalize('NFD'))).toBe(true);
  // Another accent is another name.
  expect(named('Nguyễn Thị Lân')).toBe(false);
  expect(named('Nguyen Thi Lan')).toBe(false);
  expect(named('', ['CCCD:'])).toBe(false);
});

it('never takes nothing for somebody', () => {
  expect(isHeldBy({ commonName: '', uids: [] }, { name: '', identityNumber: '' })).toBe(false);
  expect(isHeldBy({ commonName: '', uids: ['CCCD: '] }, { name: '', identityNumber: '' })).toBe(false);
});
