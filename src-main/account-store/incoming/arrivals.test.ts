import { expect, it } from 'vitest';
import { hasArrived } from './arrivals.ts';

const ktt = { role: 'KTT', username: 'ktt' } as const;
const ctk = { role: 'UQ_CTK', username: 'ctk' } as const;
const ktv = { role: 'KTV', username: 'ktv' } as const;
const by = (createdBy: string) => (status: Parameters<typeof hasArrived>[2]['status']) => ({
  status,
  createdBy,
});

it('tells who must act next, also who stands in for them, and nobody else', () => {
  const dossier = by('ktv')('CHO_CTK_KY');
  expect(hasArrived(ctk, 'CHO_KTT_KY', dossier)).toBe(true);
  expect(hasArrived(ktt, 'CHO_KTT_KY', dossier)).toBe(false);
  expect(hasArrived(ktv, 'CHO_KTT_KY', dossier)).toBe(false);
});

it('tells of a dossier that was never seen here before', () => {
  expect(hasArrived(ktt, undefined, by('ktv')('CHO_KTT_KY'))).toBe(true);
});

it('says nothing of what lay there already, as after one’s own signature', () => {
  expect(hasArrived(ctk, 'CHO_CTK_KY', by('ktv')('CHO_GUI'))).toBe(false);
});

it('tells of what came back the accountant who began it, not the others', () => {
  for (const status of ['TRA_LAI', 'YEU_CAU_BO_SUNG'] as const) {
    expect(hasArrived(ktv, 'CHO_KBNN', by('ktv')(status))).toBe(true);
    expect(hasArrived(ktv, 'CHO_KBNN', by('ktv2')(status))).toBe(false);
  }
});

it('says nothing of a dossier that nobody holds', () => {
  expect(hasArrived(ctk, 'CHO_KBNN', by('ktv')('DA_TIEP_NHAN'))).toBe(false);
});
