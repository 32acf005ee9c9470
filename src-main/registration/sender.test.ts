import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DvcttError, type FailureCode, type FailureDetails } from '#shared/contract/errors.ts';
import type { ServerRegistration } from '#shared/contract/registration/http.ts';
import { sampleRegistration, sampleRegistrationCode } from '#test/support/sample-registration.ts';
import type { AccountStores, SaveRegistration } from '../account-store/account-store.ts';
import { openAccountStores } from '../account-store/stores.ts';
import { begun } from './begun.ts';
import { requestOf } from './freeze.ts';
import { RegistrationSender } from './sender.ts';
import { RegistrationShelves } from './shelves.ts';

const now = () => new Date('2026-11-22T03:00:00Z');
let folder: string;
let stores: AccountStores;
let shelves: RegistrationShelves;
/** Pauses that were asked for, with what is done after the last. */
let pauses: number[];
let elapse: () => void;
let heard: SaveRegistration[];
let answer: (request: SaveRegistration) => Promise<ServerRegistration>;
let sender: RegistrationSender;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dvctt-sender-'));
  stores = openAccountStores({ folder, masterKey: new Uint8Array(32).fill(7), now });
  shelves = new RegistrationShelves(() => stores, { workspace: undefined, user: undefined });
  pauses = [];
  heard = [];
  answer = fails('BACKEND_UNREACHABLE');
  sender = senderFor(shelves);
});
afterEach(() => {
  sender.close();
  shelves.close();
  rmSync(folder, { recursive: true });
});

function senderFor(given: RegistrationShelves): RegistrationSender {
  const save = (_code: string, _secret: string | undefined, request: SaveRegistration) => {
    heard.push(request);
    return answer(request);
  };
  const session = { noticeFailure: (failure: DvcttError) => failure };
  const timers = {
    elapsed: () => 0,
    after: (ms: number, work: () => void) => {
      pauses.push(ms);
      elapse = work;
      return { cancel: () => undefined };
    },
  };
  // Only what sending asks of them.
  const services = { shelves: given, session, backend: { registrations: { save } }, now } as unknown;
  const rest = services as ConstructorParameters<typeof RegistrationSender>[0];
  return new RegistrationSender({ ...rest, emit: () => undefined, timers });
}

function fails(code: FailureCode, details?: FailureDetails) {
  return () => Promise.reject(new DvcttError(code, details));
}

const saved = ({ content, baseVersion }: SaveRegistration): Promise<ServerRegistration> =>
  Promise.resolve({
    code: sampleRegistrationCode,
    kind: 'first',
    unitCode: '1001163',
    version: baseVersion + 1,
    status: 'CHO_HOAN_THIEN',
    content,
    confirmations: [],
    documents: [],
    log: [],
    note: '',
    createdBy: '',
    createdAt: '2026-11-22T02:30:00.000Z',
    updatedAt: '2026-11-22T02:30:00.000Z',
  });

function queued(): string {
  const { registrations } = shelves.current();
  const kept = registrations.add({
    ...begun({ content: sampleRegistration }),
    code: sampleRegistrationCode,
    state: 'queued',
  });
  registrations.change(kept.id, { request: requestOf(kept) });
  return kept.id;
}

const typed = { ...sampleRegistration, unit: { ...sampleRegistration.unit, fax: '0225 3 889 999' } };
const standing = (id: string) => shelves.require(id).kept;

it('asks with one and the same request, in pauses that grow to a minute', async () => {
  const id = queued();
  await sender.wake();
  for (let n = 0; n < 5; n += 1) {
    elapse();
    await sender.send(id);
  }
  expect(pauses.slice(0, 6)).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  expect(new Set(heard.map(({ mutationId }) => mutationId)).size).toBe(1);
  expect(standing(id)).toMatchObject({ state: 'queued', failure: { code: 'BACKEND_UNREACHABLE' } });
  answer = saved;
  elapse();
  await sender.send(id);
  expect(standing(id)).toMatchObject({ state: 'sent', baseVersion: 1, request: undefined });
  expect(standing(id).failure).toBeUndefined();
});

it('waits as long as a server asks for that has heard too much', async () => {
  queued();
  answer = fails('TOO_MANY_ATTEMPTS', { retryAfter: 600 });
  await sender.wake();
  expect(pauses).toEqual([600_000]);
});

it('leaves what was typed meanwhile as an edit of what has arrived', async () => {
  const id = queued();
  answer = (request) => {
    shelves.require(id).shelf.keep(id, standing(id).revision, typed);
    return saved(request);
  };
  await sender.send(id);
  expect(heard).toHaveLength(1);
  expect(standing(id)).toMatchObject({ state: 'edited', baseVersion: 1, content: typed, request: undefined });
  expect(standing(id).server?.content).toEqual(sampleRegistration);
});

it('sends what was saved again meanwhile, on top of what has arrived or in the place of what was refused', async () => {
  const again = (id: string) => {
    const { shelf } = shelves.require(id);
    if (heard.length === 1) shelf.change(id, { content: typed, state: 'queued' });
  };
  const first = queued();
  answer = (request) => {
    again(first);
    return saved(request);
  };
  await sender.send(first);
  expect(heard.map(({ baseVersion, content }) => [baseVersion, content.unit.fax])).toEqual([
    [0, ''],
    [1, '0225 3 889 999'],
  ]);
  expect(standing(first)).toMatchObject({ state: 'sent', baseVersion: 2 });

  heard = [];
  shelves.require(first).shelf.change(first, { code: undefined });
  const second = queued();
  answer = (request) => {
    again(second);
    return heard.length === 1 ? fails('UNIT_REGISTERED')() : saved(request);
  };
  await sender.send(second);
  expect(new Set(heard.map(({ mutationId }) => mutationId)).size).toBe(2);
  expect(standing(second)).toMatchObject({ state: 'sent', content: typed });
});

it('leaves the request of a person who has gone meanwhile for when they are back', async () => {
  const own = stores.open('lan', '1001163');
  const session: { workspace: { store: typeof own } | undefined } = { workspace: { store: own } };
  shelves.close();
  // Of the workspace only its store is looked at.
  shelves = new RegistrationShelves(
    () => stores,
    session as ConstructorParameters<typeof RegistrationShelves>[1],
  );
  sender = senderFor(shelves);
  const id = queued();
  answer = (request) => {
    session.workspace = undefined;
    own.close();
    return saved(request);
  };
  await sender.send(id);
  const back = stores.open('lan', '1001163');
  expect(back.registrations.get(id)).toMatchObject({ state: 'queued', request: heard[0] });
  back.close();
});
