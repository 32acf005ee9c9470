import { afterEach, beforeEach, expect, it } from 'vitest';
import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AccountStore, Draft } from '#main/account-store/account-store.ts';
import type { ServerDraft } from '#shared/contract/sync/http.ts';
import { dossierCodeSchema, type DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { content, Machine, minh, pulled, serverDossier, serverDraft } from './accountant.ts';

let machine: Machine;
let store: AccountStore;
beforeEach(() => {
  machine = new Machine();
  store = machine.open();
});
afterEach(() => machine.end());

const next = () => store.outbox.take(1, 1e6)[0];
/** A draft that the server has as version 1, place 100. */
function shared(title = 'Điện'): Draft {
  const draft = store.drafts.create(content(title));
  store.outbox.applied(next()!.mutation.id, 1, 100);
  return draft;
}
const titled = (draft: Draft, title: string) => ({ ...draft.content, title });
const theirs = (draft: Draft, given: Partial<ServerDraft>) =>
  serverDraft(draft.code, { version: 2, sequence: 101, content: draft.content, ...given });
const kinds = () => store.notices.list().map(({ kind }) => kind);

it('brings a draft back that a colleague deleted while it was edited here', () => {
  const draft = shared();
  store.drafts.save(draft.code, 1, titled(draft, 'sửa ngoại tuyến'));
  store.incoming.apply(pulled(theirs(draft, { state: 'deleted' })));
  expect(store.drafts.get(draft.code)?.content.title).toBe('sửa ngoại tuyến');
  expect(next()?.mutation).toMatchObject({
    kind: 'save',
    baseVersion: 2,
    content: { title: 'sửa ngoại tuyến' },
  });
  expect(kinds()).toEqual(['revived']);
});

it('brings a draft back when a window types on after a colleague has deleted it', () => {
  const draft = shared();
  store.incoming.apply(pulled(theirs(draft, { state: 'deleted' })));
  expect(store.drafts.get(draft.code)).toBeUndefined();
  expect(store.drafts.save(draft.code, 1, titled(draft, 'gõ tiếp')).content.title).toBe('gõ tiếp');
  expect(next()?.mutation).toMatchObject({ kind: 'save', baseVersion: 2 });
  expect(kinds()).toEqual(['revived']);
});

it('gives up a deletion when a colleague has edited the draft meanwhile', () => {
  const draft = shared();
  store.drafts.delete(draft.code);
  expect(store.catalogue.list({}).found).toBe(0);
  store.outbox.conflicted(next()!.mutation.id, theirs(draft, { content: titled(draft, 'của Minh') }));
  expect(store.drafts.get(draft.code)).toMatchObject({
    content: { title: 'của Minh' },
    changedBy: minh.name,
  });
  expect(next()).toBeUndefined();
  expect(kinds()).toEqual(['revived']);
});

it('deletes at the server what was deleted here, restores it later, and sends nothing for a draft never sent', () => {
  const draft = shared();
  store.drafts.delete(draft.code);
  expect(next()?.mutation).toMatchObject({ kind: 'delete', baseVersion: 1 });
  store.outbox.applied(next()!.mutation.id, 2, 101);
  expect(store.drafts.restore(draft.code).content.title).toBe('Điện');
  expect(next()?.mutation).toMatchObject({ kind: 'save', baseVersion: 2, cause: 'restore' });
  store.outbox.applied(next()!.mutation.id, 3, 102);
  const unsent = store.drafts.create(content('chưa gửi'));
  store.drafts.delete(unsent.code);
  expect(next()).toBeUndefined();
  expect(store.drafts.restore(unsent.code).content.title).toBe('chưa gửi');
});

it('lets only who began a draft delete it', () => {
  store.incoming.apply(
    pulled(
      serverDraft('1001163260526160000' as DossierCode, {
        version: 1,
        sequence: 5,
        content: content('x'),
        createdBy: 'minh',
      }),
    ),
  );
  expect(() => store.drafts.delete('1001163260526160000' as DossierCode)).toThrow('ROLE_FORBIDDEN');
});

it('never changes a dossier that was sent: a late edit is kept in the history and told', () => {
  const draft = shared();
  store.drafts.save(draft.code, 1, titled(draft, 'sửa muộn'));
  const dossier = serverDossier(draft.code, { content: draft.content });
  store.incoming.apply({
    changes: [
      { kind: 'draft', draft: theirs(draft, { state: 'forwarded' }) },
      { kind: 'dossier', sequence: 102, dossier },
    ],
    cursor: 'c',
    more: false,
  });
  expect(store.drafts.get(draft.code)).toBeUndefined();
  expect(next()).toBeUndefined();
  expect(kinds()).toEqual(['frozen']);
  const kept = store.drafts.versions(draft.code).find(({ cause }) => cause === 'late');
  expect(store.drafts.version(draft.code, kept!.id).content.title).toBe('sửa muộn');
  expect(store.catalogue.list({}).dossiers).toMatchObject([
    { place: 'server', title: 'Điện', status: 'CHO_KTT_KY' },
  ]);
  expect(() => store.drafts.save(draft.code, 2, titled(draft, 'muộn nữa'))).toThrow('DOSSIER_FROZEN');
  const titles = store.drafts
    .versions(draft.code)
    .map(({ id }) => store.drafts.version(draft.code, id).content.title);
  expect(titles).toContain('muộn nữa');
});

it('takes a returned dossier back, mends it on top of the closed draft, and hides the dossier meanwhile', () => {
  const draft = shared();
  const dossier = serverDossier(draft.code, { content: draft.content, status: 'TRA_LAI', note: 'sai mã' });
  store.drafts.forwarded(draft.code, dossier);
  store.incoming.apply(pulled(theirs(draft, { state: 'forwarded' })));
  const taken = store.drafts.takeBack(dossier);
  expect(store.drafts.takeBack(dossier).version).toBe(taken.version);
  store.drafts.save(draft.code, taken.version, titled(draft, 'đã sửa'));
  expect(store.catalogue.list({}).dossiers).toMatchObject([
    { place: 'local', status: 'TRA_LAI', title: 'đã sửa' },
  ]);
  expect(next()?.mutation).toMatchObject({ kind: 'save', baseVersion: 2, dossierVersion: 1 });
  store.outbox.conflicted(
    next()!.mutation.id,
    theirs(draft, { version: 3, sequence: 110, state: 'forwarded' }),
  );
  expect(store.drafts.get(draft.code)?.content.title).toBe('đã sửa');
  expect(next()?.mutation).toMatchObject({ baseVersion: 3, dossierVersion: 1 });
});

it('undoes only the person’s own steps and leaves what a colleague changed since', () => {
  const draft = shared();
  store.drafts.save(draft.code, 1, titled(draft, 'bước một'));
  store.outbox.applied(next()!.mutation.id, 2, 101);
  const number = { ...draft.content.vouchers[0]!, number: '77' };
  store.incoming.apply(
    pulled(
      theirs(draft, {
        version: 3,
        sequence: 102,
        content: { ...titled(draft, 'bước một'), vouchers: [number] },
      }),
    ),
  );
  const undone = store.drafts.undo(draft.code);
  expect(undone.content).toMatchObject({ title: 'Điện', vouchers: [{ number: '77' }] });
  expect(undone).toMatchObject({ canUndo: false, canRedo: true });
  expect(store.drafts.redo(draft.code).content).toMatchObject({
    title: 'bước một',
    vouchers: [{ number: '77' }],
  });
  store.drafts.undo(draft.code);
  const typed = store.drafts.get(draft.code)!;
  expect(store.drafts.save(draft.code, typed.version, titled(typed, 'khác')).canRedo).toBe(false);
});

it('merges what two windows typed on the same version and refuses what collides', () => {
  const draft = store.drafts.create(content('một'));
  store.drafts.save(draft.code, 1, titled(draft, 'hai'));
  const other = { ...draft.content, vouchers: [{ ...draft.content.vouchers[0]!, number: '5' }] };
  expect(store.drafts.save(draft.code, 1, other).content).toMatchObject({
    title: 'hai',
    vouchers: [{ number: '5' }],
  });
  expect(() => store.drafts.save(draft.code, 1, titled(draft, 'ba'))).toThrow('DOSSIER_CONFLICT');
  expect(() => store.drafts.save(draft.code, 99, draft.content)).toThrow('DOSSIER_CONFLICT');
});

it('sets a refused change aside, lets the rest go on, and tries again with the next edit or on demand', () => {
  const bad = store.drafts.create(content('xấu'));
  const good = store.drafts.create(content('tốt'));
  const [first] = store.outbox.take(10, 1e6);
  store.outbox.refused(first!.mutation.id, { code: 'MUTATION_INVALID' });
  expect(store.outbox.take(10, 1e6).map(({ mutation }) => mutation.code)).toEqual([good.code]);
  expect(store.drafts.get(bad.code)?.setAside).toEqual({ code: 'MUTATION_INVALID' });
  expect(store.catalogue.list({}).dossiers.find(({ code }) => code === bad.code)?.attention).toBe(true);
  expect(store.outbox.counts()).toEqual({ waiting: 1, setAside: 1, conflicts: 0 });
  const [aside] = store.outbox.list();
  expect(aside).toMatchObject({ state: 'set-aside', title: 'xấu' });
  store.outbox.retry(aside!.sequence);
  expect(store.outbox.take(10, 1e6)).toHaveLength(2);
  store.outbox.refused(store.outbox.take(10, 1e6)[0]!.mutation.id, { code: 'MUTATION_INVALID' });
  store.drafts.save(bad.code, 1, titled(bad, 'đã chữa'));
  expect(store.outbox.counts().setAside).toBe(0);
});

it('gives a refused change up for the server’s copy and keeps the person’s in the history', () => {
  const draft = shared();
  store.drafts.save(draft.code, 1, titled(draft, 'không được nhận'));
  store.outbox.refused(next()!.mutation.id, { code: 'MUTATION_INVALID' });
  store.outbox.discard(store.outbox.list()[0]!.sequence);
  expect(store.drafts.get(draft.code)).toMatchObject({ content: { title: 'Điện' }, waiting: false });
  const kept = store.drafts.versions(draft.code).find(({ cause }) => cause === 'kept');
  expect(store.drafts.version(draft.code, kept!.id).content.title).toBe('không được nhận');
  const taken = store.drafts.create(content('đang gửi'));
  expect(next()?.mutation.code).toBe(taken.code);
  expect(() => store.outbox.discard(store.outbox.list()[0]!.sequence)).toThrow('DOSSIER_STATE');
});

it('moves a draft to another code when its own is taken, without ever mixing it with the stranger’s', () => {
  const draft = store.drafts.create(content('của tôi'));
  const code = store.outbox.recode(next()!.mutation.id);
  expect(code).not.toBe(draft.code);
  expect(store.drafts.get(draft.code)).toMatchObject({ code, content: { title: 'của tôi' } });
  expect(next()?.mutation).toMatchObject({ code, baseVersion: 0 });
  expect(store.notices.list()).toMatchObject([{ kind: 'recoded', details: { from: draft.code, code } }]);
  store.outbox.applied(next()!.mutation.id, 1, 50);
  store.incoming.apply(
    pulled(theirs(draft, { version: 1, content: content('của Minh'), createdBy: 'minh' })),
  );
  expect(store.drafts.get(draft.code)?.content.title).toBe('của Minh');
  expect(() => store.drafts.save(draft.code, 1, titled(draft, 'gõ ở cửa sổ cũ'))).toThrow('DOSSIER_CONFLICT');
  expect(store.catalogue.list({}).found).toBe(2);
});

it('will not pull while a change is unanswered', () => {
  store.drafts.create(content('x'));
  next();
  expect(() => store.incoming.apply(pulled())).toThrow('UNEXPECTED');
});

it('is unmoved by changes that come twice or late', () => {
  const draft = shared();
  const newer = theirs(draft, { version: 3, sequence: 103, content: titled(draft, 'mới') });
  expect(store.incoming.apply(pulled(newer))).toEqual([draft.code]);
  const { version } = store.drafts.get(draft.code)!;
  expect(store.incoming.apply(pulled(newer, theirs(draft, { content: titled(draft, 'cũ') })))).toEqual([]);
  expect(store.drafts.get(draft.code)).toMatchObject({ version, content: { title: 'mới' } });
});

it('keeps both answers of a batch or none', () => {
  shared();
  expect(() =>
    store.batch(() => {
      store.drafts.create(content('trong lô'));
      throw new Error('mất điện');
    }),
  ).toThrow('mất điện');
  expect(store.catalogue.list({}).found).toBe(1);
  expect(store.outbox.counts().waiting).toBe(0);
});

it('brings back to a restored server what it lost, and lets go what was deleted there', () => {
  const edited = shared('sửa sau bản sao lưu');
  store.drafts.save(edited.code, 1, titled(edited, 'phần bị mất'));
  store.outbox.applied(next()!.mutation.id, 2, 205);
  const lost = store.drafts.create(content('mất hẳn'));
  store.outbox.applied(next()!.mutation.id, 1, 206);
  const gone = store.drafts.create(content('đã xóa ở máy chủ'));
  store.outbox.applied(next()!.mutation.id, 1, 150);
  const clash = shared('hai bên');
  store.drafts.save(clash.code, 1, titled(clash, 'bản của tôi'));
  store.outbox.applied(next()!.mutation.id, 2, 207);
  const sent = store.drafts.create(content('đã gửi ký'));
  store.outbox.applied(next()!.mutation.id, 1, 208);
  store.drafts.forwarded(sent.code, serverDossier(sent.code, { content: sent.content }));
  const stranger = serverDossier('1001163260526170000' as typeof lost.code, {
    content: content('của Minh'),
    createdBy: 'minh',
  });
  store.incoming.apply({
    changes: [{ kind: 'dossier', sequence: 209, dossier: stranger }],
    cursor: 'x',
    more: false,
  });

  store.incoming.beginResync(200);
  expect(store.incoming.cursor()).toBeUndefined();
  store.close();
  store = machine.open();
  expect(store.incoming.resyncing()).toBe(true);
  store.incoming.apply(
    pulled(
      theirs(edited, { version: 1, sequence: 100 }),
      theirs(clash, { version: 2, sequence: 201, content: titled(clash, 'bản của Minh') }),
    ),
  );
  store.incoming.finishResync();
  expect(store.incoming.resyncing()).toBe(false);
  const sending = new Map(store.outbox.take(100, 1e7).map(({ mutation }) => [mutation.code, mutation]));
  expect(sending.get(edited.code)).toMatchObject({
    baseVersion: 1,
    cause: 'recovered',
    content: { title: 'phần bị mất' },
  });
  expect(sending.get(lost.code)).toMatchObject({
    baseVersion: 0,
    cause: 'recovered',
    content: { title: 'mất hẳn' },
  });
  expect(sending.get(sent.code)).toMatchObject({ baseVersion: 0, cause: 'recovered', dossierVersion: 0 });
  expect(store.drafts.get(gone.code)).toBeUndefined();
  expect(store.drafts.conflict(clash.code)).toMatchObject({
    before: { title: 'hai bên' },
    mine: { title: 'bản của tôi' },
    theirs: { title: 'bản của Minh' },
  });
  expect(kinds()).toEqual(['brought-back']);
  expect(store.dossiers.get(stranger.code)).toBeUndefined();
  expect(sending.size).toBe(3);
});

it('fetches what a full pull shows and keeps unsent work through it', () => {
  const edited = shared();
  store.drafts.save(edited.code, 1, titled(edited, 'chưa gửi'));
  store.incoming.beginResync(undefined);
  store.incoming.apply(pulled(theirs(edited, { version: 1, sequence: 100 })));
  store.incoming.finishResync();
  expect(next()?.mutation).toMatchObject({ baseVersion: 1, content: { title: 'chưa gửi' } });
});

it('keeps an attachment as long as anything cites it, and finds an altered or missing one', async () => {
  const bytes = Buffer.from('hợp đồng số 5');
  const cited = await store.blobs.put(bytes);
  const loose = await store.blobs.put(Buffer.from('không ai dùng'));
  const fresh = await store.blobs.put(Buffer.from('vừa đính kèm'));
  const attachment = {
    id: 'a',
    name: 'hd.pdf',
    mediaType: 'application/pdf',
    sha256: cited,
    size: bytes.length,
  };
  const draft = store.drafts.create(content('x', { attachments: [attachment] }));
  store.drafts.save(draft.code, 1, { ...draft.content, attachments: [] });
  const old = new Date(Date.now() - 2 * 3_600_000);
  const file = (name: string) => join(store.folder, 'blobs', name);
  for (const name of [cited, loose]) utimesSync(file(name), old, old);
  expect(await store.collectBlobs()).toBe(1);
  expect(await store.blobs.has(cited)).toBe(true);
  expect(await store.blobs.has(loose)).toBe(false);
  expect(await store.blobs.has(fresh)).toBe(true);
  await expect(store.blobs.get(loose)).rejects.toThrow('BLOB_MISSING');
  await expect(store.blobs.requireStored(cited, 3)).rejects.toThrow('BLOB_MISSING');

  const sealed = readFileSync(file(cited));
  sealed[40] = (sealed[40] ?? 0) ^ 1;
  writeFileSync(file(cited), sealed);
  await expect(store.blobs.get(cited)).rejects.toThrow('BLOB_ALTERED');
  expect(await store.blobs.put(bytes)).toBe(cited);
  expect(Buffer.from(await store.blobs.get(cited)).equals(bytes)).toBe(true);
  writeFileSync(file(fresh), readFileSync(file(cited)));
  await expect(store.blobs.get(fresh)).rejects.toThrow('BLOB_ALTERED');
});

it('names the attachments of open drafts whose content is not here', async () => {
  const bytes = Buffer.from('a');
  const here = { id: 'a', name: 'a.pdf', mediaType: '', sha256: await store.blobs.put(bytes), size: 1 };
  const absent = { id: 'b', name: 'b.pdf', mediaType: '', sha256: 'ab'.repeat(32), size: 9 };
  store.drafts.create(content('x', { attachments: [here, absent] }));
  expect(await store.missingBlobs(5)).toEqual([{ sha256: absent.sha256, size: 9, name: 'b.pdf' }]);
});

it('orders, filters, pages and counts the list as a person reads it', () => {
  const statuses = ['CHO_KTT_KY', 'DA_TIEP_NHAN', 'CHO_KBNN'] as const;
  const names = ['Đất', 'Ăn', 'an', 'Dầu 10', 'Dầu 9', 'Ổ cứng'];
  store.incoming.apply({
    changes: names.map((title, at) => ({
      kind: 'dossier',
      sequence: at + 1,
      dossier: serverDossier(dossierCodeSchema.parse(`100116326052617000${at}`), {
        content: content(title),
        status: statuses[at % 3]!,
      }),
    })),
    cursor: 'c',
    more: false,
  });
  const list = (filter: Parameters<AccountStore['catalogue']['list']>[0]) =>
    store.catalogue.list(filter).dossiers.map(({ title }) => title);
  expect(list({})).toEqual(names.toReversed());
  expect(list({ order: { column: 'title', descending: false } })).toEqual([
    'an',
    'Ăn',
    'Dầu 9',
    'Dầu 10',
    'Đất',
    'Ổ cứng',
  ]);
  expect(list({ order: { column: 'title', descending: true }, limit: 2, offset: 1 })).toEqual([
    'Đất',
    'Dầu 10',
  ]);
  expect(list({ order: { column: 'updatedAt', descending: false }, status: 'CHO_KTT_KY' })).toEqual([
    'Đất',
    'Dầu 10',
  ]);
  expect(list({ query: 'dau', order: { column: 'title', descending: false } })).toEqual(['Dầu 9', 'Dầu 10']);
  expect(store.catalogue.list({ query: 'dau', status: 'CHO_KTT_KY' })).toMatchObject({
    found: 1,
    counts: { mine: 0, all: 6 },
  });
  expect(list({ query: '%%%' })).toEqual([]);
  expect(list({ status: 'CHO_KTT_KY', scope: 'mine' })).toEqual([]);
  for (const column of ['code', 'voucherCount', 'total', 'status', 'heldBy'] as const) {
    for (const descending of [true, false]) {
      expect(list({ order: { column, descending } }).toSorted()).toEqual(names.toSorted());
      expect(list({ order: { column, descending }, query: 'a', scope: 'all' })).toHaveLength(2);
    }
  }
});

it('orders what one person holds by how long it has waited, whichever way the holders go', () => {
  const waiting = (at: string, second: string) =>
    serverDossier(dossierCodeSchema.parse(`10011632605260849${second}`), {
      content: content(at),
      log: [{ status: 'CHO_KTT_KY', note: '', at, by: minh.name }],
    });
  const times = ['2026-05-26T10:00:00.000Z', '2026-05-26T08:00:00.000Z', '2026-05-26T09:00:00.000Z'];
  for (const [index, at] of times.entries()) store.dossiers.put(waiting(at, `0${String(index + 1)}`));
  for (const descending of [true, false]) {
    const { dossiers } = store.catalogue.list({
      status: 'CHO_KTT_KY',
      order: { column: 'heldBy', descending },
    });
    expect(dossiers.map(({ heldSince }) => heldSince)).toEqual(times.toSorted());
  }
});
