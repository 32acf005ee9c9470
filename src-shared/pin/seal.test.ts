import { describe, expect, it } from 'vitest';
import { toBase64 } from './base64.ts';
import { pinCurve } from './envelope.ts';
import { openSealedPin } from './open.ts';
import { sealPin } from './seal.ts';

async function openPrompt(promptId: string) {
  const pair = await crypto.subtle.generateKey(pinCurve, false, ['deriveBits']);
  const point = await crypto.subtle.exportKey('raw', pair.publicKey);
  return { promptId, publicKey: toBase64(new Uint8Array(point)), privateKey: pair.privateKey };
}

const bytes = (text: string) => new TextEncoder().encode(text);
const readable = (pin: Uint8Array) => new TextDecoder().decode(pin);

describe('a sealed PIN', () => {
  it('is read back byte for byte by the token host that opened the prompt', async () => {
    const prompt = await openPrompt('p-1');
    for (const pin of ['123456', '', 'mật khẩu 9', 'x'.repeat(64)]) {
      const sealed = await sealPin(prompt, bytes(pin));
      expect(readable(await openSealedPin(prompt.privateKey, sealed))).toBe(pin);
    }
  });

  it('shows nothing of the PIN and differs each time it is sealed', async () => {
    const prompt = await openPrompt('p-1');
    const first = await sealPin(prompt, bytes('87654321'));
    const second = await sealPin(prompt, bytes('87654321'));
    expect(JSON.stringify(first)).not.toContain('87654321');
    expect(JSON.stringify(first)).not.toContain(toBase64(bytes('87654321')));
    expect(first.ciphertext).not.toBe(second.ciphertext);
    expect(first.ephemeralKey).not.toBe(second.ephemeralKey);
  });

  it('cannot be opened by the key of another prompt', async () => {
    const prompt = await openPrompt('p-1');
    const other = await openPrompt('p-1');
    const sealed = await sealPin(prompt, bytes('123456'));
    await expect(openSealedPin(other.privateKey, sealed)).rejects.toThrow();
  });

  it('cannot be moved to a prompt with another id', async () => {
    const prompt = await openPrompt('p-1');
    const sealed = await sealPin(prompt, bytes('123456'));
    await expect(openSealedPin(prompt.privateKey, { ...sealed, promptId: 'p-2' })).rejects.toThrow();
  });

  it('is refused when one bit of it was changed on the way', async () => {
    const prompt = await openPrompt('p-1');
    const sealed = await sealPin(prompt, bytes('123456'));
    const flipped = Uint8Array.from(atob(sealed.ciphertext), (c) => c.charCodeAt(0));
    flipped[0] = (flipped[0] ?? 0) ^ 1;
    await expect(
      openSealedPin(prompt.privateKey, { ...sealed, ciphertext: toBase64(flipped) }),
    ).rejects.toThrow();
  });

  it('is refused when its key is not a point of the curve', async () => {
    const prompt = await openPrompt('p-1');
    const sealed = await sealPin(prompt, bytes('123456'));
    const zero = toBase64(new Uint8Array([4, ...new Uint8Array(64)]));
    await expect(openSealedPin(prompt.privateKey, { ...sealed, ephemeralKey: zero })).rejects.toThrow();
  });
});
