import { describe, expect, it } from 'vitest';
import { dossierCodeSchema } from '#shared/domain/dossiers/dossier.ts';
import { withArrival, type Arrival } from './arrived.ts';

const arrival = (at: number, status: Arrival['status'] = 'CHO_KTT_KY'): Arrival => ({
  code: dossierCodeSchema.parse(`100116326010108000${at}`),
  title: `Hồ sơ ${at}`,
  status,
});

describe('dossiers that arrive', () => {
  it('are told newest first, and one that comes again is told once, as it stands now', () => {
    const told = [arrival(1), arrival(2), arrival(1, 'CHO_GUI')].reduce<readonly Arrival[]>(withArrival, []);
    expect(told).toEqual([arrival(1, 'CHO_GUI'), arrival(2)]);
  });
});
