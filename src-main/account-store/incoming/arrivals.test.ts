import { expect, it } from 'vitest';
import type { DossierStatus } from '#shared/domain/dossiers/dossier.ts';
import { hasArrived } from './arrivals.ts';

const ktt = { role: 'KTT', username: 'ktt' } as const;
const ctk = { role: 'UQ_CTK', username: 'ctk' } as const;
const ktv = { role: 'KTV', username: 'ktv' } as const;
const by =
  (createdBy: string) =>
  (status: DossierStatus, version = 1) => ({
    status,
    version,
    createdBy,
  });

const at = (status: DossierStatus, version = 1) => ({ status, version });

it('tells who must act next, also who stands in for them, and nobody else', () => {
  const dossier = by('ktv')('CHO_CTK_KY');
  expect(hasArrived(ctk, at('CHO_KTT_KY'), dossier)).toBe(true);
  expect(hasArrived(ktt, at('CHO_KTT_KY'), dossier)).toBe(false);
  expect(hasArrived(ktv, at('CHO_KTT_KY'), dossier)).toBe(false);
});

it('tells of a dossier that was never seen here before', () => {
  expect(hasArrived(ktt, undefined, by('ktv')('CHO_KTT_KY'))).toBe(true);
});

it('says nothing of what lay there already, as after one’s own signature', () => {
  expect(hasArrived(ctk, at('CHO_CTK_KY'), by('ktv')('CHO_GUI'))).toBe(false);
});

it('tells of what came back the accountant who began it, not the others', () => {
  for (const status of ['TRA_LAI', 'YEU_CAU_BO_SUNG'] as const) {
    expect(hasArrived(ktv, at('CHO_KBNN'), by('ktv')(status))).toBe(true);
    expect(hasArrived(ktv, at('CHO_KBNN'), by('ktv2')(status))).toBe(false);
  }
});

it('says nothing of a dossier that nobody holds', () => {
  expect(hasArrived(ctk, at('CHO_KBNN'), by('ktv')('DA_TIEP_NHAN'))).toBe(false);
});

it('tells of a new version that came while nobody was listening, though it stands where the old one stood', () => {
  expect(hasArrived(ktt, at('CHO_KTT_KY'), by('ktv')('CHO_KTT_KY', 2))).toBe(true);
  expect(hasArrived(ctk, at('CHO_GUI'), by('ktv')('CHO_CTK_KY', 2))).toBe(true);
  expect(hasArrived(ktt, at('CHO_KTT_KY', 2), by('ktv')('CHO_KTT_KY', 2))).toBe(false);
});
