import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sha256 } from '../../blobs/blob-store.ts';
import { addedBytes, withAddedBytes } from './added-bytes.ts';

const bytes = (maxLength: number) => fc.uint8Array({ maxLength });

it('gives back the signed revision, whatever became of the base', () => {
  fc.assert(
    fc.property(bytes(9000), bytes(300), bytes(9000), bytes(200), (start, inserted, end, other) => {
      const base = new Uint8Array([...start, ...end]);
      // Bytes put in, as in a PDF or an XML; and a file of its own, as a detached CMS is.
      for (const signed of [new Uint8Array([...start, ...inserted, ...end]), other]) {
        const added = addedBytes(base, signed);
        expect(withAddedBytes(base, added, sha256(signed))).toEqual(signed);
      }
      const added = addedBytes(base, new Uint8Array([...start, ...inserted, ...end]));
      expect(added.inserted.length).toBeLessThanOrEqual(inserted.length);
    }),
    { numRuns: 100 },
  );
});

it('refuses what does not come out as the revision that was kept', () => {
  const base = new TextEncoder().encode('<a>1</a>');
  const signed = new TextEncoder().encode('<a>1<s/></a>');
  const added = addedBytes(base, signed);
  const another = new TextEncoder().encode('<a>2</a>');
  expect(() => withAddedBytes(another, added, sha256(signed))).toThrow('DOCUMENT_CHANGED');
});
