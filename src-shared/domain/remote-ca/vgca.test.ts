import { expect, it } from 'vitest';
import { isVgcaIssuer } from './vgca.ts';

it('knows the issuers of official-duty certificates in their spellings', () => {
  for (const issuer of [
    'C=VN\nO=Ban Cơ yếu Chính phủ\nCN=Cơ quan chứng thực số chuyên dùng Chính phủ (RootCA)',
    'C=VN, O=Ban Co yeu Chinh phu, OU=VGCA, CN=VGCA G2'.normalize('NFD'),
    'CN=BAN CƠ YẾU CHÍNH PHỦ'.normalize('NFD'),
  ])
    expect(isVgcaIssuer(issuer)).toBe(true);
});

it('takes no public authority for one of them', () => {
  for (const issuer of [
    'C=VN\nO=VNPT\nCN=VNPT SmartCA',
    'CN=Viettel-CA SHA-256',
    'CN=DVCTT Dev Issuing CA',
    '',
  ])
    expect(isVgcaIssuer(issuer)).toBe(false);
});
