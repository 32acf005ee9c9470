import { BackendClient } from '#main/backend-client/backend-client.ts';
import { figureOf, type Figure } from '../figure.ts';
import { benchFolder, desktop } from './desktop.ts';
import { serverOfDossiers } from './server-of-dossiers.ts';

const dossiers = 10_000;
const runs = 5;

/** First pull of a unit's ten thousand dossiers into an empty store, against downloading and parsing alone. */
export async function benchPull(): Promise<Figure> {
  const server = await serverOfDossiers(dossiers);
  const pairs: { ours: number; baseline: number }[] = [];
  try {
    for (let run = 0; run < runs; run += 1) {
      const baseline = await bareDownload(server.url, server.accountant);
      pairs.push({ ours: await firstPull(server.url, server.accountant), baseline });
    }
  } finally {
    await server.close();
  }
  const what = `${dossiers} dossiers with contents into an encrypted store; baseline: the same pages downloaded and parsed, not stored; target 2 s`;
  return figureOf('sync.pull_10k', 's', pairs, what);
}

type Person = Parameters<typeof desktop>[1];

async function firstPull(url: string, person: Person): Promise<number> {
  const home = benchFolder();
  const machine = await desktop(url, person, home.folder);
  try {
    const started = performance.now();
    machine.engine.start();
    await machine.engine.syncNow();
    const seconds = (performance.now() - started) / 1000;
    const { found } = machine.store.catalogue.list({});
    if (found !== dossiers) throw new Error(`pulled ${found} of ${dossiers}`);
    return seconds;
  } finally {
    await machine.close();
    home.remove();
  }
}

async function bareDownload(url: string, person: Person): Promise<number> {
  const backend = new BackendClient(url);
  await backend.signIn(person.username, person.password);
  const started = performance.now();
  let cursor: string | undefined;
  for (let more = true; more;) {
    const page = await backend.sync.pull(cursor, 500);
    cursor = page.cursor;
    more = page.more;
  }
  return (performance.now() - started) / 1000;
}
