import { describe, expect, it } from 'vitest';
import { certificatePurposes } from './certificate-purposes.ts';

const clientAuth = '1.3.6.1.5.5.7.3.2';
const emailProtection = '1.3.6.1.5.5.7.3.4';
const serverAuth = '1.3.6.1.5.5.7.3.1';

describe('the purposes of a certificate', () => {
  it('say signing for what Vietnamese CAs issue to a person', () => {
    const usual = { keyUsage: ['digitalSignature', 'nonRepudiation'], isCa: false } as const;
    expect(certificatePurposes({ ...usual, extendedKeyUsage: [] })).toEqual(['signing']);
    expect(certificatePurposes({ ...usual, extendedKeyUsage: [clientAuth, emailProtection] })).toEqual([
      'signing',
      'authentication',
    ]);
  });

  it('tell a log-on certificate and a server’s from one for signing', () => {
    const bare = { keyUsage: ['digitalSignature'], isCa: false } as const;
    expect(certificatePurposes({ ...bare, extendedKeyUsage: [clientAuth] })).toEqual(['authentication']);
    expect(certificatePurposes({ ...bare, extendedKeyUsage: [serverAuth] })).toEqual([]);
    expect(certificatePurposes({ ...bare, extendedKeyUsage: [] })).toEqual(['signing']);
  });

  it('name encryption beside signing, and an authority nothing but that', () => {
    expect(
      certificatePurposes({
        keyUsage: ['nonRepudiation', 'keyEncipherment'],
        extendedKeyUsage: [],
        isCa: false,
      }),
    ).toEqual(['signing', 'encryption']);
    expect(
      certificatePurposes({
        keyUsage: ['digitalSignature', 'keyCertSign', 'cRLSign'],
        extendedKeyUsage: [],
        isCa: true,
      }),
    ).toEqual(['authority']);
  });
});
