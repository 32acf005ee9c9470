import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyContent } from '#test/support/any-content.ts';
import { sampleContent, sampleLine, sampleVoucher } from '#test/support/sample-dossier.ts';
import { dossierContentSchema, type DossierContent } from '../dossiers/dossier.ts';
import { dongSchema } from '../money/dong.ts';
import type { Voucher, VoucherLine } from '../vouchers/voucher.ts';
import { contentChanges } from './changes.ts';
import type { ContentChoice, ContentConflict } from './content-change.ts';
import { mergeContent, resolveContent } from './merge.ts';
import { sameContent } from './same-content.ts';

const line = sampleLine;
const withVoucher = (change: Partial<Voucher>): DossierContent => ({
  ...sampleContent,
  vouchers: [{ ...sampleVoucher, ...change }],
});
const withLines = (...lines: readonly VoucherLine[]) => withVoucher({ lines: [...lines] });
const lineOf = (id: string, change: Partial<VoucherLine> = {}): VoucherLine => ({ ...line, id, ...change });
const dong = (amount: string) => dongSchema.parse(amount);
const lineIds = (content: DossierContent) => content.vouchers[0]?.lines.map(({ id }) => id).join(' ');
const where = (conflicts: readonly ContentConflict[]) => conflicts.map(({ path, kind }) => `${kind} ${path}`);
const base = sampleContent;

describe('two accountants on one dossier', () => {
  it('keep both changes when one writes the payee and the other the amount', () => {
    const mine = withVoucher({ payee: { ...sampleVoucher.payee, name: 'Công ty B' } });
    const theirs = withVoucher({
      contract: { ...sampleVoucher.contract, number: '99/HĐ' },
      lines: [{ ...line, amount: dong('1') }, ...sampleVoucher.lines.slice(1)],
    });
    const { content, conflicts } = mergeContent(base, mine, theirs);
    expect(conflicts).toEqual([]);
    expect(content.vouchers[0]).toEqual({
      ...theirs.vouchers[0],
      payee: { ...sampleVoucher.payee, name: 'Công ty B' },
    });
  });

  it('are asked about the whole payee when one wrote the name and the other the account', () => {
    const mine = withVoucher({ payee: { ...sampleVoucher.payee, name: 'Công ty B' } });
    const theirs = withVoucher({ payee: { ...sampleVoucher.payee, accountNumber: '999' } });
    const { content, conflicts } = mergeContent(base, mine, theirs);
    expect(where(conflicts)).toEqual([
      'field vouchers/voucher-1/payee.name',
      'field vouchers/voucher-1/payee.accountNumber',
    ]);
    expect(content).toEqual(mine);
  });

  it('are asked about an amount that each set differently, and mine stands until they answer', () => {
    const mine = withLines({ ...line, amount: dong('1') });
    const theirs = withLines({ ...line, amount: dong('2') });
    const { content, conflicts } = mergeContent(withLines(line), mine, theirs);
    expect(conflicts).toEqual([
      {
        path: 'vouchers/voucher-1/lines/line-1/amount',
        kind: 'field',
        before: line.amount,
        mine: '1',
        theirs: '2',
      },
    ]);
    expect(content).toEqual(mine);
  });

  it('are not asked when both typed the same', () => {
    const both = withVoucher({ number: 'RDT-0099' });
    expect(mergeContent(base, both, structuredClone(both))).toEqual({ content: both, conflicts: [] });
  });

  it('are asked about a line that one removed and the other changed, whoever did which', () => {
    const changed = withLines(lineOf('line-1', { amount: dong('5') }));
    const removed = withLines();
    const one = mergeContent(withLines(line), changed, removed);
    const other = mergeContent(withLines(line), removed, changed);
    expect(where(one.conflicts)).toEqual(['presence vouchers/voucher-1/lines/line-1']);
    expect(one.conflicts[0]).not.toHaveProperty('theirs');
    expect(other.conflicts[0]).not.toHaveProperty('mine');
    expect(one.content).toEqual(changed);
    expect(other.content).toEqual(removed);
  });

  it('lose a line that one removed and nobody touched', () => {
    const { content, conflicts } = mergeContent(withLines(line), withLines(), withLines({ ...line }));
    expect(conflicts).toEqual([]);
    expect(content).toEqual(withLines());
  });

  it('are asked about an attachment that each replaced by another file, which comes with its own size', () => {
    const [attachment] = sampleContent.attachments;
    const replaced = (letter: string, size: number): DossierContent => ({
      ...sampleContent,
      attachments: [{ ...attachment!, sha256: letter.repeat(64), size }],
    });
    const [mine, theirs] = [replaced('b', 2), replaced('c', 3)];
    expect(where(mergeContent(base, mine, theirs).conflicts)).toEqual([
      'field attachments/attachment-1/sha256',
    ]);
    expect(resolveContent(base, mine, theirs, { 'attachments/attachment-1/sha256': 'theirs' })).toEqual(
      theirs,
    );
    expect(mergeContent(base, base, theirs).content).toEqual(theirs);
  });
});

