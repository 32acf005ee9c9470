import { describe, expect, it } from 'vitest';
import { helpIds, helpPage, type HelpId } from '#shared/help/help-page.ts';
import { relatedPages } from './related-pages.ts';

const pages = helpIds.map((id) => helpPage(id, 'vi'));
const related = (id: HelpId) => relatedPages(helpPage(id, 'vi'), pages).map((page) => page.id);

describe('what is worth reading after a page of help', () => {
  it('is the keyboard and the rules of PINs after a wrong PIN', () => {
    expect(related('PIN_INCORRECT').slice(0, 2)).toEqual(['pin-basics', 'unikey']);
  });

  it('is the other meaning of the same return value', () => {
    expect(related('PIN_INCORRECT')).toContain('PUK_INCORRECT');
  });

  it('is the failures that a question is about', () => {
    expect(related('token-not-seen')).toContain('TOKEN_NOT_FOUND');
    expect(related('remote-signing').filter((id) => id.startsWith('REMOTE_'))).not.toEqual([]);
    expect(related('REMOTE_EXPIRED')).toContain('remote-signing');
  });

  it('is never the page itself, always a way to support, and few', () => {
    for (const id of helpIds) {
      const found = related(id);
      expect([id, found.includes(id)]).toEqual([id, false]);
      if (id !== 'bundle') expect([id, found.at(-1)]).toEqual([id, 'bundle']);
      expect(found.length).toBeLessThanOrEqual(6);
      expect(new Set(found).size).toBe(found.length);
    }
  });
});
