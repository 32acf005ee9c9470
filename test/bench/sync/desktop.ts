/** One accountant's store and engine, without a window, on a folder of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAccountStores } from '#main/account-store/stores.ts';
import type { AccountStore } from '#main/account-store/account-store.ts';
import { BackendClient } from '#main/backend-client/backend-client.ts';
import { SyncEngine } from '#main/sync/sync-engine.ts';
import { manyDossiersDossier } from '#test/support/many-dossiers.ts';
import { sampleUnit } from '#test/support/sample-dossier.ts';

export const benchKey = new Uint8Array(32).fill(7);

export function benchFolder(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'dvctt-bench-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The store of an accountant of the sample unit who never saw a server. */
export function offlineStore(folder: string): AccountStore {
  const store = openAccountStores({ folder, masterKey: benchKey, now: () => new Date() }).open(
    'ktv.songlo',
    sampleUnit.code,
  );
  if (store.profile.read() === undefined) {
    store.profile.signedIn({
      user: {
        username: 'ktv.songlo',
        name: 'Trần Thị Thu Hà',
        role: 'KTV',
        unitCode: sampleUnit.code,
        unitName: sampleUnit.name,
        treasuryCode: sampleUnit.treasuryCode,
        treasuryName: sampleUnit.treasuryName,
      },
      unit: sampleUnit,
      token: 't'.repeat(43),
      wipeMark: undefined,
      password: 'unused-here',
    });
  }
  return store;
}

/** Fills a store as if so many dossiers had just been pulled. */
export function pullInto(store: AccountStore, count: number): void {
  for (let from = 0; from < count; from += 500) {
    const changes = Array.from({ length: Math.min(500, count - from) }, (_, offset) => ({
      kind: 'dossier' as const,
      sequence: from + offset + 1,
      dossier: manyDossiersDossier(from + offset, 'ktv.songlo'),
    }));
    store.incoming.apply({ changes, cursor: `bench-${from}`, more: from + 500 < count });
  }
  store.incoming.caughtUp();
}

/** Fills a store with so many dossiers that can be found by their words, as the program leaves it some time later. */
export function fillStore(store: AccountStore, count: number): void {
  pullInto(store, count);
  while (store.cutWords(1000) > 0);
  while (store.vouchers.settle(1000) > 0);
  while (store.vouchers.cutWords(1000) > 0);
}

export interface Desktop {
  readonly store: AccountStore;
  readonly engine: SyncEngine;
  close(): Promise<void>;
}

/** Signs in at the server; the engine is made and not yet started. */
export async function desktop(
  url: string,
  person: { readonly username: string; readonly password: string },
  folder: string,
): Promise<Desktop> {
  const backend = new BackendClient(url);
  const session = await backend.signIn(person.username, person.password);
  const unit = await backend.unit();
  const store = openAccountStores({ folder, masterKey: benchKey, now: () => new Date() }).open(
    person.username,
    session.user.unitCode,
  );
  store.profile.signedIn({
    user: session.user,
    unit,
    token: session.token,
    wipeMark: session.wipeMark,
    password: person.password,
  });
  const engine = new SyncEngine({ store, backend, emit: () => undefined, onRevoked: () => undefined });
  return {
    store,
    engine,
    close: async () => {
      await engine.stop();
      store.close();
    },
  };
}
