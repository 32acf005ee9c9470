import { describe, expect, it } from 'vitest';
import { fileKind } from './file-kind.ts';

const kindOf = (text: string, name?: string): string => fileKind(new TextEncoder().encode(text), name);

describe('fileKind', () => {
  it('takes a voucher for XML although its number reads %PDF-1.7, on a line of its own even', () => {
    expect(kindOf('<?xml version="1.0"?><a><so>%PDF-1.7</so></a>')).toBe('xml');
    expect(kindOf('<?xml version="1.0"?><a><so>\n%PDF-1.7\n</so></a>')).toBe('xml');
    expect(kindOf('\uFEFF \r\n<?xml version="1.0"?>\n%PDF-1.7')).toBe('xml');
    expect(kindOf('<a>\n%PDF-1.7\n</a>', 'chung-tu.XML')).toBe('xml');
  });

  it('takes no markup for a PDF', () => {
    expect(kindOf('<html>\n%PDF-1.7\n</html>')).toBe('other');
  });

  it('takes a PDF for one at its start, and behind other lines, but not in the middle of one', () => {
    expect(kindOf('%PDF-1.7\n', 'a.xml')).toBe('pdf');
    expect(kindOf('From: someone\r\n%PDF-1.7\n')).toBe('pdf');
    expect(kindOf('the header %PDF-1.7 explained')).toBe('other');
    expect(kindOf(`${'-'.repeat(1024)}\n%PDF-1.7`)).toBe('other');
  });

  it('takes SignedData for CMS whatever else is in it', () => {
    const start = Uint8Array.of(
      0x30,
      0x80,
      0x06,
      0x09,
      0x2a,
      0x86,
      0x48,
      0x86,
      0xf7,
      0x0d,
      0x01,
      0x07,
      0x02,
      0x0a,
    );
    expect(fileKind(Uint8Array.of(...start, ...new TextEncoder().encode('\n%PDF-1.7')))).toBe('cms');
  });
});
