/** `node opening-main.ts FOLDER`: starts the core on a folder, signs in without a line, lists, and says how long the store took. */
import { createCore } from '#main/core/core.ts';
import { benchKey } from './desktop.ts';

const [folder = ''] = process.argv.slice(2);
const core = await createCore({
  dataFolder: folder,
  // Nobody listens there: the line is down.
  backendUrl: 'http://127.0.0.1:9',
  modules: [],
  shell: 'cli',
  policy: 'compat',
  storeKey: { kind: 'given', place: 'given', key: Buffer.from(benchKey).toString('hex') },
});
const started = performance.now();
await core.call('session.signIn', { username: 'ktv.songlo', password: 'unused-here' });
const { dossiers, found } = await core.call('dossiers.list', { scope: 'all' });
process.stdout.write(JSON.stringify({ store: performance.now() - started, found: found ?? dossiers.length }));
await core.close();
