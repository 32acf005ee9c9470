import { describe, expect, it } from 'vitest';
import { encodeFrame, FrameReader, longestFrame } from './frames.ts';

function frameOf(text: string): Buffer {
  const body = Buffer.from(text);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  return Buffer.concat([head, body]);
}

describe('a frame between the core and native code', () => {
  it('carries texts, bytes and what is left out, in pieces of any length', () => {
    const message = {
      name: 'Kế',
      bytes: Buffer.from([0, 255]),
      deep: [{ more: new Uint8Array(3) }],
      none: undefined,
    };
    const whole = Buffer.concat([encodeFrame(message), encodeFrame([1])]);
    for (let length = 1; length <= whole.length; length++) {
      const reader = new FrameReader();
      const read: unknown[] = [];
      for (let at = 0; at < whole.length; at += length) {
        reader.give(whole.subarray(at, at + length));
        for (let frame = reader.next(); frame !== undefined; frame = reader.next()) read.push(frame.message);
      }
      expect(read).toEqual([
        { name: 'Kế', bytes: new Uint8Array([0, 255]), deep: [{ more: new Uint8Array(3) }] },
        [1],
      ]);
    }
  });

  it('that is none is refused: no length, an endless one, no JSON, one without a bottom', () => {
    const wrong = [
      Buffer.from('00000004ff0f9999', 'hex'),
      Buffer.alloc(4),
      Buffer.from('ffffffff', 'hex'),
      frameOf('{'),
      frameOf('['.repeat(longestFrame)),
      frameOf('['.repeat(500_000) + ']'.repeat(500_000)),
    ];
    for (const piece of wrong) {
      const reader = new FrameReader();
      reader.give(piece);
      expect(() => reader.next()).toThrow();
    }
  });

  it('too long to be read is not sent', () => {
    expect(() => encodeFrame('a'.repeat(longestFrame))).toThrow(RangeError);
  });
});
