import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AccountStore, Draft } from '#main/account-store/account-store.ts';
import type { ContentChoice } from '#shared/domain/drafts/content-change.ts';
import type { DossierContent } from '#shared/domain/dossiers/dossier.ts';
import { content, Machine, pulled, serverDossier, serverDraft } from './accountant.ts';

let machine: Machine;
let store: AccountStore;
beforeEach(() => {
  machine = new Machine();
  store = machine.open();
});
afterEach(() => machine.end());

const next = () => store.outbox.take(1, 1e6)[0];
const numbered = (before: DossierContent, number: string): DossierContent => ({
  ...before,
  vouchers: before.vouchers.map((voucher) => ({ ...voucher, number })),
});
const shown = (draft: Draft | undefined) => [draft?.content.title, draft?.content.vouchers[0]?.number];

/** Both wrote the title; this person a voucher's number as well. */
function inConflict(): Draft {
  const draft = store.drafts.create(content('Điện'));
  store.outbox.applied(next()!.mutation.id, 1, 100);
  store.drafts.save(draft.code, 1, { ...numbered(draft.content, '7'), title: 'của tôi' });
  const theirs = { ...draft.content, title: 'của Minh' };
  const at = new Date((machine.clock += 1)).toISOString();
  store.outbox.conflicted(
    next()!.mutation.id,
    serverDraft(draft.code, { version: 2, sequence: 101, content: theirs, updatedAt: at }),
  );
  return draft;
}
const story = (draft: Draft) =>
  store.drafts
    .versions(draft.code)
    .map(({ id, cause }) => [cause, store.drafts.version(draft.code, id).content.title]);
const decide = (draft: Draft, title: ContentChoice) => store.drafts.resolve(draft.code, 2, { title });

it('marks the colleague’s side as not chosen when the person’s own was, and the other way round', () => {
  const mine = inConflict();
  decide(mine, 'mine');
  store.outbox.applied(next()!.mutation.id, 3, 102);
  expect(story(mine).slice(0, 3)).toEqual([
    ['merge', 'của tôi'],
    ['kept', 'của Minh'],
    ['edit', 'của tôi'],
  ]);
  const theirs = inConflict();
  decide(theirs, 'theirs');
  store.outbox.applied(next()!.mutation.id, 3, 102);
  expect(story(theirs).slice(0, 3)).toEqual([
    ['merge', 'của Minh'],
    ['kept', 'của tôi'],
    ['received', 'của Minh'],
  ]);
  const neither = inConflict();
  decide(neither, 'before');
  expect(story(neither).slice(0, 3)).toEqual([
    ['merge', 'Điện'],
    ['kept', 'của tôi'],
    ['kept', 'của Minh'],
  ]);
  for (const { code } of [mine, theirs, neither]) {
    const times = store.drafts.versions(code).map(({ at }) => at);
    expect(times).toEqual(times.toSorted().toReversed());
  }
});

it('takes the side that was not chosen when it is brought back, and leaves what others wrote elsewhere', () => {
  const draft = inConflict();
  decide(draft, 'mine');
  store.outbox.applied(next()!.mutation.id, 3, 102);
  const kept = store.drafts.versions(draft.code).find(({ cause }) => cause === 'kept')!;
  const back = store.drafts.restoreVersion(draft.code, kept.id);
  expect(back.conflicts).toBe(0);
  expect(shown(back)).toEqual(['của Minh', '7']);
  expect(next()?.mutation).toMatchObject({ baseVersion: 3, content: { title: 'của Minh' } });
});

