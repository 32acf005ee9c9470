import { describe, expect, it } from 'vitest';
import type { CertificateView } from '#shared/contract/tokens.ts';
import { isRenewable } from './renewable.ts';

type One = Pick<CertificateView, 'owner' | 'isCa' | 'privateKey' | 'refusals'>;
const name = 'Phạm Văn Đức';
const renewed: One = {
  owner: 'PHAM VAN  DUC',
  isCa: false,
  privateKey: 'unknown',
  refusals: ['CERT_NOT_REGISTERED'],
};

describe('the way from an unregistered certificate to a change dossier', () => {
  it('is open to who signs, whatever the PIN’s state', () => {
    for (const role of ['KTT', 'UQ_KTT', 'CTK', 'UQ_CTK'] as const)
      expect(isRenewable(renewed, { role, name })).toBe(true);
    expect(
      isRenewable({ ...renewed, refusals: ['CERT_NOT_REGISTERED', 'PIN_LOCKED'] }, { role: 'CTK', name }),
    ).toBe(true);
  });

  it('is closed to who signs nothing, and to who has not signed in', () => {
    expect(isRenewable(renewed, { role: 'KTV', name })).toBe(false);
    expect(isRenewable(renewed, { role: 'KBNN', name })).toBe(false);
    expect(isRenewable(renewed, undefined)).toBe(false);
  });

  it('is closed at a certificate that names somebody else', () => {
    expect(isRenewable({ ...renewed, owner: 'Nguyễn Thị Hồng Vân' }, { role: 'CTK', name })).toBe(false);
  });

  it('is closed where registering would not help', () => {
    const ctk = { role: 'CTK', name } as const;
    expect(isRenewable({ ...renewed, refusals: [] }, ctk)).toBe(false);
    expect(isRenewable({ ...renewed, refusals: ['CERT_NOT_REGISTERED', 'CERT_EXPIRED'] }, ctk)).toBe(false);
    expect(isRenewable({ ...renewed, isCa: true }, ctk)).toBe(false);
    expect(isRenewable({ ...renewed, privateKey: 'absent' }, ctk)).toBe(false);
  });
});
