/** A unit of its own for each run of the model, on one backend: runs do not see each other. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Backend } from '#backend/server.ts';
import type { SignedIn } from '#main/account-store/account-store.ts';
import { openAccountStores } from '#main/account-store/stores.ts';
import { BackendClient } from '#main/backend-client/backend-client.ts';
import { pullAnswerSchema, type Change } from '#shared/contract/sync/http.ts';
import { apiPrefix } from '#shared/contract/http.ts';
import type { DossierCode, DossierContent } from '#shared/domain/dossiers/dossier.ts';
import { FaultyLine, type FaultyLineOptions } from '#test/faults/line/faulty-line.ts';
import { sampleUnit } from '#test/support/sample-dossier.ts';
import { Desk } from './desk.ts';

const password = 'Mat-khau-thu-2026';

export interface RunUnit {
  readonly code: string;
  readonly desks: readonly Desk[];
  /** What the server shows to somebody who has never asked before. */
  onServer(): Promise<readonly Change[]>;
  close(): Promise<void>;
}

let units = 0;

/** A unit with so many desks; two accountants share them. */
export async function openUnit(
  backend: Backend,
  folder: string,
  desks: number,
  lineOptions: Omit<FaultyLineOptions, 'target'> = {},
): Promise<RunUnit> {
  units += 1;
  const code = String(2_000_000 + units);
  const accounts = [{ number: `9523.3.${code}`, name: 'Dự toán chi thường xuyên' }];
  await backend.registry.saveUnit({ ...sampleUnit, code, accounts });
  const usernames = [`ha.${code}`, `lan.${code}`];
  for (const username of usernames) {
    await backend.registry.savePerson({
      username,
      name: username,
      role: 'KTV',
      unitCode: code,
      treasuryCode: sampleUnit.treasuryCode,
      identityNumber: '031190004521',
      password,
    });
  }
  const open: Desk[] = [];
  const sessions = new Map<string, SignedIn>();
  for (let at = 0; at < desks; at += 1) {
    const username = usernames[at % usernames.length] ?? '';
    const line = await FaultyLine.open({ ...lineOptions, target: backend.url });
    const stores = openAccountStores({
      folder: join(folder, `${code}-${at}`),
      masterKey: new Uint8Array(randomBytes(32)),
      now: () => new Date(),
    });
    const client = new BackendClient(line.url, 10_000);
    const desk = new Desk({
      name: `${at}:${username}`,
      username,
      unitCode: code,
      password,
      line,
      client,
      stores,
    });
    const session = sessions.get(username);
    if (session === undefined) sessions.set(username, await desk.signIn());
    else desk.signInWith(session);
    open.push(desk);
  }
  return {
    code,
    desks: open,
    onServer: () => everything(backend.url, open[0]?.store.profile.token() ?? ''),
    close: async () => {
      for (const desk of open) await desk.close();
    },
  };
}

/** Read with plain HTTP: nothing of the client's code has a say in it. */
async function everything(url: string, token: string): Promise<readonly Change[]> {
  const changes: Change[] = [];
  let cursor: string | undefined;
  for (;;) {
    const query = cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`;
    const answer = await fetch(`${url}${apiPrefix}/sync/pull${query}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const page = pullAnswerSchema.parse(await answer.json());
    changes.push(...page.changes);
    cursor = page.cursor;
    if (!page.more) return changes;
  }
}

/** Open drafts by code. */
export function openDrafts(changes: readonly Change[]): ReadonlyMap<DossierCode, DossierContent> {
  const open = new Map<DossierCode, DossierContent>();
  for (const change of changes) {
    if (change.kind === 'draft' && change.draft.state === 'open')
      open.set(change.draft.code, change.draft.content);
  }
  return open;
}

/** Forwarded dossiers by code. */
export function sentDossiers(changes: readonly Change[]): ReadonlyMap<DossierCode, DossierContent> {
  const sent = new Map<DossierCode, DossierContent>();
  for (const change of changes)
    if (change.kind === 'dossier') sent.set(change.dossier.code, change.dossier.content);
  return sent;
}
