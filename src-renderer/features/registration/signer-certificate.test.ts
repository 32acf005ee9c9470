import { describe, expect, it } from 'vitest';
import type { CertificateView } from '#shared/contract/tokens.ts';
import {
  sampleCertificate,
  sampleChange,
  sampleRegistration,
  sampleStanding,
} from '#test/support/sample-registration.ts';
import { declaredWay, inDossier } from './signer-certificate.ts';

const view = (letter: string, refusals: CertificateView['refusals']): CertificateView => ({
  id: `t:${letter}`,
  tokenSerial: 't',
  tokenLabel: 'Token',
  owner: 'Nguyễn Văn Bình',
  organisation: '',
  uids: [],
  identities: [],
  issuers: [],
  chainComplete: true,
  purposes: ['signing'],
  privateKey: 'present',
  subject: '',
  issuer: '',
  issuerCommonName: '',
  serial: sampleCertificate(letter).serial,
  thumbprint: sampleCertificate(letter).thumbprint,
  notBefore: '2026-01-05T02:00:00Z',
  notAfter: '2029-01-04T02:00:00Z',
  daysLeft: 700,
  keyType: 'rsa',
  keyBits: 2048,
  keyUsage: [],
  isCa: false,
  pinState: 'ok',
  refusals,
});
const of = (memberId?: string) => ({
  content: sampleRegistration,
  ...(memberId === undefined ? {} : { memberId }),
});

describe('a certificate in a registration dossier', () => {
  it('signs when its account holder has confirmed it, also where nobody has an account yet', () => {
    for (const memberId of [undefined, 'ctk'])
      expect(inDossier(of(memberId), view('b', ['CERT_NOT_REGISTERED']))).toMatchObject({
        refusals: [],
        boundRole: 'CTK',
      });
  });
  it('signs a change only for an account holder who stands already, as long as one stays', () => {
    const change = { content: sampleChange, before: sampleStanding };
    expect(inDossier(change, view('c', [])).refusals).toEqual([]);
    expect(inDossier(change, view('d', []))).toMatchObject({
      refusals: ['CERT_OF_ANOTHER'],
      registeredFor: { role: 'UQ_CTK' },
    });
  });
  it('of another member says whose it is, and a stranger’s that the dossier does not know it', () => {
    expect(inDossier(of(), view('a', []))).toMatchObject({
      refusals: ['CERT_OF_ANOTHER'],
      registeredFor: { name: 'Đỗ Thị Thu Hà', role: 'KTT' },
    });
    expect(inDossier(of('uqctk'), view('b', [])).refusals).toEqual(['CERT_OF_ANOTHER']);
    expect(inDossier(of(), view('e', [])).refusals).toEqual(['CERT_NOT_REGISTERED']);
  });
  it('keeps what stands against it for other reasons', () => {
    expect(inDossier(of(), view('b', ['PIN_LOCKED', 'CERT_NOT_REGISTERED'])).refusals).toEqual([
      'PIN_LOCKED',
    ]);
  });
});

it('says how the signer signs, where all who may sign do so in one way', () => {
  const signing = (form: 'token' | 'remote') => ({
    content: {
      ...sampleRegistration,
      members: sampleRegistration.members.map((member) =>
        member.signatureForm === 'none' ? member : { ...member, signatureForm: form },
      ),
    },
  });
  expect(declaredWay(signing('remote'))).toBe('remote');
  expect(declaredWay(signing('token'))).toBe('token');
  const [first] = sampleRegistration.members.filter(({ role }) => role === 'CTK');
  if (first === undefined) throw new Error('no account holder');
  const second = { ...first, id: 'second', role: 'UQ_CTK' as const, signatureForm: 'remote' as const };
  const mixed = { ...sampleRegistration, members: [...sampleRegistration.members, second] };
  expect(declaredWay({ content: mixed })).toBeUndefined();
  expect(declaredWay({ content: mixed, memberId: 'second' })).toBe('remote');
});
