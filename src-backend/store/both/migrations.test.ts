import type { Insertable } from 'kysely';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newRegistration } from '#shared/domain/registration/new.ts';
import { databaseFor } from '#test/support/start-backend.ts';
import { liftAppendOnly } from '#test/support/lift-append-only.ts';
import { appendAudit, beginning, hashOf } from '../../audit/audit.ts';
import { firstBrokenRow } from '../../audit/verify.ts';
import { migrations } from '../migrations/all.ts';
import { openStore, type Store } from '../open.ts';
import type { Tables } from '../tables.ts';

let folder: string;
let place: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dvctt-migrations-'));
  place = (await databaseFor(folder)) ?? join(folder, 'backend.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = '2026-01-05T08:00:00.000Z';
const hash = 'ab'.repeat(32);
const dossier = '1001163260105080000';
const registration = '1001163260105090000';

/** What a unit has registered: its one account, with the last day on which it counts. */
const registered = (to: string) =>
  JSON.stringify({
    ...newRegistration('first'),
    accounts: [
      {
        id: 'a',
        account: '9523',
        name: 'Chi thường xuyên',
        budgetLevel: '3',
        program: '',
        from: '2026-01-01',
        to,
      },
    ],
    projects: [{ id: 'p', code: '1001163', name: 'Trường Sông Lô' }],
  });

type Rows = { readonly [T in keyof Tables]?: readonly Partial<Insertable<Tables[T]>>[] };

/** What was in the tables that each version brought, as that version wrote it. */
const rowsOf: Readonly<Record<number, Rows>> = {
  1: {
    treasuries: [{ code: '0064', name: 'KBNN Lê Chân' }],
    units: [
      {
        code: '1001163',
        name: 'Trường Sông Lô',
        address: 'Hải Phòng',
        chapter: '622',
        treasury_code: '0064',
      },
    ],
    unit_accounts: [{ unit_code: '1001163', number: '9523.3.1001163', name: 'Chi thường xuyên' }],
    people: [
      {
        username: 'ktv',
        name: 'Trần Thị Thu Hà',
        role: 'KTV',
        unit_code: '1001163',
        treasury_code: '0064',
        identity_number: '031190004521',
        password_hash: 'scrypt$…',
        certificate_serial: null,
        certificate_thumbprint: null,
      },
    ],
    sessions: [{ token_hash: hash, username: 'ktv', created_at: at, expires_at: at }],
    sign_in_attempts: [{ key: 'username ktv', failures: 3, last_at: at, locked_until: at }],
    dossiers: [
      {
        code: dossier,
        unit_code: '1001163',
        treasury_code: '0064',
        version: 2,
        status: 'CHO_KTT_KY',
        content: '{"title":"Lương tháng 1 \\u0000"}',
        title: 'Lương tháng 1',
        voucher_count: 1,
        total: '9007199254740993',
        created_by: 'ktv',
        forwarded_at: at,
        updated_at: at,
        note: '',
      },
    ],
    documents: [
      {
        dossier_code: dossier,
        version: 2,
        id: 'v1.xml',
        position: 0,
        kind: 'VOUCHER_XML',
        name: 'v1',
        media_type: 'text/xml',
      },
    ],
    revisions: [
      {
        dossier_code: dossier,
        version: 2,
        document_id: 'v1.xml',
        number: 0,
        sha256: hash,
        size: 104_857_600,
        step: null,
        username: 'ktv',
        certificate_thumbprint: null,
        at,
      },
    ],
    status_log: [
      {
        dossier_code: dossier,
        position: 1,
        status: 'TRA_LAI',
        note: '',
        at: '2026-01-05T07:00:00.000Z',
        by: 'ktt',
      },
      { dossier_code: dossier, position: 2, status: 'CHO_KTT_KY', note: '', at, by: 'ktv' },
    ],
    staged: [
      {
        dossier_code: dossier,
        document_id: 'v1.xml',
        username: 'ktv',
        base: hash,
        sha256: hash,
        size: 5,
        at,
      },
    ],
    mutations: [{ username: 'ktv', mutation_id: randomUUID(), request_sha256: hash, answer: '{}', at }],
  },
  2: { known_addresses: [{ username: 'ktv', address: '10.0.0.7', last_at: at }] },
  4: {
    incarnations: [{ ordinal: 1, id: 'a1', began_after: 1, at }],
    drafts: [
      {
        code: dossier,
        unit_code: '1001163',
        version: 1,
        dossier_version: 0,
        state: 'open',
        created_by: 'ktv',
        created_at: at,
        updated_by: 'ktv',
        updated_at: at,
        // More than 32 bits hold.
        sequence: 5_000_000_000,
        cause: 'edit',
        device: randomUUID(),
        run_began_at: at,
        blobs: '',
        content: '{}',
      },
    ],
    draft_versions: [{ draft_code: dossier, version: 1, at, by: 'ktv', cause: 'edit', content: '{}' }],
  },
  6: {
    registrations: [
      {
        code: registration,
        kind: 'first',
        unit_code: '1001163',
        treasury_code: '0064',
        version: 1,
        status: 'CHO_HOAN_THIEN',
        content: '{}',
        before: null,
        unit_name: 'Trường Sông Lô',
        search: 'truong song lo',
        secret_hash: hash,
        created_by: null,
        copied_from: null,
        created_at: at,
        updated_at: at,
        note: '',
      },
    ],
    registration_log: [
      { code: registration, position: 1, status: 'CHO_HOAN_THIEN', note: '', at, by: 'ktv' },
    ],
    account_files: [{ unit_code: '1001163', first_signers: 4, second_signers: 3 }],
    standing_registrations: [
      { unit_code: '1001163', version: 1, code: null, content: registered(''), approved_at: at },
      { unit_code: '1001163', version: 2, code: null, content: registered('2026-06-30'), approved_at: at },
    ],
  },
};

const tablesUpTo = (version: number) =>
  Object.entries(rowsOf).flatMap(([of, rows]) =>
    Number(of) <= version ? (Object.keys(rows) as (keyof Tables)[]) : [],
  );

async function fill(store: Store, rows: Rows): Promise<void> {
  for (const [table, list] of Object.entries(rows)) {
    // The columns are those of that version, which the types of today do not know.
    await store
      .insertInto(table as 'treasuries')
      .values(list as Tables['treasuries'][])
      .execute();
  }
}

async function contents(store: Store, version: number): Promise<Record<string, readonly object[]>> {
  const found: Record<string, readonly object[]> = {};
  for (const table of tablesUpTo(version)) found[table] = await store.selectFrom(table).selectAll().execute();
  return found;
}

/** An old audit row: no `origin` yet. */
async function auditOfVersion5(store: Store): Promise<void> {
  const row = {
    sequence: 1,
    at,
    actor: 'ktv',
    action: 'person.saved',
    subject: 'ktv',
    details: '{}',
    previous_hash: beginning,
  };
  await store
    .insertInto('audit')
    .values({ ...row, hash: hashOf(row) } as Tables['audit'])
    .execute();
}

it('each keep every row of the version before and add what they promise', async () => {
  for (const { version } of migrations) {
    let store = await openStore(place, migrations.slice(0, version - 1));
    const before = version === 1 ? {} : await contents(store, version - 1);
    await store.destroy();

    store = await openStore(place, migrations.slice(0, version));
    const after = await contents(store, version - 1);
    for (const [table, rows] of Object.entries(before)) expect(after[table]).toMatchObject(rows);
    await fill(store, rowsOf[version] ?? {});
    if (version === 1) await auditOfVersion5(store);
    await store.destroy();
  }
  const store = await openStore(place);
  const [first] = await store.selectFrom('dossiers').selectAll().execute();
  // 4 numbers what was there before the order of changes.
  expect(first).toMatchObject({ sequence: 1, total: '9007199254740993' });
  expect(await store.selectFrom('sequences').selectAll().execute()).toEqual([{ name: 'changes', value: 1 }]);
  expect(await store.selectFrom('drafts').select('sequence').execute()).toEqual([
    { sequence: 5_000_000_000 },
  ]);
  // 5 and 6 know of nobody whose access was revoked, whose password is a one-time one.
  expect(await store.selectFrom('people').selectAll().executeTakeFirst()).toMatchObject({
    revoked_at: null,
    wipe_secret: null,
    must_change_password: 0,
    password_expires_at: null,
    email: null,
  });
  // 8 tells from the log since when a dossier is held, keeps the version that stands, and closes what has an end.
  expect(first).toMatchObject({ held_since: at, asked_version: null });
  expect(await store.selectFrom('dossier_versions').selectAll().execute()).toEqual([
    { dossier_code: dossier, version: 2, at, by: 'ktv', content: '{"title":"Lương tháng 1 \\u0000"}' },
  ]);
  expect(await store.selectFrom('unit_accounts').select('closed_on').execute()).toEqual([
    { closed_on: '2026-07-01' },
  ]);
  // 6 leaves the old rows their hash; the chain goes on after them with an origin, and 7 lets nobody change it.
  await store.transaction().execute((change) =>
    appendAudit(change, {
      at: new Date(at),
      actor: 'x',
      action: 'y',
      subject: 'z',
      details: {},
      origin: '10.0.0.7',
    }),
  );
  expect(await store.selectFrom('audit').select('origin').orderBy('sequence').execute()).toEqual([
    { origin: '' },
    { origin: '10.0.0.7' },
  ]);
  expect(await firstBrokenRow(store)).toBeUndefined();
  const alter = () => store.updateTable('audit').set({ origin: '10.0.0.8' }).execute();
  await expect(alter()).rejects.toThrow(/append-only/);
  await expect(store.deleteFrom('audit').execute()).rejects.toThrow(/append-only/);
  await liftAppendOnly(store);
  await alter();
  expect(await firstBrokenRow(store)).toBe(1);
  await store.destroy();
});
