import { beforeAll, describe, expect, it } from 'vitest';
import { makeTestCa, type TestCa, type TestSigner } from '#test/support/test-pki.ts';
import { providerOfId, remoteCertificate } from './remote-certificate.ts';

const now = new Date();
const at = { provider: { id: 'VNPT', name: 'VNPT SmartCA' }, username: '031180001234' } as const;
const nothingTrusted = { anchors: [], intermediates: [] };
const base64 = (der: Uint8Array) => Buffer.from(der).toString('base64');

let ca: TestCa;
let signer: TestSigner;
beforeAll(async () => {
  ca = await makeTestCa();
  signer = await ca.signer({ commonName: 'Trần Thị Bình', uids: ['CCCD:031180001234'] });
});

const given = (der: Uint8Array, state: 'active' | 'blocked' | 'expired' = 'active') => ({
  alias: 'cred-1',
  certificate: base64(der),
  chain: [],
  state,
});

describe('a certificate at a provider', () => {
  it('stands where a token’s does: handle, owner, whose it is, and no PIN', async () => {
    const { view } = await remoteCertificate(given(signer.certificate), at, nothingTrusted, now);
    expect(view).toMatchObject({
      id: `remote:VNPT:${view.thumbprint}`,
      owner: 'Trần Thị Bình',
      identities: [{ kind: 'CCCD', value: '031180001234' }],
      tokenLabel: 'VNPT SmartCA',
      pinState: 'ok',
      privateKey: 'present',
      refusals: [],
      remote: { provider: 'VNPT', providerName: 'VNPT SmartCA', username: '031180001234' },
    });
    expect(providerOfId(view.id)).toBe('VNPT');
  });

  it('has its chain completed from what is trusted here, where the provider gives none', async () => {
    const anchors = [ca.certificate];
    const { chain, view } = await remoteCertificate(
      given(signer.certificate),
      at,
      { anchors, intermediates: [] },
      now,
    );
    expect(chain).toEqual(anchors);
    expect(view.chainComplete).toBe(true);
  });

  it('is refused with the provider’s word when it is blocked there, and with its own when it has expired', async () => {
    const blocked = await remoteCertificate(given(signer.certificate, 'blocked'), at, nothingTrusted, now);
    expect(blocked.view.refusals).toEqual(['REMOTE_CERT_BLOCKED']);
    const past = await ca.signer({ notAfter: new Date(now.getTime() - 86_400_000) });
    const expired = await remoteCertificate(given(past.certificate, 'expired'), at, nothingTrusted, now);
    expect(expired.view.refusals).toEqual(['CERT_EXPIRED']);
  });

  it('of the Government Cipher Committee is refused by its reason first', async () => {
    const vgca = await ca.subordinate(
      'CN=Cơ quan chứng thực số chuyên dùng Chính phủ,O=Ban Cơ yếu Chính phủ,C=VN',
    );
    const official = await vgca.signer();
    const { view } = await remoteCertificate(given(official.certificate), at, nothingTrusted, now);
    expect(view.refusals[0]).toBe('REMOTE_VGCA');
  });

  it('that is none is CERT_INVALID', async () => {
    await expect(
      remoteCertificate(given(Buffer.from('không phải')), at, nothingTrusted, now),
    ).rejects.toMatchObject({ code: 'CERT_INVALID' });
  });
});

it.each(['slot:7:abc', 'remote:vnpt:00', `remote:VNPT:${'A'.repeat(64)}`, `x remote:VNPT:${'a'.repeat(64)}`])(
  'the handle %s is no provider’s',
  (id) => {
    expect(providerOfId(id)).toBeUndefined();
  },
);
