import type { StoreNotice } from '#shared/contract/sync/window.ts';
import type { Notices } from '../account-store.ts';
import type { Query, StoreDatabase } from '../store-database.ts';

const all: Query<{
  readonly id: number;
  readonly at: string;
  readonly kind: StoreNotice['kind'];
  readonly details: string;
}> = { sql: 'SELECT id, at, kind, details FROM notices ORDER BY id' };

/** What a person should read once, kept until dismissed. */
export class StoreNotices implements Notices {
  readonly #database: StoreDatabase;
  readonly #now: () => Date;

  constructor(database: StoreDatabase, now: () => Date) {
    this.#database = database;
    this.#now = now;
  }

  list(): readonly StoreNotice[] {
    return this.#database.all(all).map(({ id, at, kind, details }) => ({
      id,
      at,
      kind,
      // Written by `add`.
      details: JSON.parse(details) as StoreNotice['details'],
    }));
  }

  add(kind: StoreNotice['kind'], details: StoreNotice['details']): void {
    this.#database.run(
      'INSERT INTO notices (at, kind, details) VALUES (?, ?, ?)',
      this.#now().toISOString(),
      kind,
      JSON.stringify(details),
    );
  }

  dismiss(id: number): void {
    this.#database.run('DELETE FROM notices WHERE id = ?', id);
  }
}
