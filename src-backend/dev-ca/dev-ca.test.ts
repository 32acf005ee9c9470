import 'reflect-metadata';
import { Pkcs10CertificateRequestGenerator } from '@peculiar/x509';
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DevCa } from './dev-ca.ts';

const rsa = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
};
const p256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

async function request(algorithm: typeof rsa | typeof p256): Promise<Uint8Array> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const csr = await Pkcs10CertificateRequestGenerator.create({
    name: 'CN=x',
    keys,
    signingAlgorithm: algorithm,
  });
  return new Uint8Array(csr.rawData);
}

describe('the development CA', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dvctt-ca-'));
  const file = (name: string, content: string | Uint8Array) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const openssl = (...args: string[]) => execFileSync('openssl', args, { encoding: 'utf8', stdio: 'pipe' });
  let ca: DevCa;
  let csr: Uint8Array;
  beforeAll(async () => {
    ca = await DevCa.open(join(folder, 'ca'), () => new Date());
    ca.servedAt('http://127.0.0.1:4711');
    csr = await request(rsa);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const subject = {
    commonName: 'Nguyễn Thị Hồng Vân',
    organisation: 'Trường trung học cơ sở Sông Lô',
    taxCode: '0201163001',
    identityNumber: '031180001234',
  };
  const verify = (certificate: Uint8Array, ...more: string[]) =>
    openssl(
      'verify',
      ...more,
      '-CAfile',
      file('root.pem', ca.rootPem),
      '-untrusted',
      file('issuing.pem', ca.issuingPem),
      file('leaf.pem', new X509Certificate(certificate).toString()),
    );

  it('issues a certificate that OpenSSL chains to the root, under a Vietnamese name', async () => {
    const { certificate, serial } = await ca.issueCertificate({ csr, subject });
    expect(verify(certificate)).toContain('OK');
    const text = openssl(
      'x509',
      '-in',
      file('leaf.pem', new X509Certificate(certificate).toString()),
      '-noout',
      '-subject',
      '-issuer',
      '-serial',
      '-ext',
      'keyUsage,crlDistributionPoints',
      '-nameopt',
      'utf8,sep_comma_plus',
    );
    expect(text).toContain('CN=Nguyễn Thị Hồng Vân');
    expect(text).toContain('UID=MST:0201163001');
    expect(text).toContain('UID=CCCD:031180001234');
    expect(text).toContain('CN=DVCTT-CA SHA-256 DEV');
    expect(text).toContain(`serial=${serial}`);
    expect(text).toMatch(/Key Usage: critical\s+Digital Signature, Non Repudiation/);
    expect(text).toContain('URI:http://127.0.0.1:4711/pki/crl');
  });

  it('certifies an elliptic-curve key as well', async () => {
    const { certificate } = await ca.issueCertificate({ csr: await request(p256), subject });
    expect(verify(certificate)).toContain('OK');
    expect(new X509Certificate(certificate).publicKey.asymmetricKeyType).toBe('ec');
  });

  it('makes expired, future and usage-less certificates for tests', async () => {
    const day = 86_400_000;
    const at = (days: number) => new Date(Date.now() + days * day);
    const expired = await ca.issueCertificate({ csr, subject, notBefore: at(-800), notAfter: at(-70) });
    expect(() => verify(expired.certificate)).toThrow(/has expired/);
    const future = await ca.issueCertificate({ csr, subject, notBefore: at(30) });
    expect(() => verify(future.certificate)).toThrow(/not yet valid/);
    const bare = await ca.issueCertificate({ csr, subject, keyUsage: [] });
    const path = file('bare.pem', new X509Certificate(bare.certificate).toString());
    expect(openssl('x509', '-in', path, '-noout', '-text')).not.toContain('X509v3 Key Usage');
  });

  it('refuses a request that its own key did not sign', async () => {
    const forged = Uint8Array.from(csr);
    forged[forged.length - 5] = (forged[forged.length - 5] ?? 0) ^ 1;
    await expect(ca.issueCertificate({ csr: forged, subject })).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
    });
    await expect(ca.issueCertificate({ csr: Buffer.from('no'), subject })).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
    });
  });

  it('publishes a list on which OpenSSL finds the revoked certificate and no other', async () => {
    const kept = await ca.issueCertificate({ csr, subject });
    const taken = await ca.issueCertificate({ csr, subject });
    const list = async () => {
      const pem = openssl('crl', '-inform', 'DER', '-in', file('list.crl', await ca.revocationList()));
      return ['-crl_check', '-CRLfile', file('list.pem', pem)];
    };
    expect(verify(taken.certificate, ...(await list()))).toContain('OK');
    await ca.revoke(taken.serial);
    const crl = await list();
    expect(() => verify(taken.certificate, ...crl)).toThrow(/revoked/);
    expect(verify(kept.certificate, ...crl)).toContain('OK');
    expect([ca.isRevoked(taken.serial), ca.isRevoked(kept.serial)]).toEqual([true, false]);
  });

  it('is the same authority after a restart, and its keys are readable by their owner alone', async () => {
    const again = await DevCa.open(join(folder, 'ca'), () => new Date());
    expect(again.rootPem).toBe(ca.rootPem);
    const { certificate } = await again.issueCertificate({ csr, subject });
    expect(verify(certificate)).toContain('OK');
    for (const name of readdirSync(join(folder, 'ca'))) {
      expect(statSync(join(folder, 'ca', name)).mode & 0o077).toBe(0);
    }
  });
});
