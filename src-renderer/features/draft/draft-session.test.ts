import { describe, expect, it } from 'vitest';
import { DvcttError } from '#shared/contract/errors.ts';
import { dossierCodeSchema, type Attachment, type DossierContent } from '#shared/domain/dossiers/dossier.ts';
import type { DossierView } from '#shared/contract/ipc.ts';
import { DraftSession, pause, retryAfter, type UnsavedTyping } from './draft-session.ts';

const view = (version: number, content: DossierContent, changedBy?: string): DossierView => ({
  code: dossierCodeSchema.parse('1001163220526154946'),
  title: content.title,
  status: 'DANG_SOAN',
  voucherCount: 0,
  total: '0',
  createdBy: 'Trần Thị Bích',
  updatedAt: '2026-11-22T00:00:00Z',
  note: '',
  place: 'local',
  version,
  content,
  issues: [],
  documents: [],
  log: [],
  actions: ['edit'],
  draft: {
    waiting: false,
    conflicts: 0,
    canUndo: false,
    canRedo: false,
    ...(changedBy === undefined ? {} : { changedBy }),
  },
});
const empty: DossierContent = { title: '', vouchers: [], attachments: [] };
const titled = (title: string) => (content: DossierContent) => ({ ...content, title });
const attachment: Attachment = {
  id: 'a',
  name: 'a.pdf',
  mediaType: 'application/pdf',
  sha256: '0'.repeat(64),
  size: 1,
};

