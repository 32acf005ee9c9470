import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { insertedSlice, onlySignatureInserted } from './inserted-signature.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const signature =
  '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo/></ds:Signature>';
const judge = (before: string, after: string) =>
  onlySignatureInserted(insertedSlice(bytes(before), bytes(after)));
const before = '<?xml version="1.0"?>\n<chungTu><soTien>1005000</soTien></chungTu>\n';
const withInserted = (piece: string) => before.replace('</chungTu>', `${piece}</chungTu>`);

describe('what a signature may change in an XML', () => {
  it('accepts one signature element put before the end tag, also after an earlier one', () => {
    expect(judge(before, withInserted(signature))).toBe(true);
    expect(
      judge(withInserted(signature), withInserted(signature + signature.replace('/>', '>1</ds:SignedInfo>'))),
    ).toBe(true);
  });

  it('refuses an amount changed, added or hidden beside the signature', () => {
    expect(judge(before, withInserted(signature).replace('1005000', '9005000'))).toBe(false);
    expect(judge(before, withInserted(`<soTien>9</soTien>${signature}`))).toBe(false);
    expect(judge(before, withInserted(`${signature}<soTien>9</soTien>`))).toBe(false);
    expect(judge(before, withInserted(`${signature}9`))).toBe(false);
    expect(judge(before, withInserted(`<!-- x -->${signature}`))).toBe(false);
    expect(judge(before, withInserted(signature + signature))).toBe(false);
    expect(judge(before, withInserted(signature.replace('xmldsig#', 'other#')))).toBe(false);
    expect(judge(before, withInserted(signature.replace('<ds:SignedInfo/>', '<![CDATA[x]]>')))).toBe(false);
  });

  it('refuses a file that did not grow, shrank, or was replaced', () => {
    expect(judge(before, before)).toBe(false);
    expect(judge(before, signature)).toBe(false);
    expect(judge(before, '')).toBe(false);
  });

  it('finds any piece that was put in, wherever it was put', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 40 }),
        fc.uint8Array({ minLength: 1, maxLength: 20 }),
        fc.nat(),
        (base, piece, at) => {
          const place = at % (base.length + 1);
          const after = Uint8Array.from([...base.subarray(0, place), ...piece, ...base.subarray(place)]);
          expect(insertedSlice(base, after)).toBeDefined();
        },
      ),
    );
  });
});
