import { describe, expect, it } from 'vitest';
import { isFalsePdf } from './false-pdf.ts';

describe('a file named .pdf', () => {
  it('is pointed out when its content is something else', () => {
    expect(isFalsePdf({ name: 'Hợp đồng.PDF', mediaType: 'application/octet-stream' })).toBe(true);
    expect(isFalsePdf({ name: 'Hợp đồng.pdf', mediaType: 'application/pdf' })).toBe(false);
    expect(isFalsePdf({ name: 'Hợp đồng.docx', mediaType: 'application/octet-stream' })).toBe(false);
  });
});
