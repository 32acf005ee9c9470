import { expect, it } from 'vitest';
import { toldFailure, toldRefusal } from './told-failure.ts';

it('names whose a certificate is, in the list and in the refusal', () => {
  const registeredFor = { name: 'Lê Văn C', role: 'Chủ tài khoản' };
  const [told] = toldRefusal({ refusals: ['CERT_OF_ANOTHER'], registeredFor }, 'vi');
  expect(told?.heading).toBe('Chứng thư số này đăng ký cho Lê Văn C (Chủ tài khoản), không phải của bạn');
  const refused = {
    code: 'CERT_OF_ANOTHER',
    details: { registeredFor: 'Lê Văn C (Chủ tài khoản)' },
  } as const;
  expect(toldFailure(refused, 'vi').explanation).toContain('Lê Văn C (Chủ tài khoản), không phải của bạn');
  expect(toldFailure(refused, 'en').explanation).toContain('registered for Lê Văn C');
});

it('tells a member whom the certificate names that they showed', () => {
  const shown = { code: 'CERT_OF_ANOTHER', details: { chosen: '1A', owner: 'Lê Văn C' } } as const;
  expect(toldFailure(shown, 'vi').explanation).toContain('ghi tên Lê Văn C, không khớp');
  expect(toldFailure(shown, 'en').explanation).toContain('names Lê Văn C');
  expect(toldFailure({ code: 'CERT_OF_ANOTHER' }, 'vi').heading).toBe('Chứng thư số của người khác');
});

it('tells who signs a registration what became of the signature, and nothing of drafts', () => {
  const failed = (handover: string) => ({ code: 'BACKEND_UNREACHABLE', details: { handover } }) as const;
  const [lost, unsure] = [toldFailure(failed('not-sent'), 'vi'), toldFailure(failed('unanswered'), 'vi')];
  expect(lost.explanation).toContain('Hồ sơ chưa được gửi, chữ ký chưa được ghi nhận');
  expect(lost.remedy).toContain('Ký lại');
  expect(unsure.remedy).toContain('mở lại hồ sơ');
  for (const text of [lost, unsure]) expect(text.explanation + text.remedy).not.toMatch(/nháp/i);
  expect(toldFailure({ code: 'BACKEND_UNREACHABLE' }, 'vi').explanation).toContain('nháp');
});

it('leaves every other failure in the catalogue’s words', () => {
  expect(toldRefusal({ refusals: ['CERT_EXPIRED'] }, 'vi')[0]?.heading).toBe('Chứng thư số đã hết hạn');
});
