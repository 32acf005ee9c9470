import { describe, expect, it } from 'vitest';
import { makeTestCa } from '#test/support/test-pki.ts';
import { chainFrom, describeChain } from './certificate-chain.ts';

describe('the issuers of a certificate', () => {
  it('are named from the nearest to the root, whatever else lies on the token and in what order', async () => {
    const root = await makeTestCa('CN=Root CA,O=Test,C=VN');
    const issuing = await root.subordinate('CN=Issuing CA,O=Test,C=VN');
    const stranger = await makeTestCa('CN=Issuing CA,O=Test,C=VN');
    const { certificate } = await issuing.signer();
    const token = [root.certificate, Uint8Array.of(1, 2), stranger.certificate, issuing.certificate];
    const chain = chainFrom(certificate, token);
    expect(describeChain(certificate, chain)).toEqual({ issuers: ['Issuing CA', 'Root CA'], complete: true });
  });

  it('are incomplete without the root, and for a certificate that nobody here has issued', async () => {
    const root = await makeTestCa('CN=Root CA,O=Test,C=VN');
    const issuing = await root.subordinate('CN=Issuing CA,O=Test,C=VN');
    const { certificate } = await issuing.signer();
    const chain = chainFrom(certificate, [issuing.certificate]);
    expect(describeChain(certificate, chain)).toEqual({ issuers: ['Issuing CA'], complete: false });
    expect(describeChain(certificate, [])).toEqual({ issuers: [], complete: false });
  });

  it('of a root are none, and it is complete by itself', async () => {
    const { certificate } = await makeTestCa();
    expect(describeChain(certificate, [])).toEqual({ issuers: [], complete: true });
  });
});
