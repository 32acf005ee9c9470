import { describe, expect, it } from 'vitest';
import { hasAccents, passphraseStrength } from './passphrase-strength.ts';

describe('the hint on a passphrase', () => {
  it('calls too short what the store would refuse, however odd its letters', () => {
    expect(passphraseStrength('')).toBe('short');
    expect(passphraseStrength('x9$Kq!z#7')).toBe('short');
  });

  it('does not praise length that is only repetition or counting', () => {
    for (const passphrase of ['aaaaaaaaaaaaaaaa', '1234567890123456', 'abcdefghijklmnop', '1111122222333334'])
      expect([passphrase, passphraseStrength(passphrase)]).toEqual([passphrase, 'weak']);
  });

  it('praises a sentence more than a decorated word', () => {
    expect(passphraseStrength('Songlo2026')).toBe('fair');
    expect(passphraseStrength('con trau xanh an co ven de')).toBe('strong');
  });

  it('warns of letters that need the same keyboard program again', () => {
    expect(hasAccents('con trâu xanh')).toBe(true);
    expect(hasAccents('con trau xanh 12!')).toBe(false);
  });
});
