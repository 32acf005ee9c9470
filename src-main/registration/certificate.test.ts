import { expect, it } from 'vitest';
import type { CertificateView } from '#shared/contract/tokens.ts';
import { requireForm } from './certificate.ts';

type Known = Pick<CertificateView, 'serial' | 'issuer' | 'remote'>;
// What the rule looks at; the rest of a view tells it nothing.
const chosen = (known: Partial<Known>) => ({
  view: { serial: '54 01', issuer: 'CN=VNPT-CA, O=VNPT', ...known } as CertificateView,
});
const remote = { provider: 'VNPT', providerName: 'VNPT SmartCA' } as CertificateView['remote'];
const refusal = (known: Partial<Known>, signatureForm: 'token' | 'remote') => {
  try {
    requireForm(chosen(known), { signatureForm });
    return undefined;
  } catch (cause) {
    return (cause as { code: string }).code;
  }
};

it('takes a certificate of the form that is declared, and none of the other', () => {
  expect(refusal({ ...(remote && { remote }) }, 'remote')).toBeUndefined();
  expect(refusal({}, 'token')).toBeUndefined();
  expect(refusal({}, 'remote')).toBe('CERT_NOT_FOUND');
  expect(refusal({ ...(remote && { remote }) }, 'token')).toBe('CERT_NOT_FOUND');
});

it('says of an official-duty certificate that it signs with a token alone', () => {
  const issuer = 'CN=Cơ quan chứng thực số chuyên dùng Chính phủ (RootCA), O=Ban Cơ yếu Chính phủ, C=VN';
  expect(refusal({ issuer, ...(remote && { remote }) }, 'remote')).toBe('REMOTE_VGCA');
  expect(refusal({ issuer }, 'token')).toBeUndefined();
});
