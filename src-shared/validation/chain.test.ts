import { describe, expect, it } from 'vitest';
import { makeTestCa, type CaOptions, type SignerOptions, type TestCa } from '#test/support/test-pki.ts';
import { parseCertificate } from './certificate.ts';
import { buildPath, type PathResult } from './chain.ts';

const root = await makeTestCa();
const now = new Date();
const past = { notBefore: new Date(now.getTime() - 9e9), notAfter: new Date(now.getTime() - 1e9) };

async function pathThrough(ca: TestCa, options: SignerOptions = {}, at = now): Promise<PathResult> {
  const signer = await ca.signer(options);
  const anchors = [parseCertificate(root.certificate)];
  return buildPath(parseCertificate(signer.certificate), signer.chain.map(parseCertificate), anchors, at);
}

const under = (options: CaOptions): Promise<TestCa> => root.subordinate('CN=Sub,C=VN', options);

describe('buildPath', () => {
  it('trusts a signer under the root, and under an authority below it, with RSA and ECDSA keys', async () => {
    expect((await pathThrough(root)).kind).toBe('trusted');
    expect((await pathThrough(await under({ keyType: 'p384' }))).kind).toBe('trusted');
  });

  it.each([
    ['is no authority', { isCa: false }, 'CERT_CHAIN_INCOMPLETE'],
    ['may not sign certificates', { keyUsage: ['digitalSignature'] }, 'CERT_CHAIN_INCOMPLETE'],
    ['names no usage', { keyUsage: null }, 'CERT_CHAIN_INCOMPLETE'],
    ['has expired', past, 'CERT_EXPIRED'],
    ['starts tomorrow', { notBefore: new Date(now.getTime() + 1e8) }, 'CERT_NOT_YET_VALID'],
  ] as const)('trusts nobody whose issuer %s', async (_, options, reason) => {
    expect(await pathThrough(await under(options))).toEqual({ kind: 'untrusted', reason });
  });

  it('keeps to the path length that an authority was given', async () => {
    const short = await root.subordinate('CN=Short,C=VN', { pathLength: 0 });
    expect((await pathThrough(short)).kind).toBe('trusted');
    expect((await pathThrough(await short.subordinate('CN=Below,C=VN'))).kind).toBe('untrusted');
  });

  it('does not take an authority of the same name with another key', async () => {
    const impostor = await makeTestCa(root.name);
    expect(await pathThrough(impostor)).toEqual({ kind: 'untrusted', reason: 'CERT_CHAIN_INCOMPLETE' });
  });

  it('does not take a certificate that was signed with SHA-1', async () => {
    expect(await pathThrough(root, { hash: 'SHA-1' })).toEqual({
      kind: 'untrusted',
      reason: 'CERT_WEAK_KEY',
    });
  });

  it('ends with two authorities that vouch for each other', async () => {
    const a = await makeTestCa('CN=A,C=VN');
    const signer = await (await a.subordinate('CN=A,C=VN')).signer();
    const candidates = [...signer.chain, a.certificate].map(parseCertificate);
    const anchors = [parseCertificate(root.certificate)];
    const path = await buildPath(parseCertificate(signer.certificate), candidates, anchors, now);
    expect(path.kind).toBe('untrusted');
  });
});
