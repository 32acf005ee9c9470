import { describe, expect, it } from 'vitest';
import type { CertificateView, Identity } from '#shared/contract/tokens.ts';
import { holdersOf, holdersToSign, isBeside, ownersOn } from './holders.ts';

let made = 0;
function certificate(owner: string, identities: readonly Identity[], more: Partial<CertificateView> = {}) {
  made += 1;
  const view: CertificateView = {
    id: `T:${made}`,
    tokenSerial: 'T',
    tokenLabel: 'T',
    owner,
    organisation: 'Trường THPT Lê Chân',
    uids: [],
    identities: [...identities],
    issuers: [],
    chainComplete: false,
    purposes: ['signing'],
    privateKey: 'unknown',
    subject: '',
    issuer: '',
    issuerCommonName: 'CA',
    serial: String(made),
    thumbprint: '',
    notBefore: '2026-01-01T00:00:00Z',
    notAfter: '2027-01-01T00:00:00Z',
    daysLeft: 100,
    keyType: 'rsa',
    keyBits: 2048,
    keyUsage: [],
    isCa: false,
    pinState: 'ok',
    refusals: [],
    ...more,
  };
  return view;
}
const cccd = (value: string): Identity => ({ kind: 'CCCD', value });
const mst: Identity = { kind: 'MST', value: '0101234567' };
const names = (certificates: readonly CertificateView[]) =>
  holdersOf(certificates).map(({ name, certificates: own }) => [name, own.length]);

describe('the holders of certificates', () => {
  it('are sorted as Vietnamese sorts, not by code points', () => {
    expect(
      names(['Đỗ An', 'Ân Bình', 'Dương Anh', 'An Bình', 'Lê Ấn'].map((name) => certificate(name, []))),
    ).toEqual([
      ['An Bình', 1],
      ['Ân Bình', 1],
      ['Dương Anh', 1],
      ['Đỗ An', 1],
      ['Lê Ấn', 1],
    ]);
  });

  it('have their old and their new certificate together, also when one is written in capitals', () => {
    expect(
      names([certificate('NGUYỄN VĂN A', [cccd('1')]), certificate('Nguyễn Văn A', [cccd('1'), mst])]),
    ).toEqual([['NGUYỄN VĂN A', 2]]);
  });

  it('who bear one name and different identity cards are different people', () => {
    expect(
      names([certificate('Nguyễn Văn A', [cccd('1'), mst]), certificate('Nguyễn Văn A', [cccd('2'), mst])]),
    ).toHaveLength(2);
  });

  it('are not brought together by a third certificate that names neither card', () => {
    expect(
      names([
        certificate('Nguyễn Văn A', [mst]),
        certificate('Nguyễn Văn A', [cccd('1'), mst]),
        certificate('Nguyễn Văn A', [cccd('2'), mst]),
      ]),
    ).toEqual([
      ['Nguyễn Văn A', 2],
      ['Nguyễn Văn A', 1],
    ]);
  });

  it('are shown with the certificate first that can sign and is registered', () => {
    const [holder] = holdersOf([
      certificate('A', [mst], { refusals: ['CERT_EXPIRED'], daysLeft: -3 }),
      certificate('A', [mst], { daysLeft: 20 }),
      certificate('A', [mst], { daysLeft: 300 }),
      certificate('A', [mst], { daysLeft: 5, boundRole: 'Kế toán trưởng' }),
    ]);
    expect(holder?.certificates.map(({ daysLeft }) => daysLeft)).toEqual([5, 300, 20, -3]);
  });

  it('leave aside what nobody signs with, and nothing that might yet have its key', () => {
    expect(isBeside({ isCa: true, privateKey: 'unknown' })).toBe(true);
    expect(isBeside({ isCa: false, privateKey: 'absent' })).toBe(true);
    expect(isBeside({ isCa: false, privateKey: 'unknown' })).toBe(false);
    expect(isBeside({ isCa: false, privateKey: 'present' })).toBe(false);
  });
});

describe('whose token it is', () => {
  it('is told by the certificates on it, each name once and no authority’s', () => {
    const all = [
      certificate('Trần Thị Bình', [], { tokenSerial: 'A' }),
      certificate('Nguyễn Văn An', [], { tokenSerial: 'A' }),
      certificate('TRẦN THỊ BÌNH', [], { tokenSerial: 'A' }),
      certificate('Viettel-CA', [], { tokenSerial: 'A', isCa: true }),
      certificate('Lê Văn Cường', [], { tokenSerial: 'B' }),
    ];
    expect(ownersOn('A', all)).toEqual(['Nguyễn Văn An', 'Trần Thị Bình']);
  });
});

describe('the certificates to choose from', () => {
  const order = (certificates: readonly CertificateView[], registered?: string) =>
    holdersToSign(certificates, registered).flatMap((holder) =>
      holder.certificates.map(({ serial }) => serial),
    );

  it('begin with the person’s own registered one, even when nothing can sign', () => {
    const refusals = ['PIN_LOCKED'] as const;
    const all = [
      certificate('An', [], { serial: '1', refusals: [...refusals] }),
      certificate('Bình', [], { serial: '3', refusals: [], daysLeft: 900 }),
      certificate('Bình', [], { serial: '2F', refusals: [...refusals] }),
    ];
    expect(order(all, '02f')).toEqual(['2F', '3', '1']);
    expect(
      order(
        all.filter(({ serial }) => serial !== '3'),
        '2F',
      ),
    ).toEqual(['2F', '1']);
  });

  it('begin with those that can sign where none is the person’s own', () => {
    const all = [
      certificate('An', [], { serial: '1', refusals: ['PIN_LOCKED'] }),
      certificate('Bình', [], { serial: '2' }),
    ];
    expect(order(all)).toEqual(['2', '1']);
    expect(order(all, 'FF')).toEqual(['2', '1']);
  });
});