/** A core whose answers the test releases, and a clock that moves when told to. */
function desk({ at = view(1, empty), resumed }: { at?: DossierView; resumed?: UnsavedTyping } = {}) {
  interface Save {
    readonly base: number;
    readonly title: string;
    readonly answer: (thrown?: Error) => void;
    readonly answerWith: (view: DossierView) => void;
  }
  const saves: Save[] = [];
  const stored = { view: at };
  const timers = new Map<() => void, number>();
  const effects = {
    save: (base: number, content: DossierContent) =>
      new Promise<DossierView>((resolve, reject) => {
        const answer = (thrown?: Error) => (thrown ? reject(thrown) : resolve(view(base + 1, content)));
        saves.push({ base, title: content.title, answer, answerWith: resolve });
      }),
    load: () => Promise.resolve(stored.view),
    now: () => new Date('2026-11-22T07:05:09Z'),
    later: (act: () => void, ms: number) => {
      timers.set(act, ms);
      return () => void timers.delete(act);
    },
  };
  const session = new DraftSession(at, effects, resumed);
  /** Lets the pending timer of this length run out. */
  const wait = (ms: number) => {
    for (const [act, after] of [...timers]) {
      if (after !== ms) continue;
      timers.delete(act);
      act();
    }
  };
  return { session, saves, wait, timers, stored };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('a draft on the accountant’s screen', () => {
  it('is saved once after a pause in typing, with everything typed so far', async () => {
    const { session, saves, wait, timers } = desk();
    session.edit(titled('T'));
    session.edit(titled('Ti'));
    session.edit(titled('Tiền'));
    expect(session.snapshot().state.kind).toBe('dirty');
    expect(timers.size).toBe(1);
    wait(pause);
    expect(saves.map(({ base, title }) => [base, title])).toEqual([[1, 'Tiền']]);
    saves[0]!.answer();
    await settle();
    expect(session.snapshot().state).toEqual({ kind: 'saved', at: new Date('2026-11-22T07:05:09Z') });
    expect(session.unsaved).toBe(false);
  });

  it('saves what is typed during a save afterwards, on top of the new version', async () => {
    const { session, saves, wait } = desk();
    session.edit(titled('một'));
    wait(pause);
    session.edit(titled('một hai'));
    wait(pause);
    expect(saves).toHaveLength(1);
    saves[0]!.answer();
    await settle();
    expect(session.snapshot().content.title).toBe('một hai');
    expect(saves.map(({ base, title }) => [base, title])).toEqual([
      [1, 'một'],
      [2, 'một hai'],
    ]);
    saves[1]!.answer();
    await settle();
    expect(session.snapshot().state.kind).toBe('saved');
  });

  it('keeps the typing when the disk fails, says so, and tries again by itself', async () => {
    const { session, saves, wait } = desk();
    session.edit(titled('quan trọng'));
    wait(pause);
    saves[0]!.answer(new Error('disk full'));
    await settle();
    expect(session.snapshot().state).toMatchObject({ kind: 'failed', failure: { code: 'UNEXPECTED' } });
    expect(session.snapshot().content.title).toBe('quan trọng');
    expect(session.unsaved).toBe(true);
    wait(retryAfter);
    expect(saves[1]).toMatchObject({ base: 1, title: 'quan trọng' });
    saves[1]!.answer();
    await settle();
    expect(session.snapshot().state.kind).toBe('saved');
  });

  it('asks instead of overwriting when the same place was stored differently meanwhile', async () => {
    const { session, saves, wait, timers, stored } = desk();
    session.edit(titled('của tôi'));
    wait(pause);
    stored.view = view(9, titled('của Lan')(empty));
    saves[0]!.answer(new DvcttError('DOSSIER_CONFLICT'));
    await settle();
    expect(timers.size).toBe(0);
    expect(session.snapshot().content.title).toBe('của tôi');
    expect(session.snapshot().state).toMatchObject({
      kind: 'collided',
      collision: { conflicts: [{ path: 'title', before: '', mine: 'của tôi', theirs: 'của Lan' }] },
    });
    const decided = session.decide(titled('của tôi')(empty));
    expect(saves[1]).toMatchObject({ base: 9, title: 'của tôi' });
    saves[1]!.answer();
    expect(await decided).toBe(true);
  });

  it('leaves the side that lost in the history, by storing it before what was chosen', async () => {
    const { session, saves, stored, wait } = desk();
    session.edit(titled('của tôi'));
    stored.view = view(9, titled('của Lan')(empty));
    session.receive(stored.view);
    const decided = session.decide(titled('của Lan')(empty));
    expect(saves).toMatchObject([{ base: 9, title: 'của tôi' }]);
    saves[0]!.answer();
    await settle();
    expect(saves[1]).toMatchObject({ base: 10, title: 'của Lan' });
    saves[1]!.answer();
    expect(await decided).toBe(true);
    expect(session.unsaved).toBe(false);
    wait(pause);
    expect(saves).toHaveLength(2);
  });

  it('asks again when theirs has moved on while the person was choosing', async () => {
    const { session, saves, stored } = desk();
    session.edit(titled('của tôi'));
    session.receive(view(9, titled('của Lan')(empty)));
    const decided = session.decide(titled('của tôi')(empty));
    stored.view = view(10, titled('của Lan, sửa nữa')(empty));
    saves[0]!.answer(new DvcttError('DOSSIER_CONFLICT'));
    expect(await decided).toBe(false);
    expect(session.snapshot().state).toMatchObject({
      kind: 'collided',
      collision: { conflicts: [{ mine: 'của tôi', theirs: 'của Lan, sửa nữa' }] },
    });
  });

  it('takes in what a colleague changed elsewhere while this person goes on typing', async () => {
    const { session, saves, wait } = desk();
    session.edit(titled('tôi đang gõ'));
    session.receive(view(5, { ...empty, attachments: [attachment] }, 'Lan'));
    expect(session.snapshot()).toMatchObject({
      content: { title: 'tôi đang gõ', attachments: [attachment] },
      state: { kind: 'dirty' },
      arrival: { number: 1, paths: ['attachments/a'], by: 'Lan' },
    });
    wait(pause);
    expect(saves).toMatchObject([{ base: 5, title: 'tôi đang gõ' }]);
    saves[0]!.answer();
    await settle();
    expect(session.snapshot().state.kind).toBe('saved');
  });

  it('does not draw anew what a colleague left alone', () => {
    const { session } = desk();
    const before = session.snapshot().content;
    session.receive(view(2, structuredClone({ ...empty, title: 'mới', attachments: [attachment] })));
    const kept = session.snapshot().content.attachments[0];
    session.receive(view(3, structuredClone({ ...empty, title: 'mới hơn', attachments: [attachment] })));
    expect(before.title).toBe('');
    expect(session.snapshot().content.attachments[0]).toBe(kept);
    expect(session.unsaved).toBe(false);
  });

  it('learns that its change was sent without touching a letter', () => {
    const { session } = desk();
    const { content } = session.snapshot();
    session.receive({ ...view(1, empty), note: 'gửi rồi' });
    expect(session.snapshot().view.note).toBe('gửi rồi');
    expect(session.snapshot().content).toBe(content);
    expect(session.snapshot().arrival).toBeUndefined();
  });

  it('passes over an answer that is older than what it has', async () => {
    const { session, saves, wait } = desk();
    session.edit(titled('mới'));
    wait(pause);
    session.receive(view(1, empty));
    saves[0]!.answer();
    await settle();
    expect(session.snapshot().content.title).toBe('mới');
    session.receive(view(1, empty));
    expect(session.snapshot().content.title).toBe('mới');
  });

  it('shows what the core merged into a save, under what was typed meanwhile', async () => {
    const { session, saves, wait } = desk();
    session.edit(titled('a'));
    wait(pause);
    session.edit(titled('ab'));
    saves[0]!.answerWith(view(7, { ...titled('a')(empty), attachments: [attachment] }, 'Lan'));
    await settle();
    expect(session.snapshot()).toMatchObject({
      content: { title: 'ab', attachments: [attachment] },
      arrival: { paths: ['attachments/a'], by: 'Lan' },
    });
    wait(pause);
    expect(saves[1]).toMatchObject({ base: 7, title: 'ab' });
  });

  it('goes on with what an earlier screen could not store, merged with what came since', () => {
    const { session, saves, wait } = desk({
      at: view(4, { ...empty, attachments: [attachment] }),
      resumed: { base: empty, version: 1, content: titled('chưa lưu')(empty) },
    });
    expect(session.snapshot().content).toMatchObject({ title: 'chưa lưu', attachments: [attachment] });
    wait(pause);
    expect(saves).toMatchObject([{ base: 4, title: 'chưa lưu' }]);
  });

  it('does not knock for ever at a dossier that was sent, and hands the typing over', async () => {
    const { session, saves, wait, timers } = desk();
    session.edit(titled('muộn'));
    wait(pause);
    saves[0]!.answer(new DvcttError('DOSSIER_FROZEN'));
    await settle();
    expect(timers.size).toBe(0);
    expect(session.typing).toEqual({ base: empty, version: 1, content: titled('muộn')(empty) });
  });

  it('loses neither the file nor the words typed while the file was being attached', async () => {
    const { session, saves, wait } = desk();
    session.edit(titled('trước'));
    let attached = (_: DossierView) => {};
    const done = session.between(
      () =>
        new Promise<{ dossier: DossierView }>((resolve) => (attached = (dossier) => resolve({ dossier }))),
    );
    expect(saves[0]).toMatchObject({ base: 1, title: 'trước' });
    saves[0]!.answer();
    await settle();
    session.edit(titled('trước và sau'));
    wait(pause);
    expect(saves).toHaveLength(1);
    attached(view(3, { ...titled('trước')(empty), attachments: [attachment] }));
    await done;
    expect(session.snapshot().content).toMatchObject({ title: 'trước và sau', attachments: [attachment] });
    wait(pause);
    await settle();
    expect(saves[1]).toMatchObject({ base: 3, title: 'trước và sau' });
  });

  it('tells whoever is about to send it whether everything is stored', async () => {
    const { session, saves } = desk();
    session.edit(titled('x'));
    const flushed = session.flush();
    saves[0]!.answer(new Error('disk full'));
    expect(await flushed).toBe(false);
    const again = session.flush();
    saves[1]!.answer();
    expect(await again).toBe(true);
  });
});
