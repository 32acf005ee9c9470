import type Database from 'better-sqlite3-multiple-ciphers';
import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DvcttError } from '#shared/contract/errors.ts';
import type { Migration } from './all.ts';

/** Of the backups before migrations the newest ones stay. */
const keptBackups = 2;

/**
 * Brings a database to the newest version, one transaction a step; before that an encrypted copy is put beside it.
 * @throws STORE_NEWER when a newer program wrote it: it is left as it is.
 */
export function migrate(database: Database.Database, file: string, steps: readonly Migration[]): void {
  const found = Number(database.pragma('user_version', { simple: true }));
  const newest = steps.at(-1)?.version ?? 0;
  if (found > newest) {
    throw new DvcttError('STORE_NEWER', { folder: dirname(file), found, supported: newest });
  }
  if (found === newest) return;
  if (found > 0) backUp(database, file, found);
  for (const step of steps) {
    if (step.version <= found) continue;
    // The version moves in the same transaction as the change, so a cut leaves either the old or the new state.
    database.transaction(() => {
      database.exec(step.sql);
      database.pragma(`user_version = ${step.version}`);
    })();
  }
  dropOldBackups(file);
}

function backUp(database: Database.Database, file: string, version: number): void {
  const backup = `${file}.before-${version + 1}`;
  rmSync(backup, { force: true });
  // Copied page by page under the same key: the copy is encrypted too.
  database.prepare('VACUUM INTO ?').run(backup);
}

function dropOldBackups(file: string): void {
  const prefix = `${basename(file)}.before-`;
  const numbers = readdirSync(dirname(file))
    .filter((name) => name.startsWith(prefix))
    .map((name) => Number(name.slice(prefix.length)))
    .filter((number) => Number.isInteger(number))
    .sort((a, b) => b - a);
  for (const number of numbers.slice(keptBackups)) {
    rmSync(join(dirname(file), `${prefix}${number}`), { force: true });
  }
}
