import { describe, expect, it } from 'vitest';
import { failureCodeOfCkr, isVagueCkr } from '#native/pkcs11/ckr.ts';
import { failureText } from '../contract/errors.ts';
import { ckrsOf, situations, situationsTable } from './situations.ts';

describe('the table of situations and messages', () => {
  it('says of every return value what the token host makes of it', () => {
    for (const { ckrs, code, byCkrAlone } of situations) {
      if (!byCkrAlone) continue;
      for (const ckr of ckrs) expect(failureCodeOfCkr(ckr), ckr).toBe(code);
    }
  });

  it('names a return value under two codes only where the token is looked at again', () => {
    const judged = new Set(situations.flatMap(({ ckrs, byCkrAlone }) => (byCkrAlone ? [] : ckrs)));
    const alone = situations.flatMap(({ ckrs, byCkrAlone }) => (byCkrAlone ? ckrs : []));
    expect(new Set(alone).size).toBe(alone.length);
    for (const ckr of ckrsOf('TOKEN_ERROR')) {
      expect(isVagueCkr(ckr), ckr).toBe(true);
      expect(judged.has(ckr), ckr).toBe(true);
    }
  });

  it.each(['vi', 'en'] as const)('shows the very heading that the window shows (%s)', (language) => {
    const lines = situationsTable(language).split('\n');
    expect(lines).toHaveLength(situations.length + 2);
    for (const [index, { code }] of situations.entries()) {
      expect(lines[index + 2]).toContain(failureText(code, language).heading);
      expect(lines[index + 2]?.match(/(?<!\\)\|/g)).toHaveLength(5);
    }
  });
});
