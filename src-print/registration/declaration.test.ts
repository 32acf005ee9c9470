import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newAccount, newMember, newProject, newRegistration } from '#shared/domain/registration/new.ts';
import type { RegistrationContent } from '#shared/domain/registration/registration.ts';
import {
  sampleChange,
  sampleRegistration,
  sampleRegistrationCode as code,
  sampleStanding,
} from '#test/support/sample-registration.ts';
import { printDeclaration, type DeclarationContext, type DeclarationId } from './declaration.ts';

const madeAt = new Date('2026-11-22T02:30:00Z');
const print = async (id: DeclarationId, context: Partial<DeclarationContext> = {}) =>
  Buffer.from(await printDeclaration(id, { code, content: sampleRegistration, madeAt, ...context }));

/** Equal, with every key in another order. */
function reordered<T>(value: T): T {
  const turn = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.map(turn);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(
      Object.entries(one)
        .reverse()
        .map(([key, held]) => [key, turn(held)]),
    );
  };
  return turn(value) as T; // the same keys and values
}

describe('a declaration', () => {
  it.each(['tokhai', 'tokhaididong'] as const)('%s is the same file each time it is printed', async (id) => {
    const change = { content: sampleChange, before: sampleStanding };
    const first = await print(id, change);
    expect(first.subarray(0, 8).toString('latin1')).toBe('%PDF-1.7');
    // Whatever was printed between.
    await print('tokhai', { content: { ...sampleRegistration, reason: 'Ỷ Tý ½ ₫' } });
    expect((await print(id, reordered(change))).equals(first)).toBe(true);
  });

  it('is another file as soon as anything that it is made of differs', async () => {
    const { unit, members } = sampleRegistration;
    const files = await Promise.all([
      print('tokhai'),
      print('tokhai', { code: undefined }),
      print('tokhai', { code: code.replace('093000', '093001') }),
      print('tokhai', { madeAt: new Date('2026-11-22T02:30:01Z') }),
      print('tokhai', { content: { ...sampleRegistration, unit: { ...unit, fax: '1' } } }),
      print('tokhai', { content: { ...sampleRegistration, members: members.slice(1) } }),
      print('tokhaididong'),
    ]);
    expect(new Set(files.map((file) => file.toString('base64'))).size).toBe(files.length);
  });

  it('can be looked at while the draft is still empty', async () => {
    for (const kind of ['first', 'change'] as const) {
      const content = newRegistration(kind);
      expect((await print('tokhai', { content, code: undefined })).length).toBeGreaterThan(1000);
      expect((await print('tokhaididong', { content, code: undefined })).length).toBeGreaterThan(1000);
    }
  });

  it('can be looked at whatever has been pasted into the draft', async () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 150 }),
      fc.constantFrom(
        '😀'.repeat(50),
        '\u202eabc',
        '\ud800',
        'ﷺ'.repeat(100),
        '\0\n\r\t',
        'W'.repeat(150),
        ' '.repeat(150),
      ),
    );
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const content: RegistrationContent = {
          ...newRegistration('change'),
          unit: {
            treasuryCode: text.slice(0, 4),
            unitCode: text.slice(0, 7),
            name: text,
            chapter: text.slice(0, 3),
            phone: text.slice(0, 20),
            email: text.slice(0, 100),
            fax: text.slice(0, 20),
            address: text,
          },
          accounts: [{ ...newAccount('a'), account: text.slice(0, 4), name: text }],
          projects: [{ ...newProject('p'), name: text }],
          members: [
            { ...newMember('m'), name: text, title: text.slice(0, 100), accounts: [text.slice(0, 20)] },
          ],
          reason: text,
        };
        for (const id of ['tokhai', 'tokhaididong'] as const) {
          const bytes = await print(id, { content, before: sampleStanding });
          expect(bytes.subarray(-6).toString('latin1')).toBe('%%EOF\n');
        }
      }),
      { numRuns: 20 },
    );
  });
});
