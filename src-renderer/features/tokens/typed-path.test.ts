import { describe, expect, it } from 'vitest';
import { typedPath } from './typed-path.ts';

describe('the path of a driver', () => {
  it('is found when it was pasted with the quotation marks of Windows', () => {
    expect(typedPath('"C:\\Windows\\System32\\vnptca_p11_v8.dll"\n')).toBe(
      'C:\\Windows\\System32\\vnptca_p11_v8.dll',
    );
    expect(typedPath("  '/opt/my driver/lib.so' ")).toBe('/opt/my driver/lib.so');
  });

  it('keeps every other sign', () => {
    expect(typedPath('/opt/"x"/a’b.so')).toBe('/opt/"x"/a’b.so');
    expect(typedPath('"')).toBe('"');
  });
});