describe('the order of lines', () => {
  const ids = (...names: readonly string[]) => withLines(...names.map((id) => lineOf(id)));
  it.each([
    ['both added at the end: theirs first', 'a b', 'a b m', 'a b t', 'a b t m'],
    ['both added in between', 'a b', 'a m b', 'a t b', 'a t m b'],
    ['both added at the top', 'a', 'm a', 't a', 't m a'],
    ['only mine was sorted', 'a b c', 'c b a', 'a b c t', 'c t b a'],
    ['only theirs was sorted', 'a b c', 'a b m c', 'c b a', 'c b m a'],
    ['both were sorted: theirs', 'a b c', 'b a c', 'c b a', 'c b a'],
    ['mine stood behind a line that is gone', 'a b c', 'a b m c', 'a c', 'a m c'],
  ])('%s', (_what, before, mine, theirs, merged) => {
    const side = (text: string) => ids(...text.split(' '));
    const { content, conflicts } = mergeContent(side(before), side(mine), side(theirs));
    expect(conflicts).toEqual([]);
    expect(lineIds(content)).toBe(merged);
  });
});

describe('the largest dossier', () => {
  const many = (count: number, prefix: string) =>
    Array.from({ length: count }, (_, at) => lineOf(`${prefix}${at}`));

  it('is never exceeded: two halves that are too much together are a conflict of the whole list', () => {
    const [mine, theirs] = [withLines(...many(6000, 'm')), withLines(...many(6000, 't'))];
    const { content, conflicts } = mergeContent(withLines(), mine, theirs);
    expect(where(conflicts)).toEqual(['field vouchers/voucher-1/lines']);
    expect(dossierContentSchema.safeParse(content).success).toBe(true);
    expect(content).toEqual(mine);
    const choices = { 'vouchers/voucher-1/lines': 'theirs' } as const;
    expect(resolveContent(withLines(), mine, theirs, choices)).toEqual(theirs);
  });

  it('takes exactly as many lines as the form allows', () => {
    const [mine, theirs] = [withLines(...many(5000, 'm')), withLines(...many(5000, 't'))];
    const { content, conflicts } = mergeContent(withLines(), mine, theirs);
    expect(conflicts).toEqual([]);
    expect(content.vouchers[0]?.lines).toHaveLength(10_000);
    expect(dossierContentSchema.safeParse(content).success).toBe(true);
  });

  it('merges in the blink of an eye, also when everything was changed and turned round', () => {
    const before = withLines(...many(10_000, 'l'));
    const lines = before.vouchers[0]?.lines ?? [];
    const mine = withLines(...lines.map((one) => ({ ...one, amount: dong('7') })));
    const theirs = withLines(...lines.map((one) => ({ ...one, description: 'khác' })).reverse());
    const times = Array.from({ length: 5 }, () => {
      const start = performance.now();
      expect(mergeContent(before, mine, theirs).conflicts).toEqual([]);
      return performance.now() - start;
    });
    // 50 ms on a quiet machine; what is quadratic takes seconds.
    expect(Math.min(...times)).toBeLessThan(2_000);
  });
});

