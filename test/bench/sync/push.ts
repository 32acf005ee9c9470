import Database from 'better-sqlite3-multiple-ciphers';
import { join } from 'node:path';
import { manyDossiersContent } from '#test/support/many-dossiers.ts';
import { figureOf, type Figure } from '../figure.ts';
import { benchFolder, desktop } from './desktop.ts';
import { serverOfDossiers } from './server-of-dossiers.ts';

const edits = 10_000;
const runs = 5;
const perTransaction = 500;

/**
 * Ten thousand drafts written without a line, then sent: from the first push to the last answer stored here. Baseline:
 * the same contents written to a plain SQLite file, five hundred a durable transaction.
 */
export async function benchPush(): Promise<Figure> {
  const pairs: { ours: number; baseline: number }[] = [];
  for (let run = 0; run < runs; run += 1) {
    const server = await serverOfDossiers(0);
    const home = benchFolder();
    try {
      const baseline = bareWrites(home.folder);
      const machine = await desktop(server.url, server.accountant, home.folder);
      try {
        machine.store.batch(() => {
          for (let index = 0; index < edits; index += 1)
            machine.store.drafts.create(manyDossiersContent(index));
        });
        const started = performance.now();
        machine.engine.start();
        const state = await machine.engine.syncNow();
        const seconds = (performance.now() - started) / 1000;
        if (state.waiting + state.setAside !== 0) throw new Error(`unsent: ${JSON.stringify(state)}`);
        pairs.push({ ours: edits / seconds, baseline });
      } finally {
        await machine.close();
      }
    } finally {
      home.remove();
      await server.close();
    }
  }
  const what = `${edits} offline changes of 3 KB, durable on the server and answered; baseline: bare SQLite, ${perTransaction} a transaction; target 1000/s`;
  return figureOf('sync.push', 'mutations/s', pairs, what);
}

function bareWrites(folder: string): number {
  const database = new Database(join(folder, 'bare.sqlite'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('CREATE TABLE contents (code INTEGER PRIMARY KEY, content TEXT) STRICT');
  const insert = database.prepare('INSERT INTO contents (content) VALUES (?)');
  const started = performance.now();
  for (let from = 0; from < edits; from += perTransaction) {
    database.transaction(() => {
      for (let index = from; index < from + perTransaction; index += 1) {
        insert.run(JSON.stringify(manyDossiersContent(index)));
      }
    })();
  }
  const seconds = (performance.now() - started) / 1000;
  database.close();
  return edits / seconds;
}
