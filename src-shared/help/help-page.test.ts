import { describe, expect, it } from 'vitest';
import { failureCodes, type Language } from '../contract/errors.ts';
import { helpIds, helpPage, isHelpId } from './help-page.ts';
import { helpTopics } from './pages/topics.ts';

const languages: readonly Language[] = ['vi', 'en'];
const pages = helpIds.flatMap((id) => languages.map((language) => helpPage(id, language)));

describe('the help inside the program', () => {
  it('has a page for every failure and every topic, each once', () => {
    expect(new Set(helpIds)).toEqual(new Set([...failureCodes, ...helpTopics]));
    expect(helpIds).toHaveLength(failureCodes.length + helpTopics.length);
  });

  it('never shows an empty page', () => {
    for (const page of pages) {
      expect(page.title, page.id).not.toBe('');
      expect(page.explanation + page.meaning, page.id).not.toBe('');
      expect(page.steps.length, page.id).toBeGreaterThan(0);
      expect(page.helpers.length, page.id).toBeGreaterThan(0);
    }
  });

  it('writes steps, meanings and warnings as whole sentences', () => {
    for (const page of pages) {
      for (const text of [...page.steps, page.meaning, page.stop].filter((part) => part !== '')) {
        expect(text, `${page.id}: ${text}`).toMatch(/^[\p{Lu}“].*[.]$/u);
      }
    }
  });

  it('says everything in Vietnamese and in English, and nothing in one language twice', () => {
    for (const id of helpIds) {
      const vi = helpPage(id, 'vi');
      const en = helpPage(id, 'en');
      expect(en.title, id).not.toBe(vi.title);
      expect(en.steps, id).toHaveLength(vi.steps.length);
      expect(en.meaning === '', id).toBe(vi.meaning === '');
      expect(en.stop === '', id).toBe(vi.stop === '');
      for (const [index, step] of vi.steps.entries()) expect(en.steps[index], id).not.toBe(step);
      // Vietnamese needs its accents; English words have none.
      expect([vi.meaning, ...vi.steps].join(' '), id).toMatch(
        /[ăâđêôơưạảấầẩậắặẹẻếềệịọỏốồổộớờợụủứừửựỳýỹáàãéèíìóòõúù]/iu,
      );
      expect([en.meaning, ...en.steps].join(' '), id).not.toMatch(/[đơưạảấầậắặẹếềệịọốộớờợụủứừựỳ]/iu);
    }
  });

  it('explains every failure of tokens, PINs, certificates, registrations, stores and sync in words of its own', () => {
    for (const id of failureCodes.filter((code) =>
      /^(TOKEN|MODULE|PCSC|PIN|PUK|CERT|REGISTRATION|UNIT|LINK|PASSWORD|STORE|BLOB)_|^(DISK_FULL|SIGNERS_TOO_MANY)$/.test(
        code,
      ),
    )) {
      expect(helpPage(id, 'vi').meaning, id).not.toBe('');
    }
  });

  it('explains in words of its own what is asked most about remote signatures', () => {
    for (const id of [
      'REMOTE_SIGN_IN_REFUSED',
      'REMOTE_EXPIRED',
      'REMOTE_REJECTED',
      'REMOTE_PROVIDER_DOWN',
      'REMOTE_QUOTA',
      'REMOTE_VGCA',
    ] as const)
      expect(helpPage(id, 'vi').meaning, id).not.toBe('');
  });

  it('warns before the last try of a PIN or PUK is spent', () => {
    for (const id of [
      'PIN_INCORRECT',
      'PIN_LOCKED',
      'PIN_FINAL_TRY',
      'PUK_INCORRECT',
      'pin-basics',
    ] as const) {
      for (const language of languages) expect(helpPage(id, language).stop, id).not.toBe('');
    }
  });

  it('leads from the CKR names of a refused PIN to its page', () => {
    expect(helpPage('PIN_INCORRECT', 'vi').ckrs).toContain('CKR_PIN_INCORRECT');
    expect(helpPage('MODULE_TIMEOUT', 'vi').ckrs).toEqual([]);
  });

  it('knows its own pages only', () => {
    expect(isHelpId('PIN_LOCKED')).toBe(true);
    expect(isHelpId('unikey')).toBe(true);
    for (const foreign of ['', 'constructor', 'toString', '__proto__', 'pin_locked']) {
      expect(isHelpId(foreign)).toBe(false);
    }
  });
});
