import { describe, expect, it } from 'vitest';
import { helpIds } from '#shared/help/help-page.ts';
import { explainCommand } from './explain.ts';

function paper() {
  const said: string[] = [];
  const documents: unknown[] = [];
  return {
    said,
    documents,
    printer: {
      json: false,
      say: (line: string) => void said.push(line),
      note: () => undefined,
      data: (document: unknown) => void documents.push(document),
    },
  };
}

describe('dvctt explain', () => {
  it('shows the page of a failure in both languages, however its code is typed', async () => {
    const { said, printer } = paper();
    expect(await explainCommand(' pin_locked ', printer)).toBe(0);
    expect(said.join('\n')).toContain('Token đã bị khóa mã PIN [PIN_LOCKED]');
    expect(said.join('\n')).toContain('The token’s PIN is locked [PIN_LOCKED]');
    expect(said.join('\n')).toContain('CKR_PIN_LOCKED');
  });

  it('lists every page when none is named, one a line', async () => {
    const { said, documents, printer } = paper();
    expect(await explainCommand(undefined, printer)).toBe(0);
    expect(said).toHaveLength(helpIds.length);
    expect(documents).toHaveLength(1);
  });

  it('shows the page to which the answer of a token leads', async () => {
    const { said, printer } = paper();
    expect(await explainCommand('ckr_pin_locked', printer)).toBe(0);
    expect(said.join('\n')).toContain('[PIN_LOCKED]');
  });

  it('refuses a code that nobody knows', async () => {
    await expect(explainCommand('__proto__', paper().printer)).rejects.toMatchObject({ code: 'USAGE' });
  });
});