/** Path → value of everything in a content, by a rule of the test's own. Entities stand for their presence. */
function everything(content: DossierContent): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>();
  const visit = (path: string, value: unknown) => {
    if (Array.isArray(value)) {
      for (const entity of value as { id: string }[]) {
        const id = entity.id.replaceAll('~', '~0').replaceAll('/', '~1');
        found.set(`${path}/${id}`, 'is there');
        for (const [name, inner] of Object.entries(entity))
          if (name !== 'id') visit(`${path}/${id}/${name}`, inner);
      }
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) visit(`${path}.${name}`, inner);
    } else found.set(path, value);
  };
  for (const [name, value] of Object.entries(content)) visit(name, value);
  return found;
}

const three = (repeatedIds = false) => {
  const content = anyContent({ repeatedIds });
  return [content, content, content] as const;
};
const always = (conflicts: readonly ContentConflict[], choice: ContentChoice) =>
  Object.fromEntries(conflicts.map(({ path }) => [path, choice]));
const sorted = (conflicts: readonly ContentConflict[]) => [...where(conflicts)].sort();

describe('whatever the contents', () => {
  it.each([false, true])('what only one side changed is taken as it is (ids repeat: %s)', (repeatedIds) => {
    const content = anyContent({ repeatedIds });
    fc.assert(
      fc.property(content, content, (before, changed) => {
        expect(mergeContent(before, changed, before)).toEqual({ content: changed, conflicts: [] });
        expect(mergeContent(before, before, changed)).toEqual({ content: changed, conflicts: [] });
        expect(mergeContent(before, changed, changed)).toEqual({ content: changed, conflicts: [] });
      }),
      { numRuns: 300 },
    );
  });

  it('no value of either side vanishes unless the other side changed it or a person is asked', () => {
    fc.assert(
      fc.property(...three(), (before, mine, theirs) => {
        const { content, conflicts } = mergeContent(before, mine, theirs);
        const [was, merged] = [everything(before), everything(content)];
        const asked = (path: string) =>
          conflicts.some(
            (conflict) =>
              path === conflict.path ||
              path.startsWith(`${conflict.path}/`) ||
              // The file of an attachment is asked about by its hash.
              (conflict.path.endsWith('/sha256') && path.startsWith(conflict.path.slice(0, -6))),
          );
        for (const [side, other] of [
          [everything(mine), everything(theirs)],
          [everything(theirs), everything(mine)],
        ] as const) {
          for (const [path, value] of side) {
            const replaced = was.get(path) === value && other.get(path) !== value;
            expect(merged.get(path) === value || replaced || asked(path), path).toBe(true);
          }
          for (const path of was.keys()) {
            // A removal holds as well, unless the other side has changed what was removed.
            if (!side.has(path) && other.has(path)) expect(!merged.has(path) || asked(path), path).toBe(true);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('invents nothing: every value comes from one of the two sides', () => {
    fc.assert(
      fc.property(...three(), (before, mine, theirs) => {
        const [left, right] = [everything(mine), everything(theirs)];
        for (const [path, value] of everything(mergeContent(before, mine, theirs).content)) {
          expect([left.get(path), right.get(path)]).toContain(value);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('both sides are asked the same questions and agree on everything else', () => {
    fc.assert(
      fc.property(...three(), (before, mine, theirs) => {
        const [one, other] = [mergeContent(before, mine, theirs), mergeContent(before, theirs, mine)];
        expect(sorted(one.conflicts)).toEqual(sorted(other.conflicts));
        const decided = resolveContent(before, theirs, mine, always(other.conflicts, 'theirs'));
        expect([...everything(decided)].sort()).toEqual([...everything(one.content)].sort());
      }),
      { numRuns: 300 },
    );
  });

  it('“all mine” is what stands already, “all theirs” is theirs wherever the two differ, “before” is what was', () => {
    fc.assert(
      fc.property(...three(), (before, mine, theirs) => {
        const { content, conflicts } = mergeContent(before, mine, theirs);
        expect(resolveContent(before, mine, theirs, always(conflicts, 'mine'))).toEqual(content);
        for (const choice of ['theirs', 'before'] as const) {
          const decided = everything(resolveContent(before, mine, theirs, always(conflicts, choice)));
          const expected = everything(choice === 'theirs' ? theirs : before);
          for (const { path, kind } of conflicts) {
            if (kind === 'presence') expect(decided.has(path)).toBe(expected.has(path));
            else if (expected.has(path)) expect(decided.get(path)).toBe(expected.get(path));
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('a hostile content with repeated ids loses no line and breaks nothing', () => {
    const signed = (content: DossierContent, by: string): DossierContent => ({
      ...content,
      vouchers: content.vouchers.map((voucher, at) => ({
        ...voucher,
        lines: voucher.lines.map((one, place) => ({ ...one, description: `${by} ${at} ${place};` })),
      })),
    });
    fc.assert(
      fc.property(...three(true), (before, left, right) => {
        const [mine, theirs] = [signed(left, 'mine'), signed(right, 'theirs')];
        const { content, conflicts } = mergeContent(signed(before, 'before'), mine, theirs);
        const kept = JSON.stringify([content, conflicts]);
        for (const { lines } of [...mine.vouchers, ...theirs.vouchers]) {
          for (const { description } of lines) expect(kept).toContain(description);
        }
        expect(dossierContentSchema.safeParse(content).success).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('the paths of conflicts fit the contract even for ids at their longest', () => {
    const id = '~'.repeat(64);
    const one = (amount: string): DossierContent => ({
      ...base,
      vouchers: [{ ...sampleVoucher, id, lines: [lineOf(id, { invoiceNumber: amount })] }],
    });
    const { conflicts } = mergeContent(one('1'), one('2'), one('3'));
    expect(conflicts.map(({ path }) => path.length <= 300)).toEqual([true]);
  });
});

describe('the difference of two contents', () => {
  it('is empty exactly when they are the same', () => {
    const content = anyContent({ repeatedIds: true });
    fc.assert(
      fc.property(content, content, (one, other) => {
        expect(contentChanges(one, other).length === 0).toBe(sameContent(one, other));
        expect(contentChanges(one, structuredClone(one))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('names what was set, added, removed and moved', () => {
    const before = withLines(lineOf('a'), lineOf('b'), lineOf('c'));
    const after = withLines(lineOf('c'), lineOf('a', { amount: dong('9') }), lineOf('d'));
    expect(contentChanges(before, { ...after, title: 'Mới' })).toEqual([
      { path: 'title', kind: 'set', before: base.title, after: 'Mới' },
      { path: 'vouchers/voucher-1/lines', kind: 'moved', before: ['a', 'b', 'c'], after: ['c', 'a', 'd'] },
      { path: 'vouchers/voucher-1/lines/a/amount', kind: 'set', before: line.amount, after: '9' },
      { path: 'vouchers/voucher-1/lines/d', kind: 'added', after: lineOf('d') },
      { path: 'vouchers/voucher-1/lines/b', kind: 'removed', before: lineOf('b') },
    ]);
  });

  it('does not depend on the order of keys', () => {
    const turned = Object.fromEntries(Object.entries(base).reverse());
    expect(sameContent(base, dossierContentSchema.parse(turned))).toBe(true);
    expect(sameContent(base, { ...base, title: '' })).toBe(false);
  });
});
