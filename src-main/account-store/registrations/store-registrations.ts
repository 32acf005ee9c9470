import { DvcttError } from '#shared/contract/errors.ts';
import type { ServerRegistrationSummary, StandingRegistration } from '#shared/contract/registration/http.ts';
import type { RegistrationContent } from '#shared/domain/registration/registration.ts';
import type { KeptRegistration, RegistrationShelf } from '../account-store.ts';
import { Facts, type FactName } from '../facts.ts';
import type { Query, StoreDatabase } from '../store-database.ts';
import { columns, keptOf, valuesOf, type RegistrationRow } from './registration-row.ts';

const standing: Query<RegistrationRow> = {
  sql: 'SELECT * FROM registrations WHERE deleted_at IS NULL ORDER BY updated_at DESC, number DESC',
};
const byId: Query<RegistrationRow> = {
  sql: 'SELECT * FROM registrations WHERE id = ? AND deleted_at IS NULL',
};
const byCode: Query<RegistrationRow> = {
  sql: 'SELECT * FROM registrations WHERE code = ? AND member_id IS NULL AND deleted_at IS NULL',
};
const byMember: Query<RegistrationRow> = {
  sql: 'SELECT * FROM registrations WHERE code = ? AND member_id = ? AND deleted_at IS NULL',
};
/** At every key: only what was typed is written. */
const keep = `
  UPDATE registrations SET content = ?, state = 'edited', revision = revision + 1, updated_at = ?
  WHERE id = ? AND revision = ? AND deleted_at IS NULL`;
const waiting: Query<{ readonly id: string }> = {
  sql: 'SELECT id FROM registrations WHERE request IS NOT NULL AND deleted_at IS NULL ORDER BY number',
};
const insert = `INSERT INTO registrations (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
const update = `UPDATE registrations SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`;

/** Registration dossiers of this store. */
export class StoreRegistrations implements RegistrationShelf {
  readonly #database: StoreDatabase;
  readonly #facts: Facts;
  readonly #now: () => Date;

  constructor(database: StoreDatabase, now: () => Date) {
    this.#database = database;
    this.#facts = new Facts(database);
    this.#now = now;
  }

  list(): readonly KeptRegistration[] {
    return this.#database.all(standing).map(keptOf);
  }

  get(id: string): KeptRegistration | undefined {
    const row = this.#database.get(byId, id);
    return row === undefined ? undefined : keptOf(row);
  }

  byCode(code: string): KeptRegistration | undefined {
    const row = this.#database.get(byCode, code);
    return row === undefined ? undefined : keptOf(row);
  }

  byMember(code: string, memberId: string): KeptRegistration | undefined {
    const row = this.#database.get(byMember, code, memberId);
    return row === undefined ? undefined : keptOf(row);
  }

  add(given: Omit<KeptRegistration, 'revision' | 'createdAt' | 'updatedAt'>): KeptRegistration {
    const at = this.#now().toISOString();
    const kept = { ...given, revision: 1, createdAt: at, updatedAt: at };
    this.#database.run(insert, ...valuesOf(kept));
    return kept;
  }

  keep(id: string, baseRevision: number, content: RegistrationContent): KeptRegistration {
    const at = this.#now().toISOString();
    const changed = this.#database.run(keep, JSON.stringify(content), at, id, baseRevision);
    const standing = this.#require(id);
    if (changed === 0)
      throw new DvcttError('DOSSIER_CONFLICT', { current: standing.revision, given: baseRevision });
    return standing;
  }

  change(
    id: string,
    facts: Partial<Omit<KeptRegistration, 'id' | 'revision' | 'createdAt'>>,
  ): KeptRegistration {
    return this.#database.write(() => {
      const before = this.#require(id);
      const changed = {
        updatedAt: facts.content === undefined ? before.updatedAt : this.#now().toISOString(),
        revision: before.revision + (facts.content === undefined ? 0 : 1),
      };
      const kept: KeptRegistration = { ...before, ...changed, ...facts };
      this.#database.run(update, ...valuesOf(kept), id);
      return kept;
    });
  }

  delete(id: string): void {
    this.#require(id);
    this.#database.run('UPDATE registrations SET deleted_at = ? WHERE id = ?', this.#now().toISOString(), id);
  }

  restore(id: string): KeptRegistration {
    this.#database.run('UPDATE registrations SET deleted_at = NULL WHERE id = ?', id);
    return this.#require(id);
  }

  waiting(): readonly string[] {
    return this.#database.all(waiting).map(({ id }) => id);
  }

  standing(): StandingRegistration | undefined {
    // What this program wrote, in a file that nobody else can write unnoticed; so with the list.
    return this.#fact('standingRegistration') as StandingRegistration | undefined;
  }

  keepStanding(standing: StandingRegistration): void {
    this.#facts.set('standingRegistration', JSON.stringify(standing));
  }

  listed(): readonly ServerRegistrationSummary[] {
    return (this.#fact('listedRegistrations') ?? []) as readonly ServerRegistrationSummary[];
  }

  keepListed(summaries: readonly ServerRegistrationSummary[]): void {
    this.#facts.set('listedRegistrations', JSON.stringify(summaries));
  }

  #fact(name: FactName): unknown {
    const json = this.#facts.get(name);
    return json === undefined ? undefined : JSON.parse(json);
  }

  /** @throws DvcttError REGISTRATION_NOT_FOUND */
  #require(id: string): KeptRegistration {
    const found = this.get(id);
    if (found === undefined) throw new DvcttError('REGISTRATION_NOT_FOUND', { id });
    return found;
  }
}
