import { describe, expect, it } from 'vitest';
import { DvcttError } from '#shared/contract/errors.ts';
import type { DossierView } from '#shared/contract/ipc.ts';
import { dossierCodeSchema, type DossierContent } from '#shared/domain/dossiers/dossier.ts';
import { storeShelved } from './store-shelved.ts';
import { TypingShelf } from './typing-shelf.ts';

const code = dossierCodeSchema.parse('1001163220526154946');
const content = (title: string): DossierContent => ({ title, vouchers: [], attachments: [] });
const view = (version: number, title: string, actions: DossierView['actions'] = ['edit']): DossierView => ({
  code,
  title,
  status: 'DANG_SOAN',
  voucherCount: 0,
  total: '0',
  createdBy: 'ktv.songlo',
  updatedAt: '2026-11-22T00:00:00Z',
  note: '',
  place: 'local',
  version,
  content: content(title),
  issues: [],
  documents: [],
  log: [],
  actions,
});
const typing = { base: content(''), version: 1, content: content('gõ trước khi hết phiên') };

/** A core that holds one draft; `save` may be made to fail. */
function core(stored: DossierView, thrown?: Error) {
  const saved: [number, string][] = [];
  const load = () => Promise.resolve(stored);
  const save = (base: number, to: DossierContent) => {
    if (thrown !== undefined) return Promise.reject(thrown);
    saved.push([base, to.title]);
    return Promise.resolve(view(base + 1, to.title));
  };
  const effects = { save, load, now: () => new Date(), later: () => () => undefined };
  return { saved, load, effectsOf: () => effects };
}

describe('typing that was unsaved when the session ended', () => {
  it('is saved into its draft when the same person signs in again, and only then', async () => {
    const shelf = new TypingShelf();
    shelf.put('ktv.songlo', code, typing);
    const desk = core(view(1, ''));
    expect(await storeShelved(shelf, 'ktt.songlo', desk.load, desk.effectsOf)).toEqual([]);
    expect(desk.saved).toEqual([]);
    const [outcome] = await storeShelved(shelf, 'ktv.songlo', desk.load, desk.effectsOf);
    expect(outcome).toMatchObject({ stored: true, dossier: { version: 2 } });
    expect(desk.saved).toEqual([[1, 'gõ trước khi hết phiên']]);
    expect(shelf.empty).toBe(true);
  });

  it('waits for a decision when a colleague has written something else there since', async () => {
    const shelf = new TypingShelf();
    shelf.put('ktv.songlo', code, typing);
    const desk = core(view(3, 'của Lan'));
    expect(await storeShelved(shelf, 'ktv.songlo', desk.load, desk.effectsOf)).toMatchObject([
      { stored: false },
    ]);
    expect(desk.saved).toEqual([]);
    expect(shelf.of('ktv.songlo', code)).toEqual(typing);
  });

  it('stays when the dossier was sent meanwhile, and when the disk is full', async () => {
    const shelf = new TypingShelf();
    shelf.put('ktv.songlo', code, typing);
    const sent = core(view(3, '', []));
    await storeShelved(shelf, 'ktv.songlo', sent.load, sent.effectsOf);
    const full = core(view(1, ''), new DvcttError('DISK_FULL'));
    await storeShelved(shelf, 'ktv.songlo', full.load, full.effectsOf);
    expect(sent.saved).toEqual([]);
    expect(shelf.of('ktv.songlo', code)).toEqual(typing);
  });
});
