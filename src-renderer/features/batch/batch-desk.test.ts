import { describe, expect, it } from 'vitest';
import { batchCalls, type BatchEntry, type BatchReview } from '#shared/contract/batch.ts';
import { dossierCodeSchema } from '#shared/domain/dossiers/dossier.ts';
import {
  anything,
  emptyDesk,
  entryKey,
  expectedOf,
  groupsOf,
  isLookedAt,
  ticked,
  totalOf,
  withKeys,
} from './batch-desk.ts';

const codes = ['1001163260101080000', '1001163260101080001'].map((code) => dossierCodeSchema.parse(code));
const entry = (dossier: 0 | 1, id: string, changed: Partial<BatchEntry> = {}): BatchEntry => ({
  code: codes[dossier]!,
  entryId: id,
  kind: 'voucher',
  formId: '13',
  number: id,
  date: '2026-11-05',
  name: 'Công ty Điện lực',
  total: '1005000',
  documents: [
    { id: `voucher.${id}.pdf`, name: `${id}.pdf`, sha256: 'a'.repeat(64) },
    { id: `voucher.${id}.xml`, name: `${id}.xml`, sha256: 'b'.repeat(64) },
  ],
  seen: 'new',
  ...changed,
});
const review: BatchReview = {
  entries: [
    entry(0, '1'),
    entry(0, '2', { total: '70000000', seen: 'changed' }),
    entry(1, '1', { seen: 'seen' }),
    entry(1, 'scan', { kind: 'attachment', total: '0' }),
  ],
  dossiers: codes.map((code) => ({ code, title: '', status: 'CHO_KTT_KY', total: '1' })),
  refused: [],
};
const desk = { ...emptyDesk, codes };

describe('the review before many dossiers are signed', () => {
  it('signs what is left ticked, and hands over exactly the revisions that were reviewed', () => {
    const unticked = withKeys(new Set(), [entryKey(review.entries[0]!)], true);
    const chosen = ticked(review, { unticked });
    expect(totalOf(chosen)).toBe('71005000');
    const dossiers = expectedOf(chosen);
    expect(dossiers.map(({ expected }) => Object.keys(expected))).toEqual([
      ['voucher.2.pdf', 'voucher.2.xml'],
      ['voucher.1.pdf', 'voucher.1.xml', 'voucher.scan.pdf', 'voucher.scan.xml'],
    ]);
    expect(batchCalls['batch.start'].input.safeParse({ certificateId: 'c', dossiers }).success).toBe(true);
  });

  it('shows only the new and changed, or only the large, when that is asked for', () => {
    const shown = (filter: Partial<typeof anything>) =>
      groupsOf(review, { ...desk, filter: { ...anything, ...filter } }).map(({ shown: entries }) =>
        entries.map(({ entryId }) => entryId),
      );
    expect(shown({})).toEqual([
      ['1', '2'],
      ['1', 'scan'],
    ]);
    expect(shown({ unseenOnly: true })).toEqual([['1', '2'], ['scan']]);
    expect(shown({ above: '50000000' })).toEqual([['2']]);
  });

  it('counts as looked at what was opened now or seen earlier, but not another revision of it', () => {
    const [first] = review.entries;
    const opened = new Set([entryKey(first!)]);
    expect(isLookedAt(first!, { opened })).toBe(true);
    expect(isLookedAt(review.entries[2]!, { opened: new Set() })).toBe(true);
    const edited = { ...first!, documents: [{ id: 'x', name: 'x', sha256: 'c'.repeat(64) }] };
    expect(isLookedAt(edited, { opened })).toBe(false);
    // What was unticked in its old revision is asked about anew.
    expect(ticked({ ...review, entries: [edited] }, { unticked: opened })).toHaveLength(1);
  });
});
