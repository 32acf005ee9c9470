import { describe, expect, it } from 'vitest';
import type { SignatureReport } from '#shared/validation/report.ts';
import { signatureReport } from './signature-view.ts';

const signature: SignatureReport = {
  indication: 'valid',
  format: 'PAdES',
  level: 'B-B',
  algorithm: 'RSA',
  intact: true,
  coversWholeFile: true,
  warnings: [],
};

function integrityOf(given: Partial<SignatureReport>): string | undefined {
  const report = { indication: 'valid' as const, signatures: [{ ...signature, ...given }] };
  const page = signatureReport([{ name: 'tokhai.pdf', report }]).toString();
  return /<dt>Nội dung nguyên vẹn<\/dt><dd>(.*?)<\/dd>/.exec(page)?.[1];
}

describe('what the officer reads of a signature', () => {
  it('is that the content is intact, also where others have signed after it', () => {
    expect(integrityOf({})).toBe('Có');
    expect(integrityOf({ coversWholeFile: false })).toMatch(/^Có; .*chữ ký được thêm sau/);
  });

  it('is that it is not, only where it is not', () => {
    expect(integrityOf({ intact: false })).toBe('Không');
    expect(integrityOf({ intact: false, coversWholeFile: false })).toBe('Không');
  });
});