/** Edited here without a line while a colleague sent it; it has come back and the colleague mends it. */
function lateAndReturned(late: (before: DossierContent) => DossierContent) {
  const draft = store.drafts.create(content('Điện'));
  store.outbox.applied(next()!.mutation.id, 1, 100);
  store.drafts.save(draft.code, 1, late(draft.content));
  const dossier = serverDossier(draft.code, { content: draft.content });
  store.incoming.apply({
    changes: [
      {
        kind: 'draft',
        draft: serverDraft(draft.code, {
          version: 2,
          sequence: 101,
          state: 'forwarded',
          content: draft.content,
        }),
      },
      { kind: 'dossier', sequence: 102, dossier },
    ],
    cursor: 'c',
    more: false,
  });
  const mended = numbered({ ...draft.content, title: 'Minh đã sửa' }, '1');
  store.incoming.apply(
    pulled(serverDraft(draft.code, { version: 3, sequence: 110, dossierVersion: 1, content: mended })),
  );
  const kept = store.drafts.versions(draft.code).find(({ cause }) => cause === 'late')!;
  return { code: draft.code, kept };
}
const described = (before: DossierContent, description: string): DossierContent => ({
  ...before,
  vouchers: before.vouchers.map((voucher) => ({
    ...voucher,
    lines: voucher.lines.map((line) => ({ ...line, description })),
  })),
});

it('brings a late edit back beside the colleague’s newer work, and undo takes only that out again', () => {
  const { code, kept } = lateAndReturned((before) => described(before, 'viết muộn'));
  const back = store.drafts.restoreVersion(code, kept.id);
  expect(back.conflicts).toBe(0);
  expect(shown(back)).toEqual(['Minh đã sửa', '1']);
  expect(back.content.vouchers[0]?.lines[0]?.description).toBe('viết muộn');
  expect(next()?.mutation).toMatchObject({ baseVersion: 3, cause: 'restore', dossierVersion: 1 });
  const undone = store.drafts.undo(code);
  expect(shown(undone)).toEqual(['Minh đã sửa', '1']);
  expect(undone.content.vouchers[0]?.lines[0]?.description).toBe('');
});

it('asks where a late edit collides with the colleague’s newer work, over a restart too, and never overwrites it', () => {
  const { code, kept } = lateAndReturned((before) => described({ ...before, title: 'muộn' }, 'viết muộn'));
  store.drafts.restoreVersion(code, kept.id);
  store.close();
  store = machine.open();
  expect(store.drafts.conflict(code)).toMatchObject({
    theirsVersion: 3,
    theirsBy: 'Trần Văn Minh',
    conflicts: [{ path: 'title', before: 'Điện', mine: 'muộn', theirs: 'Minh đã sửa' }],
  });
  expect(next()).toBeUndefined();
  const decided = store.drafts.resolve(code, 3, { title: 'theirs' });
  expect(shown(decided)).toEqual(['Minh đã sửa', '1']);
  expect(decided.content.vouchers[0]?.lines[0]?.description).toBe('viết muộn');
  expect(next()?.mutation).toMatchObject({ baseVersion: 3, content: { title: 'Minh đã sửa' } });
});

it('lets undo end the question that a late edit brought up', () => {
  const { code, kept } = lateAndReturned((before) => ({ ...before, title: 'muộn' }));
  store.drafts.restoreVersion(code, kept.id);
  const undone = store.drafts.undo(code);
  expect(undone).toMatchObject({ conflicts: 0, waiting: false });
  expect(shown(undone)).toEqual(['Minh đã sửa', '1']);
});

it('still asks when the person’s own newer change was on its way while the late edit was brought back', () => {
  const { code, kept } = lateAndReturned((before) => ({ ...before, title: 'muộn' }));
  const stands = store.drafts.get(code)!;
  store.drafts.save(code, stands.version, described(stands.content, 'gõ tiếp'));
  const sent = next()!;
  expect(store.drafts.restoreVersion(code, kept.id).conflicts).toBe(1);
  store.outbox.applied(sent.mutation.id, 4, 111);
  expect(store.drafts.conflict(code)).toMatchObject({ theirsVersion: 4, conflicts: [{ path: 'title' }] });
  expect(next()).toBeUndefined();
  const decided = store.drafts.resolve(code, 4, { title: 'mine' });
  expect(shown(decided)).toEqual(['muộn', '1']);
  expect(decided.content.vouchers[0]?.lines[0]?.description).toBe('gõ tiếp');
  expect(next()?.mutation).toMatchObject({ baseVersion: 4 });
});
