import { codeLists } from '#shared/domain/codes/catalogue.ts';
import type { Store } from '../store/open.ts';

/** Values in one statement stay below SQLite's limit of 32 766. */
const officesAtOnce = 1000;

/**
 * Puts every office of the catalogue into the store, so that a registration may be sent to any of them: new ones are
 * added, renamed ones take the catalogue's name. None is deleted, for units and dossiers point at offices that were
 * merged away.
 */
export async function keepTreasuryOffices(store: Store): Promise<void> {
  const { codes } = codeLists.treasury;
  for (let start = 0; start < codes.length; start += officesAtOnce) {
    const rows = codes.slice(start, start + officesAtOnce).map(({ code, name }) => ({ code, name }));
    await store
      .insertInto('treasuries')
      .values(rows)
      .onConflict((conflict) =>
        conflict.column('code').doUpdateSet((row) => ({ name: row.ref('excluded.name') })),
      )
      .execute();
  }
}
