import Database from 'better-sqlite3-multiple-ciphers';
import { join } from 'node:path';
import { createCore } from '#main/core/core.ts';
import { manyDossiersContent } from '#test/support/many-dossiers.ts';
import { figureOf, type Figure } from '../figure.ts';
import { benchFolder, benchKey, fillStore, offlineStore } from './desktop.ts';

const runs = 5;
const keystrokes = 400;
const dossiers = 10_000;

/**
 * p99 of a keystroke's save, from the window's call to the durable answer, in a store of ten thousand dossiers.
 * Baseline: p99 of writing the same content to a plain SQLite file, one durable transaction each.
 */
export async function benchSave(): Promise<Figure> {
  const home = benchFolder();
  try {
    const store = offlineStore(home.folder);
    fillStore(store, dossiers);
    store.close();
    const core = await createCore({
      dataFolder: home.folder,
      backendUrl: 'http://127.0.0.1:9',
      modules: [],
      shell: 'cli',
      policy: 'compat',
      storeKey: { kind: 'given', place: 'given', key: Buffer.from(benchKey).toString('hex') },
    });
    try {
      await core.call('session.signIn', { username: 'ktv.songlo', password: 'unused-here' });
      const pairs: { ours: number; baseline: number }[] = [];
      for (let run = 0; run < runs; run += 1) {
        pairs.push({
          ours: await throughTheCore(core, run),
          baseline: bare(join(home.folder, `bare-${run}.sqlite`)),
        });
      }
      const what = `${keystrokes} saves of a 3 KB draft among ${dossiers} dossiers; baseline: p99 of one bare SQLite transaction each; target 10 ms`;
      return figureOf('sync.save_p99', 'ms', pairs, what);
    } finally {
      await core.close();
    }
  } finally {
    home.remove();
  }
}

async function throughTheCore(core: Awaited<ReturnType<typeof createCore>>, run: number): Promise<number> {
  let view = await core.call('drafts.create', {});
  const times: number[] = [];
  for (let key = 0; key < keystrokes; key += 1) {
    const content = {
      ...manyDossiersContent(run),
      title: 'Thanh toán tiền điện '.repeat(8).slice(0, key % 160),
    };
    const started = performance.now();
    view = await core.call('drafts.save', { code: view.code, baseVersion: view.version, content });
    times.push(performance.now() - started);
  }
  return p99(times);
}

function bare(file: string): number {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('CREATE TABLE contents (id INTEGER PRIMARY KEY, content TEXT) STRICT');
  const write = database.prepare('INSERT OR REPLACE INTO contents (id, content) VALUES (1, ?)');
  const content = manyDossiersContent(1);
  const times: number[] = [];
  for (let key = 0; key < keystrokes; key += 1) {
    const started = performance.now();
    write.run(JSON.stringify({ ...content, title: String(key) }));
    times.push(performance.now() - started);
  }
  database.close();
  return p99(times);
}

function p99(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.NaN;
}
