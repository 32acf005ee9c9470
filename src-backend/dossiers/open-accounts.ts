import type { Kysely } from 'kysely';
import { readAccounts } from '../units/unit.ts';
import type { DossierRow, Tables } from '../store/tables.ts';
import { refuseLostAccounts } from './content-rules.ts';
import { contentOf } from './view.ts';

/**
 * The accounts from which a dossier pays must still be the unit's and open today. Asked inside the step's own
 * transaction, since the Treasury may close one while the signatures are verified.
 * @throws DvcttError ACCOUNT_CLOSED, CODE_UNKNOWN
 */
export async function requireOpenAccounts(
  db: Kysely<Tables>,
  row: DossierRow,
  { now }: { readonly now: () => Date },
): Promise<void> {
  const unit = { code: row.unit_code, accounts: await readAccounts(db, row.unit_code) };
  refuseLostAccounts(contentOf(row), unit, now());
}
