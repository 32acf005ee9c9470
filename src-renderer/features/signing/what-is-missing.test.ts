import { describe, expect, it } from 'vitest';
import type { CertificateView } from '#shared/contract/tokens.ts';
import { whatIsMissing } from './what-is-missing.ts';

type One = Pick<CertificateView, 'refusals' | 'pinState'>;
const good: One = { refusals: [], pinState: 'ok' };
const locked: One = { refusals: ['PIN_LOCKED'], pinState: 'locked' };
const expired: One = { refusals: ['CERT_EXPIRED'], pinState: 'ok' };
const asked = { own: [good, good], reading: false, chosen: true, consented: true };

describe('why nothing can be signed yet', () => {
  it('is nothing once a certificate is chosen and what was not opened is agreed to', () => {
    expect(whatIsMissing(asked)).toBeUndefined();
    expect(whatIsMissing({ ...asked, consented: false })).toBe('consent');
  });

  it('is the choice where there is one, even while other tokens are read', () => {
    expect(whatIsMissing({ ...asked, chosen: false, reading: true })).toBe('choose');
  });

  it('is what keeps every certificate from signing', () => {
    const none = { ...asked, chosen: false };
    expect(whatIsMissing({ ...none, own: [], reading: true })).toBe('reading');
    expect(whatIsMissing({ ...none, own: [] })).toBe('noCertificate');
    expect(whatIsMissing({ ...none, own: [locked] })).toBe('locked');
    expect(whatIsMissing({ ...none, own: [locked, expired] })).toBe('noneUsable');
  });
});
