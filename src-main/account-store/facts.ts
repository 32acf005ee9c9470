import type { Query, StoreDatabase } from './store-database.ts';

export type FactName =
  | 'device'
  | 'user'
  | 'unit'
  | 'token'
  | 'wipeMark'
  | 'verifier'
  | 'cursor'
  | 'syncedAt'
  | 'resync'
  | 'attempts'
  | 'standingRegistration'
  | 'listedRegistrations';

const valueOf: Query<{ readonly value: string }> = { sql: 'SELECT value FROM facts WHERE name = ?' };

/** Single values of the store, by name. */
export class Facts {
  readonly #database: StoreDatabase;

  constructor(database: StoreDatabase) {
    this.#database = database;
  }

  get(name: FactName): string | undefined {
    return this.#database.get(valueOf, name)?.value;
  }

  set(name: FactName, value: string | undefined): void {
    if (value === undefined) {
      this.#database.run('DELETE FROM facts WHERE name = ?', name);
      return;
    }
    this.#database.run(
      'INSERT INTO facts (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      name,
      value,
    );
  }
}
