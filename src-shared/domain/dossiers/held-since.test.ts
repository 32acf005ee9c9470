import { expect, it } from 'vitest';
import type { DossierStatus } from './dossier.ts';
import { heldSince } from './held-since.ts';

const log = (...statuses: readonly DossierStatus[]) =>
  statuses.map((status, at) => ({ status, at: `2026-01-05T08:0${String(at)}:00.000Z` }));

it('is when the dossier came to the desk on which it lies', () => {
  expect(heldSince(log('CHO_KTT_KY', 'CHO_CTK_KY'))).toBe('2026-01-05T08:01:00.000Z');
});

it('does not begin anew when the same person has the next step too', () => {
  expect(heldSince(log('CHO_KTT_KY', 'CHO_CTK_KY', 'CHO_GUI'))).toBe('2026-01-05T08:01:00.000Z');
});

it('begins anew when the dossier has been with somebody else between', () => {
  expect(heldSince(log('CHO_KTT_KY', 'TRA_LAI', 'CHO_KTT_KY'))).toBe('2026-01-05T08:02:00.000Z');
});

it('is nothing for a dossier that nobody holds, or of which nothing is known', () => {
  expect(heldSince(log('CHO_KBNN', 'DA_TIEP_NHAN'))).toBeUndefined();
  expect(heldSince([])).toBeUndefined();
});
