import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CoreEvent } from '#shared/contract/ipc.ts';
import type { ServerRegistration } from '#shared/contract/registration/http.ts';
import type { RegistrationContent } from '#shared/domain/registration/registration.ts';
import { sampleRegistration, sampleRegistrationCode } from '#test/support/sample-registration.ts';
import { openAccountStores } from '../account-store/stores.ts';
import { begun } from './begun.ts';
import { RegistrationShelves } from './shelves.ts';
import { takeServer } from './take.ts';

const now = () => new Date('2026-11-22T03:00:00Z');
let folder: string;
let shelves: RegistrationShelves;
let events: CoreEvent[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dvctt-take-'));
  const stores = openAccountStores({ folder, masterKey: new Uint8Array(32).fill(7), now });
  shelves = new RegistrationShelves(() => stores, { workspace: undefined, user: undefined });
  events = [];
});
afterEach(() => {
  shelves.close();
  rmSync(folder, { recursive: true });
});

const content = (fax: string): RegistrationContent => ({
  ...sampleRegistration,
  unit: { ...sampleRegistration.unit, fax },
});

function server(given: Partial<ServerRegistration> = {}): ServerRegistration {
  return {
    code: sampleRegistrationCode,
    kind: 'first',
    unitCode: '1001163',
    version: 1,
    status: 'CHO_HOAN_THIEN',
    content: content('1'),
    confirmations: [],
    documents: [],
    log: [],
    note: '',
    createdBy: '',
    createdAt: '2026-11-22T02:30:00.000Z',
    updatedAt: '2026-11-22T02:30:00.000Z',
    ...given,
  };
}

/** A dossier that was sent as version 1, and what happened to it here since. */
function sent(since: 'nothing' | 'edited' = 'nothing') {
  const { registrations } = shelves.current();
  const { id } = registrations.add({
    ...begun({ content: content('1') }),
    code: sampleRegistrationCode,
    state: 'sent',
    baseVersion: 1,
    server: server(),
  });
  if (since === 'edited') registrations.keep(id, 1, content('của tôi'));
  return shelves.require(id);
}

const take = (found: ReturnType<typeof sent>, answer: ServerRegistration) =>
  takeServer({ shelves, now, emit: (event) => events.push(event) }, found, answer).kept;

it('becomes the server’s where nothing was edited, and says nothing when nothing is new', () => {
  const newer = server({ version: 2, content: content('2'), updatedAt: '2026-11-22T02:40:00.000Z' });
  const found = sent();
  expect(take(found, newer)).toMatchObject({ state: 'sent', baseVersion: 2, content: content('2') });
  expect(events).toEqual([{ name: 'registrations.changed', payload: { id: found.kept.id } }]);
  events = [];
  expect(take(shelves.require(found.kept.id), newer).revision).toBe(2);
  expect(events).toEqual([]);
});

it('keeps edits as long as they may still be saved', () => {
  const kept = take(
    sent('edited'),
    server({ status: 'CHO_PHE_DUYET', updatedAt: '2026-11-22T02:40:00.000Z' }),
  );
  expect(kept).toMatchObject({ state: 'edited', baseVersion: 1, content: content('của tôi') });
  expect(kept.server?.status).toBe('CHO_PHE_DUYET');
  expect(shelves.list()).toHaveLength(1);
});

it('makes a dossier of its own of edits that came too late', () => {
  const late = server({ status: 'CHO_KBNN', updatedAt: '2026-11-22T02:40:00.000Z' });
  expect(take(sent('edited'), late)).toMatchObject({ state: 'sent', content: content('1') });
  const [aside] = shelves.list().filter(({ kept }) => kept.code === undefined);
  expect(aside?.kept).toMatchObject({ state: 'edited', content: content('của tôi'), server: undefined });
  expect(aside?.kept.secret).not.toBe(shelves.byCode(sampleRegistrationCode)?.kept.secret);
});

it('leaves the content alone while a request is on its way, whose answer decides', () => {
  const found = sent('edited');
  const request = { mutationId: crypto.randomUUID(), baseVersion: 1, content: content('của tôi') };
  found.shelf.change(found.kept.id, { request, state: 'queued' });
  const newer = server({ version: 2, content: content('2'), updatedAt: '2026-11-22T02:40:00.000Z' });
  expect(take(shelves.require(found.kept.id), newer)).toMatchObject({
    state: 'queued',
    baseVersion: 1,
    content: content('của tôi'),
    request,
  });
});

it('drops an answer that a newer one has overtaken', () => {
  const found = sent();
  take(found, server({ version: 2, content: content('2'), updatedAt: '2026-11-22T02:40:00.000Z' }));
  expect(take(shelves.require(found.kept.id), server())).toMatchObject({ content: content('2') });
});
