import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { AccountStore } from '#main/account-store/account-store.ts';
import { dossierCodeSchema } from '#shared/domain/dossiers/dossier.ts';
import { content, Machine, pulled, serverDossier, serverDraft } from './accountant.ts';

let machine: Machine;
let store: AccountStore;
beforeEach(() => {
  machine = new Machine();
  store = machine.open();
});
afterEach(() => {
  vi.restoreAllMocks();
  machine.end();
});

const own = dossierCodeSchema.parse('1001163260526080203');
const foreign = dossierCodeSchema.parse('2002264260526080203');

it('shows nothing of another unit that a lying server sends, takes its own, and tells only the log', () => {
  const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  const draft = { version: 1, sequence: 7, content: content('Bịa đặt') };
  const brought = store.incoming.apply({
    ...pulled(
      serverDraft(foreign, { ...draft, unitCode: '2002264' }),
      serverDraft(foreign, draft),
      serverDraft(own, { ...draft, content: content('Của đơn vị') }),
    ),
    cursor: 'after-7',
  });
  expect(brought).toEqual([own]);
  const dossier = { content: content('Hồ sơ bịa đặt') };
  const more = store.incoming.apply({
    changes: [
      { kind: 'dossier', sequence: 8, dossier: serverDossier(foreign, { ...dossier, unitCode: '2002264' }) },
      { kind: 'dossier', sequence: 9, dossier: serverDossier(foreign, dossier) },
      { kind: 'dossier', sequence: 10, dossier: serverDossier(own, { ...dossier, unitCode: '2002264' }) },
    ],
    cursor: 'after-10',
    more: false,
  });
  expect(more).toEqual([]);
  expect(store.catalogue.list({ scope: 'all' }).dossiers.map(({ title }) => title)).toEqual(['Của đơn vị']);
  expect(store.drafts.get(foreign)).toBeUndefined();
  expect(store.dossiers.get(foreign)).toBeUndefined();
  expect(store.dossiers.get(own)).toBeUndefined();
  expect(store.incoming.cursor()).toBe('after-10');
  expect(store.notices.list()).toEqual([]);
  expect(warned).toHaveBeenCalledTimes(2);
  expect(JSON.stringify(warned.mock.calls)).not.toContain('2002264');
});
