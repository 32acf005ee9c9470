import { createHash, randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { Downloads } from './downloads.ts';

const file = new Uint8Array(randomBytes(5 * 1024 * 1024));
const sha256 = createHash('sha256').update(file).digest('hex');

/** Downloads over a line that hands out parts of `file`, one step of the event loop later each. */
function downloads(blobPart: (from: number, to: number) => Promise<Uint8Array>) {
  const kept: Uint8Array[] = [];
  let missing = true;
  const made = new Downloads({
    calls: { blobPart: (_: string, from: number, to: number) => blobPart(from, to) },
    blobs: {
      put: (bytes: Uint8Array) => {
        missing = false;
        kept.push(bytes);
        return Promise.resolve(sha256);
      },
    },
    missing: () => Promise.resolve(missing ? [{ sha256, size: file.length, name: 'hoa-don.pdf' }] : []),
    // Something more urgent is always at work.
    yieldTo: () => new Promise(() => undefined),
  });
  made.start();
  return { made, kept };
}

const later = () => new Promise<void>((resolve) => setImmediate(resolve));

it('hurries what is being fetched behind the screen when a person asks for it, and fetches no part twice', async () => {
  const asked: number[] = [];
  const { made, kept } = downloads(async (from, to) => {
    asked.push(from);
    await later();
    return file.subarray(from, to + 1);
  });
  made.wake();
  await later();
  await made.fetch(sha256);
  await made.stop();
  expect(asked).toEqual([0, 4 * 1024 * 1024]);
  expect(kept.map((bytes) => Buffer.compare(bytes, file))).toEqual([0]);
});

it('goes on from the part at which the line was cut', async () => {
  const asked: number[] = [];
  const { made, kept } = downloads(async (from, to) => {
    await later();
    asked.push(from);
    if (asked.length === 2) throw new Error('cut');
    return file.subarray(from, to + 1);
  });
  await expect(made.fetch(sha256)).rejects.toThrow('cut');
  await made.fetch(sha256);
  const second = 4 * 1024 * 1024;
  expect(asked).toEqual([0, second, second]);
  expect(kept.map((bytes) => Buffer.compare(bytes, file))).toEqual([0]);
});
