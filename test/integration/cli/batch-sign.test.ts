/** `dvctt batch sign` in a process of its own, on SoftHSM2 and a real backend. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { batchRowSchema } from '#shared/contract/batch.ts';
import type { Core } from '#shared/contract/ipc.ts';
import { forwardVouchers } from '#test/support/batch.ts';
import { startBudgetUnit, type BudgetUnit } from '#test/support/budget-unit.ts';
import { dvctt } from '#test/support/dvctt-command.ts';
import { onPhone, registerRemotely, simulatorsOf } from '#test/support/remote-phone.ts';

let unit: BudgetUnit;
let ktv: Core;
let env: Record<string, string>;
beforeAll(async () => {
  unit = await startBudgetUnit();
  ktv = await unit.signIn('KTV');
  const { dataFolder } = await unit.machine('KTT-cli');
  const { module, conf } = unit.signers.KTT.token;
  env = {
    DVCTT_DATA: dataFolder,
    DVCTT_BACKEND: unit.backend.url,
    DVCTT_PKCS11_MODULES: module,
    SOFTHSM2_CONF: conf,
  };
});
afterAll(() => unit.close());

const answerSchema = z.object({
  user: z.string(),
  batch: z
    .object({ phase: z.string(), signed: z.number(), sent: z.number(), entries: z.number() })
    .nullable(),
  rows: z.array(batchRowSchema),
});
const errorSchema = z.object({ error: z.object({ code: z.string() }) });

function batchSign(pin: string, ...args: string[]) {
  const { username, password } = unit.signers.KTT.account;
  return dvctt(['batch', 'sign', '--user', username, '--password-stdin', '--pin-stdin', '--json', ...args], {
    env,
    input: `${password}\n${pin}\n`,
  });
}

it('signs nothing of what it listed with a wrong PIN, then all that waits with one PIN, and then finds none', async () => {
  const codes = [await forwardVouchers(ktv, 'A', 2), await forwardVouchers(ktv, 'B', 1)];
  const { pin } = unit.signers.KTT;

  const wrong = await batchSign('00000000', '--mine', '--yes');
  expect(wrong.code).toBe(1);
  expect(wrong.err).toContain('2 hồ sơ, 3 chứng từ và tệp, 6 chữ ký, tổng 3.015.000 đồng');
  expect(errorSchema.parse(JSON.parse(wrong.out)).error.code).toBe('PIN_INCORRECT');
  for (const code of codes)
    expect(await ktv.call('dossiers.get', { code })).toMatchObject({ status: 'CHO_KTT_KY' });

  const signed = await batchSign(pin, '--mine', '--yes');
  expect(signed).toMatchObject({ code: 0 });
  expect(signed.out + signed.err).not.toContain(pin);
  const answer = answerSchema.parse(JSON.parse(signed.out));
  expect(answer.batch).toEqual({ phase: 'done', signed: 6, sent: 3, entries: 3 });
  expect(answer.rows.map(({ number, state }) => [number, state]).sort()).toEqual([
    ['A-1', 'sent'],
    ['A-2', 'sent'],
    ['B-1', 'sent'],
  ]);

  const none = await batchSign(pin, '--mine', '--yes');
  expect(none.code).toBe(0);
  expect(answerSchema.parse(JSON.parse(none.out))).toMatchObject({ batch: null, rows: [] });
});

it('signs all that waits with one confirmation on the phone, and prints no password', async () => {
  const person = await registerRemotely(unit.backend, 'KTT', 'VNPT');
  await forwardVouchers(ktv, 'C', 2);
  const { username, password } = unit.signers.KTT.account;
  const put = onPhone(simulatorsOf(unit.backend), person, 'confirm');
  const run = await dvctt(
    [
      ...['batch', 'sign', '--user', username, '--password-stdin', '--mine', '--yes', '--json'],
      ...['--remote', 'VNPT', '--remote-user', person.username, '--remote-password-stdin'],
    ],
    { env, input: `${password}\n${person.password ?? ''}\n` },
  );
  put();
  expect(run).toMatchObject({ code: 0 });
  expect(run.err).toContain('VNPT SmartCA');
  expect(run.out + run.err).not.toContain(person.password);
  const answer = answerSchema.parse(JSON.parse(run.out));
  expect(answer.batch).toEqual({ phase: 'done', signed: 4, sent: 2, entries: 2 });
});
