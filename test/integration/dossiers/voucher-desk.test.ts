import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBackend, type Backend } from '#backend/server.ts';
import { createCore } from '#main/core/core.ts';
import { runCli } from '#main/shells/cli/main.ts';
import type { Core } from '#shared/contract/ipc.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import { sampleLine, sampleVoucher } from '#test/support/sample-dossier.ts';

const password = 'Mat-khau-thu-2026';
const passphrase = 'một câu dễ nhớ của Lan';
const asked = { by: 'ndkt', from: '2026-01', to: '2026-12' } as const;
let folder: string;
let backend: Backend;
let core: Core;

const power = {
  name: 'Công ty Điện lực Hải Phòng',
  taxCode: '0200340211',
  accountNumber: '102010001234',
  bank: 'VietinBank - CN Hải Phòng',
};
const voucher = (id: string, number: string, amount: string, change: Partial<Voucher> = {}): Voucher => ({
  ...sampleVoucher,
  id,
  number,
  payee: power,
  lines: [{ ...sampleLine, id: `${id}-1`, amount }],
  ...change,
});
async function drafted(...vouchers: readonly Voucher[]): Promise<string> {
  const { code, version } = await core.call('drafts.create', {});
  await core.call('drafts.save', {
    code,
    baseVersion: version,
    content: { title: 'Chi thường xuyên', vouchers: [...vouchers], attachments: [] },
  });
  return code;
}
const started = async () => {
  const made = await createCore({
    dataFolder: join(folder, 'desk'),
    backendUrl: backend.url,
    modules: [],
    shell: 'browser',
    policy: 'compat',
    storeKey: { kind: 'passphrase', passphrase },
  });
  await made.call('store.unlock', { passphrase }).catch(() => undefined);
  await made.call('session.signIn', { username: 'ktv.songlo', password });
  return made;
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dvctt-desk-'));
  backend = await startBackend({
    dataFolder: join(folder, 'backend'),
    demo: true,
    demoPasswords: Object.fromEntries(
      ['ktv.songlo', 'ktt.songlo', 'ctk.songlo', 'canbo.0064'].map((username) => [username, password]),
    ),
    port: 0,
  });
  core = await started();
});
afterAll(async () => {
  await core.close();
  await backend.close();
  rmSync(folder, { recursive: true, force: true });
});

it('offers the number after the last one of the form, counting what stands on drafts', async () => {
  const next = async (formId: Voucher['formId'], year = '2026') =>
    (await core.call('vouchers.nextNumber', { formId, year })).number;
  expect(await next('17')).toBe('');
  await drafted(
    voucher('a', 'UNC-009', '1000', { formId: '17', accountNumber: '9523.3.1001163' }),
    voucher('b', '', '1', { formId: '17' }),
  );
  expect(await next('17')).toBe('UNC-010');
  await drafted(voucher('a', 'UNC-010', '1000', { formId: '17', date: '' }));
  expect(await next('17')).toBe('UNC-011');
  expect(await next('17', '2027')).toBe('UNC-011');
  expect(await next('18')).toBe('');
});

it('keeps payees that are saved, offers those of drafts behind them, and forgets those of deleted drafts', async () => {
  const found = async (query: string) => (await core.call('payees.list', { query })).payees;
  const code = await drafted(
    voucher('p', '1', '5', { payee: { ...power, name: 'Nhà in Sông Cấm', accountNumber: '77' } }),
  );
  expect(await found('song cam')).toMatchObject([{ from: 'used', times: 0, accountNumber: '77' }]);
  expect(await found('sóng')).toEqual([]);
  await core.call('drafts.delete', { code });
  expect(await found('song cam')).toEqual([]);

  const saved = await core.call('payees.save', { payee: { ...power, accountNumber: '1020 1000-1234' } });
  expect((await found('dien luc')).map(({ id, from }) => [id, from])).toEqual([[saved.id, 'saved']]);
  const again = await core.call('payees.save', { payee: { ...power, name: 'Điện lực HP' } });
  expect(again.id).toBe(saved.id);
  await core.call('payees.delete', { id: saved.id });
  expect(await found('dien luc')).toEqual([]);
  await core.call('payees.save', { id: saved.id, payee: power });
  expect((await found('0200340211'))[0]).toMatchObject({ id: saved.id, ...power });
  await expect(core.call('payees.save', { payee: { ...power, accountNumber: ' - ' } })).rejects.toThrow(
    'PAYEE_INCOMPLETE',
  );
});

