import type { Kysely } from 'kysely';
import type { DossierStatus } from '#shared/domain/dossiers/dossier.ts';
import { heldSince } from '#shared/domain/dossiers/held-since.ts';
import { accountClosing } from '#shared/domain/registration/account-closing.ts';
import { registrationContentSchema } from '#shared/domain/registration/registration.ts';
import type { Tables } from '../tables.ts';

/**
 * Since when a dossier is held, whether a supplement was asked for, every version that was forwarded, and from when on
 * an account is closed. Of dossiers that were there before, only the version that stands is known.
 */
export async function paymentFlow(db: Kysely<Tables>): Promise<void> {
  await db.schema.alterTable('dossiers').addColumn('held_since', 'varchar(30)').execute();
  await db.schema.alterTable('dossiers').addColumn('asked_version', 'integer').execute();
  await db.schema.alterTable('unit_accounts').addColumn('closed_on', 'varchar(10)').execute();
  await db.schema
    .createTable('dossier_versions')
    .addColumn('dossier_code', 'varchar(19)', (column) => column.notNull().references('dossiers.code'))
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('at', 'varchar(30)', (column) => column.notNull())
    .addColumn('by', 'varchar(100)', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('dossier_versions_key', ['dossier_code', 'version'])
    .execute();
  await db
    .insertInto('dossier_versions')
    .columns(['dossier_code', 'version', 'at', 'by', 'content'])
    .expression((row) =>
      row.selectFrom('dossiers').select(['code', 'version', 'forwarded_at', 'created_by', 'content']),
    )
    .execute();
  await fillHeldSince(db);
  await fillClosings(db);
}

async function fillHeldSince(db: Kysely<Tables>): Promise<void> {
  const log = await db
    .selectFrom('status_log')
    .select(['dossier_code as code', 'status', 'at'])
    .orderBy('dossier_code')
    .orderBy('position')
    .execute();
  const byCode = Map.groupBy<string, { code: string; status: DossierStatus; at: string }>(
    log,
    ({ code }) => code,
  );
  for (const [code, rows] of byCode) {
    const since = heldSince(rows);
    if (since === undefined) continue;
    await db.updateTable('dossiers').set({ held_since: since }).where('code', '=', code).execute();
  }
}

/** From what the unit has registered, in its newest version. A content that is of another time says nothing. */
async function fillClosings(db: Kysely<Tables>): Promise<void> {
  const accounts = await db.selectFrom('unit_accounts').select(['unit_code', 'number']).execute();
  for (const [unitCode, own] of Map.groupBy(accounts, ({ unit_code }) => unit_code)) {
    const standing = await db
      .selectFrom('standing_registrations')
      .select('content')
      .where('unit_code', '=', unitCode)
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst();
    const content = registrationContentSchema.safeParse(parsed(standing?.content)).data;
    if (content === undefined) continue;
    for (const { number } of own) {
      const closing = accountClosing(content, number);
      if (closing === undefined) continue;
      await db
        .updateTable('unit_accounts')
        .set({ closed_on: closing })
        .where('unit_code', '=', unitCode)
        .where('number', '=', number)
        .execute();
    }
  }
}

function parsed(json: string | undefined): unknown {
  try {
    return json === undefined ? undefined : JSON.parse(json);
  } catch {
    return undefined;
  }
}
