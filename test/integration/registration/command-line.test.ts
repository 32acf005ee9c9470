import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accountOf } from '#main/shells/cli/demo/people.ts';
import { giveKey } from '#main/store-key/given-key.ts';
import type { RegistrationSummary, RegistrationView } from '#shared/contract/registration/window.ts';
import { dvcttHere } from '#test/support/command-here.ts';
import { dvctt } from '#test/support/dvctt-command.ts';
import { atServer, openDesk, schoolOf, type Desk } from './desk.ts';
import { equip, linkTo, memberOf, trustIn, type Tokens } from './signing-unit.ts';

/** What the commands' documents may hold; each test looks at what its own command gives. */
interface Answer {
  readonly registration: RegistrationView;
  readonly registrations: readonly RegistrationSummary[];
  readonly results: readonly { readonly indication: string }[];
  readonly error: { readonly code: string };
}

const content = schoolOf();
const before = process.env['SOFTHSM2_CONF'];
let desk: Desk;
let tokens: Tokens;
let data: string;
let code = '';
beforeAll(async () => {
  desk = await openDesk();
  tokens = await equip(desk, content);
  data = join(desk.folder, 'command-line');
  await trustIn(data, desk.backend);
  await giveKey(data);
});
afterAll(async () => {
  await desk.close();
  if (before === undefined) delete process.env['SOFTHSM2_CONF'];
  else process.env['SOFTHSM2_CONF'] = before;
});

async function run(args: readonly string[], input = '', command: typeof dvctt = dvcttHere) {
  const {
    code: exit,
    out,
    err,
  } = await command([...args, '--json', '--data', data], {
    input,
    env: { DVCTT_BACKEND: desk.line.url, DVCTT_PKCS11_MODULES: tokens.module },
  });
  // The documents are our own commands': what is missing shows as a failed expectation.
  const answer = JSON.parse(out) as Answer;
  return { exit, answer, err };
}
const registration = (args: readonly string[], input?: string) => run(['registration', ...args], input);

it('declares from a file, and leaves nothing behind a file that is wrong', async () => {
  const file = join(desk.folder, 'declared.json');
  writeFileSync(file, JSON.stringify({ unit: { ...content.unit, phon: 'x' } }));
  const wrong = await registration(['new', '--from', file]);
  expect([wrong.exit, wrong.answer.error.code]).toEqual([64, 'USAGE']);
  expect((await registration(['list'])).answer.registrations).toEqual([]);

  // As somebody writes it: without ids.
  const withoutIds = (rows: readonly { readonly id: string }[]) => rows.map(({ id: _id, ...row }) => row);
  const { accounts, projects, members, unit, leftOut, services } = content;
  const written = {
    ...{ kind: 'first', unit, services, leftOut },
    ...{ accounts: withoutIds(accounts), projects: withoutIds(projects), members: withoutIds(members) },
  };
  writeFileSync(file, JSON.stringify(written));
  const { exit, answer } = await registration(['new', '--from', file]);
  expect(exit).toBe(0);
  const saved = await registration(['save', answer.registration.id]);
  expect(saved.exit).toBe(0);
  code = saved.answer.registration.code ?? '';
  expect(await atServer(desk, code)).toMatchObject([{ status: 'CHO_HOAN_THIEN' }]);
  expect((await registration(['print', code, '--out', join(desk.folder, 'printed')])).exit).toBe(0);
  expect(readdirSync(join(desk.folder, 'printed'))).toHaveLength(2);
});

it('confirms, each with their own certificate, and signs with the PIN from the pipe', async () => {
  for (const role of ['KTV', 'KTT', 'CTK'] as const) {
    const link = await linkTo(desk, memberOf(content, role).email);
    if (role === 'KTT') {
      const foreign = await registration(['confirm', link, '--cert', tokens.serials.CTK]);
      expect([foreign.exit, foreign.answer.error.code]).toEqual([1, 'CERT_OF_ANOTHER']);
    }
    expect((await registration(['confirm', link])).exit).toBe(0);
  }
  const link = await linkTo(desk, memberOf(content, 'CTK').email);
  const both = await registration(['sign', link, '--pin-stdin', '--passphrase-stdin'], `${tokens.pin}\n`);
  expect([both.exit, both.answer.error.code]).toEqual([64, 'USAGE']);
  // The built program, in a process of its own.
  const signed = await run(['registration', 'sign', link, '--pin-stdin'], `${tokens.pin}\n`, dvctt);
  expect(signed.err).not.toContain(tokens.pin);
  expect(signed.answer.results.map(({ indication }) => indication)).toEqual(['valid', 'valid', 'valid']);
  expect(signed.answer.registration.status).toBe('CHO_KBNN');
  expect((await registration(['show', code])).answer.registration.status).toBe('CHO_KBNN');
});

it('changes a one-time password, given by the pipe alone', async () => {
  const { username, password } = accountOf(desk.backend, 'KTV');
  await desk.backend.store
    .updateTable('people')
    .set({ must_change_password: 1 })
    .where('username', '=', username)
    .execute();
  const args = ['--user', username, '--password-stdin'];
  const drafts = await run(['drafts', ...args], `${password}\n`);
  expect([drafts.exit, drafts.answer.error.code]).toEqual([1, 'PASSWORD_CHANGE_REQUIRED']);
  expect((await run(['password', ...args], `${password}\nbốn con mèo đọc báo\n`)).exit).toBe(0);
  expect((await run(['drafts', ...args], 'bốn con mèo đọc báo\n')).exit).toBe(0);
});
