import { expect, it } from 'vitest';
import { makeDossierCode, savedAt } from './code.ts';

it('writes the unit and the local time of the first save, as the Treasury does', () => {
  expect(makeDossierCode('1001163', new Date('2022-05-26T08:49:46Z'))).toBe('1001163220526154946');
});

it('reads the time of the first save back from the code, over midnight and new year', () => {
  const at = new Date('2026-12-31T17:00:05Z');
  expect(savedAt(makeDossierCode('1001163', at))).toEqual(at);
});
