import { describe, expect, it } from 'vitest';
import { dossierCodeSchema } from '#shared/domain/dossiers/dossier.ts';
import type { DossierSummary } from '#shared/contract/ipc.ts';
import { isMine, matchesQuery, ordered } from './ordering.ts';

const dossier = (title: string, extra: Partial<DossierSummary> = {}): DossierSummary => ({
  code: dossierCodeSchema.parse('1001163220526154946'),
  title,
  status: 'DANG_SOAN',
  voucherCount: 1,
  total: '0',
  createdBy: 'Trần Thị Bích',
  updatedAt: '2026-11-22T00:00:00Z',
  note: '',
  place: 'local',
  ...extra,
});
const names = { status: (status: string) => status, role: (role: string) => role };
const titles = (list: readonly DossierSummary[]) => list.map((one) => one.title);

describe('the list of dossiers', () => {
  it('is in Vietnamese dictionary order, with numbers by value', () => {
    const list = ['Đợt 10', 'Dọn dẹp', 'Ăn uống', 'Đợt 9', 'An ninh', 'Âu tàu'].map((title) =>
      dossier(title),
    );
    expect(titles(ordered(list, { column: 'title', descending: false }, names))).toEqual([
      'An ninh',
      'Ăn uống',
      'Âu tàu',
      'Dọn dẹp',
      'Đợt 9',
      'Đợt 10',
    ]);
  });

  it('sorts amounts by value even beyond what a float can hold', () => {
    const list = [
      dossier('b', { total: '900719925474099301' }),
      dossier('a', { total: '900719925474099300' }),
      dossier('c', { total: '99' }),
    ];
    expect(titles(ordered(list, { column: 'total', descending: true }, names))).toEqual(['b', 'a', 'c']);
  });

  it('gives an authorised signer the tasks of the one who authorised, and nobody a closed dossier', () => {
    expect(isMine({ heldBy: 'KTT' }, 'UQ_KTT')).toBe(true);
    expect(isMine({ heldBy: 'KTT' }, 'CTK')).toBe(false);
    expect(isMine({ heldBy: 'KTV' }, 'KTV')).toBe(true);
    expect(isMine({}, 'KTV')).toBe(false);
  });

  it('is found by words typed without marks', () => {
    expect(matchesQuery(dossier('Thanh toán tiền điện'), 'dien thanh')).toBe(true);
    expect(matchesQuery(dossier('Thanh toán tiền điện'), '1001163')).toBe(true);
    expect(matchesQuery(dossier('Thanh toán tiền điện'), 'nước')).toBe(false);
  });
});