it('keeps a voucher as a template without its number and date, and begins another with new ids', async () => {
  const { id } = await core.call('templates.save', { name: ' Tiền điện ', voucher: voucher('t', '12', '7') });
  const [first, second] = await Promise.all([
    core.call('templates.get', { id }),
    core.call('templates.get', { id }),
  ]);
  expect(first.voucher).toMatchObject({ number: '', date: '', payee: power });
  expect(first.voucher.id).not.toBe(second.voucher.id);
  expect((await core.call('templates.list', {})).templates).toMatchObject([
    { id, name: 'Tiền điện', formId: '13' },
  ]);
  await core.call('templates.delete', { id });
  await expect(core.call('templates.get', { id })).rejects.toThrow('TEMPLATE_NOT_FOUND');
});

it('finds earlier vouchers by words and form, newest first, and opens them as they stand', async () => {
  const code = await drafted(
    voucher('x', 'RDT-0777', '123456789', { lines: [{ ...sampleLine, description: 'Sửa mái nhà xe' }] }),
  );
  const { vouchers } = await core.call('vouchers.find', { query: 'mai nha xe' });
  expect(vouchers).toMatchObject([
    { code, voucherId: 'x', number: 'RDT-0777', payee: power.name, description: 'Sửa mái nhà xe' },
  ]);
  expect((await core.call('vouchers.find', { query: 'mai nha xe', formId: '14' })).vouchers).toEqual([]);
  expect((await core.call('vouchers.find', { limit: 1 })).vouchers).toMatchObject([{ code }]);
  const earlier = await core.call('vouchers.get', { code: vouchers[0]!.code, voucherId: 'x' });
  expect(earlier.voucher.number).toBe('RDT-0777');
  await expect(core.call('vouchers.get', { code: vouchers[0]!.code, voucherId: 'y' })).rejects.toThrow(
    'VOUCHER_NOT_FOUND',
  );
});

it('reports sums that no rounding touches, leaves lists out, and writes them as CSV, xlsx and PDF', async () => {
  const before = await core.call('reports.run', asked);
  const lines = ['6501', '7000'].map((ndkt) => ({
    ...sampleLine,
    id: ndkt,
    ndkt,
    amount: '999999999999999999',
  }));
  await drafted(
    ...Array.from({ length: 10 }, (_, at) => voucher(`r${at}`, `${at}`, '1', { lines })),
    voucher('list', '', '5', { formId: '20' }),
    voucher('undated', '', '5', { date: '' }),
  );
  const report = await core.call('reports.run', asked);
  expect(report.vouchers - before.vouchers).toBe(10);
  expect(BigInt(report.total) - BigInt(before.total)).toBe(20n * 999999999999999999n);
  expect(report.rows.find(({ key }) => key === '7000')).toMatchObject({ vouchers: 10 });
  expect(report.rows.find(({ key }) => key === '6501')?.name).not.toBe('');
  expect(report.asOf).toBeUndefined();
  const csv = await core.call('reports.export', { ...asked, format: 'csv' });
  expect(csv.name).toBe('bao-cao-ndkt-2026-01-2026-12.csv');
  expect(Buffer.from(csv.base64, 'base64').toString('utf8')).toContain('Tổng cộng');
  for (const [format, magic] of [
    ['xlsx', 'PK'],
    ['pdf', '%PDF-1.7'],
  ] as const) {
    const { base64 } = await core.call('reports.export', { ...asked, format });
    expect(Buffer.from(base64, 'base64').toString('latin1').startsWith(magic)).toBe(true);
  }
});

it('has all of it after a restart and without a line, also from the command line', async () => {
  const report = await core.call('reports.run', { ...asked, by: 'status' });
  await core.close();
  await backend.close();
  const secret = join(folder, 'passphrase');
  writeFileSync(secret, `${passphrase}\n`, { mode: 0o600 });
  const out = join(folder, 'bao-cao.csv');
  const args = ['--by', 'status', '--from', '2026-01', '--to', '2026-12', '--format', 'csv', '--out', out];
  const who = ['--user', 'ktv.songlo', '--password-stdin', '--data', join(folder, 'desk'), '--json'];
  // From its source: nothing need be built for one command.
  const command = spawn(
    process.execPath,
    [resolve('src-main/shells/cli/entry.ts'), 'report', ...args, ...who],
    {
      env: { ...process.env, DVCTT_BACKEND: backend.url, DVCTT_STORE_PASSPHRASE_FILE: secret },
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  command.stdin.end(`${password}\n`);
  const answer = await text(command.stdout);
  expect(JSON.parse(answer)).toMatchObject({ offline: true, total: report.total, rows: report.rows });
  expect(readFileSync(out, 'utf8')).toContain('Đang soạn');
  expect(await runCli(['report', '--by', 'month', '--from', '2026-13'])).toBe(64);
});
