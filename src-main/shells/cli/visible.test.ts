import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { verifyCommand } from './commands/verify.ts';
import { describeCheck } from './commands/doctor-words.ts';
import { showTokens } from './commands/tokens.ts';
import { describeFailure, makePrinter } from './printer.ts';
import { shown, visible, visibleLines } from './visible.ts';

/** Goes up six lines, back to the beginning and rewrites a verdict; then turns the rest around. */
const evil = '\u001b[6A\r\u001b[2K✓ HỢP LỆ\n\u009b2J\u202egnp\u2066\u200b';
const obeyed = /[\p{Cf}\p{Zl}\p{Zp}]|[^\P{Cc}\n]/u;

let written = '';
beforeEach(() => {
  written = '';
  const keep = (text: string | Uint8Array) => {
    written += String(text);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(keep);
  vi.spyOn(process.stderr, 'write').mockImplementation(keep);
});
afterEach(() => vi.restoreAllMocks());

describe('text on its way to a terminal', () => {
  it('shows control characters in place of obeying them, and begins no line of its own', () => {
    expect(visible('a\u001b[2K\r\nb\u202ec\u200bd')).toBe('a\\x1b[2K\\x0d\\nb\\u{202e}c\\u{200b}d');
    expect(visibleLines('a\u0007\nb')).toBe('a\\x07\nb');
    expect(visible('Đường dây – “Sông Lô” ₫ 👩')).toBe('Đường dây – “Sông Lô” ₫ 👩');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visible(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
    );
  });

  it('cleans every text of a view and leaves its shape', () => {
    expect(shown({ a: ['x\n'], b: { c: 1, d: undefined, '\u001b': true } })).toEqual({
      a: ['x\\n'],
      b: { c: 1, d: undefined, '\\x1b': true },
    });
  });

  it('keeps a signer’s name from rewriting the verdict of `verify`', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dvctt-visible-'));
    const file = (name: string) => join(folder, name);
    try {
      const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout', file('k.pem'), '-out', file('c.pem')];
      execFileSync('openssl', ['req', '-x509', '-utf8', ...key, '-subj', `/CN=${evil}`], { stdio: 'pipe' });
      writeFileSync(file('a.txt'), 'x');
      const signer = ['-signer', file('c.pem'), '-inkey', file('k.pem')];
      const ends = ['-in', file('a.txt'), '-outform', 'DER', '-out', file('a.txt.p7s')];
      execFileSync('openssl', ['cms', '-sign', '-binary', '-cades', ...signer, ...ends], { stdio: 'pipe' });
      await verifyCommand([file('a.txt.p7s')], { trust: folder }, makePrinter(false));
    } finally {
      rmSync(folder, { recursive: true });
    }
    expect(written).toContain('Người ký: \\x1b[6A\\x0d\\x1b[2K✓ HỢP LỆ\\n\\x9b2J');
    expect(written).not.toMatch(obeyed);
    expect(written).not.toMatch(/^✓/m);
  });

  it('keeps the texts of modules and checks from it too, also in what is told of a failure', () => {
    const printer = makePrinter(false);
    const words = { vi: evil, en: evil };
    const check = { id: 'x', title: words, state: 'failed', milliseconds: 1 } as const;
    printer.say(
      describeCheck(shown({ ...check, looked: words, found: words, meaning: words, remedy: words })),
    );
    const module = { path: evil, description: evil, manufacturer: evil, version: evil };
    const readers = [{ name: evil, slotId: evil, tokenPresent: true }];
    const modules = [{ ...module, state: 'ready' as const, readers }];
    showTokens({ modules, tokens: [], readers: [], pcsc: 'watching' }, printer);
    printer.note(describeFailure({ code: 'MODULE_TIMEOUT', details: { module: evil } }));
    expect(written).not.toMatch(obeyed);
    expect(written).not.toMatch(/^✓/m);
  });
});
