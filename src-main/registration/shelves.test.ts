import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { User } from '#shared/contract/ipc.ts';
import { sampleRegistration, sampleRegistrationCode } from '#test/support/sample-registration.ts';
import type { AccountStore, AccountStores } from '../account-store/account-store.ts';
import { openAccountStores } from '../account-store/stores.ts';
import { begun } from './begun.ts';
import { RegistrationShelves } from './shelves.ts';

type Desk = ConstructorParameters<typeof RegistrationShelves>[1];
let folder: string;
let stores: AccountStores;
let workspace: { store: AccountStore } | undefined;
let user: User | undefined;
let shelves: RegistrationShelves;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dvctt-shelves-'));
  stores = open();
  workspace = undefined;
  user = undefined;
  shelves = shelvesOf(stores);
});
afterEach(() => {
  shelves.close();
  workspace?.store.close();
  rmSync(folder, { recursive: true });
});

const open = () =>
  openAccountStores({ folder, masterKey: new Uint8Array(32).fill(7), now: () => new Date() });

function shelvesOf(given: AccountStores): RegistrationShelves {
  const session = {
    get workspace() {
      return workspace;
    },
    get user() {
      return user;
    },
  };
  // Of the workspace only its store is looked at.
  return new RegistrationShelves(() => given, session as Desk);
}

const add = () => shelves.current().registrations.add(begun({ content: sampleRegistration })).id;

it('makes no store of the machine only to look for dossiers', () => {
  expect(shelves.list()).toEqual([]);
  expect(stores.hasMachine()).toBe(false);
});

it('leaves the dossiers of the machine when a person’s stores are wiped', () => {
  const ours = add();
  workspace = { store: stores.open('lan', '1001163') };
  const theirs = add();
  expect(shelves.list().map(({ kept }) => kept.id)).toEqual([theirs, ours]);
  const { kept, shelf } = shelves.require(theirs);
  shelf.change(theirs, { request: { mutationId: kept.id, baseVersion: 0, content: sampleRegistration } });
  expect(stores.wipe('lan')).toBe(1);
  workspace = undefined;
  expect(shelves.list().map((each) => each.kept.id)).toEqual([ours]);
});

it('shows a person their own dossiers while another program holds those of the machine', () => {
  add();
  const other = open();
  workspace = { store: other.open('lan', '1001163') };
  const held = shelvesOf(other);
  expect(held.list()).toEqual([]);
  workspace.store.close();
  workspace = undefined;
  expect(() => held.list()).toThrow('STORE_IN_USE');
});

/** What the link of a letter to the chief accountant has brought to the machine. */
function addLinks(username: string | null = null) {
  const [first] = sampleRegistration.members.filter(({ role }) => role === 'KTT');
  const memberId = first?.id ?? '';
  const { id } = shelves.current().registrations.add({
    ...begun({
      content: {
        ...sampleRegistration,
        members: sampleRegistration.members.map((each) =>
          each.id === memberId ? { ...each, username } : each,
        ),
      },
    }),
    code: sampleRegistrationCode,
    access: 'member',
    memberId,
    state: 'sent',
  });
  return { id, memberId, name: first?.name ?? '' };
}

function signedIn(given: Partial<User>): void {
  const treasury = { treasuryCode: '0061', treasuryName: 'KBNN' };
  const { unitCode, name: unitName } = sampleRegistration.unit;
  user = { username: 'lan', name: 'Ai Đó', role: 'KTT', unitCode, unitName, ...treasury, ...given };
  workspace ??= { store: stores.open('lan', '1001163') };
}

it('hides what a link has brought to the machine from whoever signs in as another', () => {
  const { id, memberId, name } = addLinks();
  expect(shelves.require(id).kept.memberId).toBe(memberId);
  signedIn({});
  const seen = () => [
    shelves.list().length,
    shelves.find(id)?.kept.id,
    shelves.byMember(sampleRegistrationCode, memberId)?.kept.id,
  ];
  expect(seen()).toEqual([0, undefined, undefined]);
  signedIn({ name, unitCode: '1009999' });
  expect(seen()).toEqual([0, undefined, undefined]);
  signedIn({ name, role: 'KBNN' });
  expect(seen()).toEqual([0, undefined, undefined]);
  signedIn({ name: name.toLocaleUpperCase('vi').normalize('NFD') });
  expect(seen()).toEqual([1, id, id]);
});

it('goes by the account where the dossier names it, not by a namesake', () => {
  const { id, name } = addLinks('ktt.khac');
  signedIn({ name });
  expect(shelves.find(id)).toBeUndefined();
  signedIn({ username: 'KTT.khac' });
  expect(shelves.find(id)?.kept.id).toBe(id);
});
