/**
 * A desktop without windows that saves and syncs as fast as it can, to be killed at any moment. Appends to a journal, a
 * line each and only after the store has it, what it has acknowledged: `<code> <value>`.
 * Arguments: home, backend's url, user name, password, number of its first value, the journal's path.
 */
import { appendFileSync } from 'node:fs';
import { openAccountStores } from '#main/account-store/stores.ts';
import { BackendClient } from '#main/backend-client/backend-client.ts';
import { SyncEngine } from '#main/sync/sync-engine.ts';
import { sampleContent } from '#test/support/sample-dossier.ts';

const [home = '', url = '', username = '', password = '', first = '0', journal = ''] = process.argv.slice(2);
const store = openAccountStores({
  folder: home,
  masterKey: new Uint8Array(32).fill(7),
  now: () => new Date(),
}).open(username, '1001163');
const backend = new BackendClient(url);
const token = store.profile.token();
if (token === undefined) {
  const session = await backend.signIn(username, password);
  const { user } = session;
  store.profile.signedIn({
    user,
    unit: await backend.unit(),
    token: session.token,
    wipeMark: session.wipeMark,
    password,
  });
} else {
  backend.useToken(token);
}
const engine = new SyncEngine({
  store,
  backend,
  emit: () => undefined,
  onRevoked: () => process.exit(2),
  random: () => 0,
});
engine.start();
process.stdout.write('ready\n');

// Drafts of earlier lives are worked on as well.
const codes = store.catalogue.list({ limit: 1000 }).dossiers.map(({ code }) => code);
for (let value = Number(first); ; value += 1) {
  const turn = value % 5;
  const known = codes[value % Math.max(1, codes.length)];
  const draft = turn === 0 || known === undefined ? undefined : store.drafts.get(known);
  if (draft === undefined) {
    const made = store.drafts.create({ ...sampleContent, attachments: [], title: `giá trị ${value}` });
    codes.push(made.code);
    appendFileSync(journal, `${made.code} ${value}\n`);
  } else {
    store.drafts.save(draft.code, draft.version, { ...draft.content, title: `giá trị ${value}` });
    appendFileSync(journal, `${draft.code} ${value}\n`);
  }
  engine.kick();
  // Sometimes a breath, so that the exchange runs; sometimes none, so that it is overtaken.
  if (value % 3 === 0) await new Promise((resolve) => setTimeout(resolve, value % 7));
}
