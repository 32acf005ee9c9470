import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accountOf } from '#main/shells/cli/demo/people.ts';
import { giveKey } from '#main/store-key/given-key.ts';
import type { RegistrationSummary, RegistrationView } from '#shared/contract/registration/window.ts';
import { dvcttHere } from '#test/support/command-here.ts';
import { openDesk, schoolOf, type Desk } from './desk.ts';
import { linkTo, memberOf } from './signing-unit.ts';

/** What the commands' documents may hold; each test looks at what its own command gives. */
interface Answer {
  readonly registration: RegistrationView;
  readonly registrations: readonly RegistrationSummary[];
  readonly error: { readonly code: string };
}

const content = schoolOf();
let desk: Desk;
let data: string;
let file: string;
beforeAll(async () => {
  desk = await openDesk();
  data = join(desk.folder, 'command-line');
  file = join(desk.folder, 'declared.json');
  await giveKey(data);
});
afterAll(() => desk.close());

const words = (args: readonly string[], input = '') =>
  dvcttHere(['registration', ...args, '--data', data], { input, env: { DVCTT_BACKEND: desk.line.url } });
async function registration(args: readonly string[], input?: string) {
  const { code: exit, out, err } = await words([...args, '--json'], input);
  // The documents are our own commands': what is missing shows as a failed expectation.
  return { exit, err, answer: JSON.parse(out) as Answer };
}

it('keeps a faulty file once, says how to go on, and takes it back', async () => {
  const faulty = { ...content, unit: { ...content.unit, phone: '' } };
  writeFileSync(file, JSON.stringify(faulty));
  const first = await registration(['new', '--from', file]);
  const again = await registration(['new', '--from', file]);
  const { id } = first.answer.registration;
  expect([first.exit, again.exit, again.answer.registration.id]).toEqual([1, 1, id]);
  const name = id.slice(0, 8);
  expect(first.err).toContain(`dvctt registration edit ${name} --from`);
  expect(first.err).toContain(`dvctt registration delete ${name}`);
  expect((await registration(['delete', id.slice(0, 3)])).answer.error.code).toBe('REGISTRATION_NOT_FOUND');
  expect((await registration(['delete', name])).exit).toBe(0);
  writeFileSync(file, '{}');
  expect((await registration(['new', '--from', file])).exit).toBe(64);
  expect((await registration(['list'])).answer.registrations).toEqual([]);
});

it('goes on after a faulty file and after a member has declined', async () => {
  writeFileSync(file, JSON.stringify({ unit: { ...content.unit, phone: '' } }));
  const { id } = (await registration(['new', '--from', file])).answer.registration;
  writeFileSync(file, JSON.stringify(content));
  expect((await registration(['edit', id.slice(0, 4), '--from', file])).exit).toBe(0);
  const saved = await registration(['save', id.slice(0, 8)]);
  const code = saved.answer.registration.code ?? '';
  expect([saved.exit, (await registration(['delete', code])).answer.error.code]).toEqual([
    0,
    'REGISTRATION_STATE',
  ]);

  const { name, email } = memberOf(content, 'KTV');
  const link = await linkTo(desk, email);
  expect((await registration(['decline', link, '--note', 'sai số điện thoại'])).exit).toBe(0);
  const unchanged = await words(['save', code]);
  expect(unchanged.code).toBe(1);
  expect(unchanged.err).toContain(`${name} đã báo sai thông tin: “sai số điện thoại”`);
  expect(unchanged.err).toContain(`dvctt registration edit ${code} --from`);
  // On the clock of Vietnam, as `show` writes it.
  expect(unchanged.out).toMatch(/cập nhật \d\d\/\d\d\/\d{4} \d\d:\d\d\n/);

  const members = content.members.map((each) => ({ ...each, phone: '0988776655' }));
  writeFileSync(file, JSON.stringify({ members }));
  expect((await registration(['edit', code, '--from', file])).exit).toBe(0);
  const mended = await registration(['save', code]);
  expect([mended.exit, mended.answer.registration.confirmations.map(({ state }) => state)]).toEqual([
    0,
    content.members.map(() => 'waiting'),
  ]);
  expect((await registration(['resend', code, '--member', 'ai đó'])).exit).toBe(64);
  expect((await registration(['resend', code, '--member', name.toLowerCase()])).exit).toBe(0);
  expect(await linkTo(desk, email)).not.toBe(link);
  // Before anybody looks for a token.
  const early = await registration(['sign', code, '--pin-stdin'], '12345678\n');
  expect(early.answer.error.code).toBe('REGISTRATION_STATE');
});

it('names the role of who may not renew, before it looks for a token', async () => {
  const { username, password } = accountOf(desk.backend, 'KTV');
  const refused = await registration(['renew', '--user', username, '--password-stdin'], `${password}\n`);
  expect([refused.exit, refused.answer.error.code]).toEqual([1, 'ROLE_FORBIDDEN']);
});
