import { describe, expect, it } from 'vitest';
import { failureText } from '#shared/contract/errors.ts';
import { en } from '../i18n/en.ts';
import { vi } from '../i18n/vi.ts';
import { screenParts } from './screen-parts.ts';

describe('the screen of tokens in a message', () => {
  it('is found by the title that it has, in both languages', () => {
    for (const title of [vi.tokens.title, en.tokens.title])
      expect(screenParts(`Mở “${title}”, rồi ký lại.`)).toEqual([
        { text: 'Mở ', named: false },
        { text: `“${title}”`, named: true },
        { text: ', rồi ký lại.', named: false },
      ]);
  });

  it('is in the remedy of a locked PIN, and in no message that does not name it', () => {
    for (const language of ['vi', 'en'] as const) {
      const { remedy } = failureText('PIN_LOCKED', language);
      const parts = screenParts(remedy);
      expect(parts.filter((part) => part.named)).toHaveLength(1);
      expect(parts.map(({ text }) => text).join('')).toBe(remedy);
    }
    expect(screenParts('Cắm lại token.')).toEqual([{ text: 'Cắm lại token.', named: false }]);
  });
});
