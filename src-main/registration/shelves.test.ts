import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sampleRegistration } from '#test/support/sample-registration.ts';
import type { AccountStore, AccountStores } from '../account-store/account-store.ts';
import { openAccountStores } from '../account-store/stores.ts';
import { begun } from './begun.ts';
import { RegistrationShelves } from './shelves.ts';

type Desk = ConstructorParameters<typeof RegistrationShelves>[1];
let folder: string;
let stores: AccountStores;
let workspace: { store: AccountStore } | undefined;
let shelves: RegistrationShelves;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dvctt-shelves-'));
  stores = open();
  workspace = undefined;
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
