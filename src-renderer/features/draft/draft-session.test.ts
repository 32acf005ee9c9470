import { describe, expect, it } from 'vitest';
import { DvcttError } from '#shared/contract/errors.ts';
import { dossierCodeSchema, type Attachment, type DossierContent } from '#shared/domain/dossiers/dossier.ts';
import type { DossierView } from '#shared/contract/ipc.ts';
import { DraftSession, pause, retryAfter } from './draft-session.ts';

const view = (version: number, content: DossierContent): DossierView => ({
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
function desk() {
  const saves: { base: number; title: string; answer: (thrown?: Error) => void }[] = [];
  const timers = new Map<() => void, number>();
  const session = new DraftSession(view(1, empty), {
    save: (base, content) =>
      new Promise((resolve, reject) => {
        const answer = (thrown?: Error) => (thrown ? reject(thrown) : resolve(view(base + 1, content)));
        saves.push({ base, title: content.title, answer });
      }),
    now: () => new Date('2026-11-22T07:05:09Z'),
    later: (act, ms) => {
      timers.set(act, ms);
      return () => void timers.delete(act);
    },
  });
  /** Lets the pending timer of this length run out. */
  const wait = (ms: number) => {
    for (const [act, after] of [...timers]) {
      if (after !== ms) continue;
      timers.delete(act);
      act();
    }
  };
  return { session, saves, wait, timers };
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

  it('asks instead of overwriting when the stored version is newer', async () => {
    const { session, saves, wait, timers } = desk();
    session.edit(titled('của tôi'));
    wait(pause);
    saves[0]!.answer(new DvcttError('DOSSIER_CONFLICT'));
    await settle();
    expect(timers.size).toBe(0);
    expect(session.snapshot().state).toMatchObject({ failure: { code: 'DOSSIER_CONFLICT' } });
    void session.keepTyped(view(9, titled('của người khác')(empty)));
    expect(saves[1]).toMatchObject({ base: 9, title: 'của tôi' });
    saves[1]!.answer();
    await settle();
    expect(session.snapshot().content.title).toBe('của tôi');
  });

  it('can drop the typing for the stored version when the person says so', () => {
    const { session } = desk();
    session.edit(titled('của tôi'));
    session.takeStored(view(9, titled('đã lưu')(empty)));
    expect(session.snapshot().content.title).toBe('đã lưu');
    expect(session.unsaved).toBe(false);
  });

  it('loses neither the file nor the words typed while the file was being attached', async () => {
    const { session, saves, wait } = desk();
    session.edit(titled('trước'));
    let attached = (_: DossierView) => {};
    const done = session.between(
      () =>
        new Promise<{ dossier: DossierView }>((resolve) => (attached = (dossier) => resolve({ dossier }))),
      (content) => ({ ...content, attachments: [...content.attachments, attachment] }),
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
