import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

/** Where each person has signed in from: strangers' guesses elsewhere do not shut them out there. */
export async function knownAddresses(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('known_addresses')
    .addColumn('username', 'varchar(100)', (column) => column.notNull().references('people.username'))
    .addColumn('address', 'varchar(50)', (column) => column.notNull())
    .addColumn('last_at', 'varchar(30)', (column) => column.notNull())
    .addPrimaryKeyConstraint('known_addresses_key', ['username', 'address'])
    .execute();
}
