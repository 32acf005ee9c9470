import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeTestCa } from '#test/support/test-pki.ts';
import { certificateRefusals, normaliseSerial, readCertificate, sameSerial } from './certificate.ts';

const ca = await makeTestCa();
const now = new Date();
const day = 86_400_000;

describe('readCertificate', () => {
  it('reads name, organisation, UIDs, serial, key and usages of a signer', async () => {
    const signer = await ca.signer({ serialNumber: '00ab01', commonName: 'Trần, Văn "B"', keyType: 'p256' });
    expect(await readCertificate(signer.certificate)).toMatchObject({
      commonName: 'Trần, Văn "B"',
      uids: ['MST:0101234567', 'CCCD:001099012345'],
      subject: String.raw`UID=CCCD:001099012345,UID=MST:0101234567,CN=Trần\, Văn \"B\",O=Trường THPT Thử Nghiệm,C=VN`,
      issuerCommonName: 'Test Root CA',
      serial: 'AB01',
      keyType: 'ec',
      keyBits: 256,
      keyUsage: ['digitalSignature', 'nonRepudiation'],
      isCa: false,
    });
  });

  it('answers CERT_INVALID to any bytes that are no certificate', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        await expect(readCertificate(bytes)).rejects.toMatchObject({ code: 'CERT_INVALID' });
      }),
    );
  });

  it('answers CERT_INVALID or facts, and nothing else, to a damaged certificate', async () => {
    const { certificate } = await ca.signer();
    for (let i = 0; i < certificate.length; i++) {
      const damaged = certificate.slice();
      damaged[i] = (damaged[i] ?? 0) ^ 0x80;
      const code = await readCertificate(damaged).then(
        () => 'CERT_INVALID',
        (thrown: unknown) => (thrown as { code?: unknown }).code, // asserted right below
      );
      expect(code).toBe('CERT_INVALID');
    }
  });
});

describe('certificateRefusals', () => {
  it.each([
    ['an expired certificate', { notAfter: new Date(now.getTime() - day) }, ['CERT_EXPIRED']],
    ['one that starts tomorrow', { notBefore: new Date(now.getTime() + day) }, ['CERT_NOT_YET_VALID']],
    ['an encryption certificate', { keyUsage: ['keyEncipherment'] as const }, ['CERT_KEY_USAGE']],
    ['one that names no usage', { keyUsage: null }, ['CERT_KEY_USAGE']],
    ['a key of 1024 bits', { keyBits: 1024 }, ['CERT_WEAK_KEY']],
    ['a good certificate', {}, []],
  ])('says why %s may or may not sign', async (_, options, expected) => {
    const { certificate } = await ca.signer(options);
    expect(certificateRefusals(await readCertificate(certificate), now)).toEqual(expected);
  });

  it('refuses the certificate of an authority', async () => {
    expect(certificateRefusals(await readCertificate(ca.certificate), now)).toContain('CERT_KEY_USAGE');
  });
});

describe('serial numbers', () => {
  it.each(['0x00ab:CD:12', 'ABCD12', ' ab cd 12 ', '0000abcd12', 'AB-CD-12'])('%s is ABCD12', (text) => {
    expect(normaliseSerial(text)).toBe('ABCD12');
  });

  it('takes the decimal form of a serial for the same serial, and no other', () => {
    expect(sameSerial('11259154', 'ABCD12')).toBe(true);
    expect(sameSerial('ABCD13', 'ABCD12')).toBe(false);
    expect(sameSerial('', '')).toBe(false);
  });
});
