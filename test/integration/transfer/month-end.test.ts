import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBackend, type Backend } from '#backend/server.ts';
import { createCore } from '#main/core/core.ts';
import { DvcttError } from '#shared/contract/errors.ts';
import type { Core } from '#shared/contract/ipc.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import { monthEndFiles } from '#test/support/month-end-files.ts';
import { sampleToday, sampleVoucherOf } from '#test/support/sample-dossier.ts';

const password = 'Mat-khau-thu-2026';
const passphrase = 'một câu dễ nhớ của Lan';
const month = monthEndFiles();
let folder: string;
let backend: Backend;
let core: Core;

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const file = (name: string, content: Uint8Array | string) => ({
  name,
  base64: base64(typeof content === 'string' ? Buffer.from(content) : content),
});
const codeOf = async (work: Promise<unknown>) => {
  const cause = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return cause instanceof DvcttError ? cause.code : cause;
};
/** A voucher without its internal ids. */
const said = ({ id: _, lines, ...voucher }: Voucher) => ({
  ...voucher,
  lines: lines.map(({ id: _line, ...line }) => line),
});

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dvctt-transfer-'));
  backend = await startBackend({
    dataFolder: join(folder, 'backend'),
    demo: true,
    demoPasswords: Object.fromEntries(
      ['ktv.songlo', 'ktt.songlo', 'ctk.songlo', 'canbo.0064'].map((username) => [username, password]),
    ),
    port: 0,
  });
  core = await createCore(
    {
      dataFolder: join(folder, 'desk'),
      backendUrl: backend.url,
      modules: [],
      shell: 'browser',
      policy: 'compat',
      storeKey: { kind: 'passphrase', passphrase },
    },
    () => sampleToday,
  );
  await core.call('store.unlock', { passphrase }).catch(() => undefined);
  await core.call('session.signIn', { username: 'ktv.songlo', password });
});
afterAll(async () => {
  await core.close();
  await backend.close();
  rmSync(folder, { recursive: true, force: true });
});

it('shows what is ready among five hundred vouchers and names the three faults, then drafts them all or none', async () => {
  const preview = await core.call('import.read', {
    files: [file(month.zip.name, month.zip.bytes), file(month.workbook.name, month.workbook.bytes)],
  });
  expect(preview.counts).toEqual({ ready: 497, toFix: 3, refused: 0 });
  const faulty = preview.rows.filter(({ state }) => state === 'to-fix');
  const blocking = faulty.map(({ number, issues }) => [
    number,
    issues.filter((issue) => issue.blocking).map(({ code }) => code)[0],
  ]);
  const codes = { account: 'ACCOUNT_NOT_UNITS', total: 'IMPORT_TOTAL_MISMATCH', ndkt: 'NDKT_KIND' } as const;
  expect(blocking.sort()).toEqual(month.faults.map(({ kind, number }) => [number, codes[kind]]).sort());

  const report = await core.call('import.report', { importId: preview.importId, format: 'csv' });
  expect(Buffer.from(report.base64, 'base64').toString()).toContain('IMPORT_TOTAL_MISMATCH');

  const { importId } = preview;
  const drafts = async () => (await core.call('dossiers.list', { offset: 0, limit: 100 })).found;
  const before = await drafts();
  expect(
    await codeOf(core.call('import.take', { importId, rows: [0, 9999], title: 'Tháng 11', perDossier: 100 })),
  ).toBe('IMPORT_ROW_REFUSED');
  expect(await drafts()).toBe(before);

  const taken = await core.call('import.take', {
    importId,
    rows: preview.rows.map(({ row }) => row),
    title: 'Tháng 11',
    perDossier: 100,
  });
  expect([taken.taken, taken.codes.length]).toEqual([500, 5]);
  const dossiers = await Promise.all(taken.codes.map((code) => core.call('dossiers.get', { code })));
  expect(dossiers.map(({ title }) => title)).toEqual([1, 2, 3, 4, 5].map((at) => `Tháng 11 (${at}/5)`));
  const vouchers = dossiers.flatMap(({ content }) => content.vouchers);
  const whole = new Map(month.vouchers.map((voucher) => [voucher.number, voucher]));
  const wrong = new Set(month.faults.map(({ number }) => number));
  expect(vouchers.map(({ number }) => number)).toEqual(preview.rows.map(({ number }) => number));
  for (const voucher of vouchers.filter(({ number }) => !wrong.has(number))) {
    expect(said(voucher)).toEqual(said(whole.get(voucher.number) ?? sampleVoucherOf('13')));
  }
  // The total that did not match stops its dossier until somebody has looked.
  const mismatch = month.faults.find(({ kind }) => kind === 'total')?.number;
  const at = dossiers.find(({ content }) => content.vouchers.some(({ number }) => number === mismatch));
  expect(at?.issues.some(({ path, blocking: stops }) => stops && path.endsWith('.amount'))).toBe(true);

  expect(await codeOf(core.call('import.take', { importId, rows: [0], title: 'x', perDossier: 1 }))).toBe(
    'IMPORT_EXPIRED',
  );
  const again = await core.call('import.read', { files: [file(month.zip.name, month.zip.bytes)] });
  expect(again.rows[0]?.issues.map(({ code }) => code)).toContain('NUMBER_USED');
});

it('gives back in every format what it was given, a list with the voucher that it belongs to', async () => {
  const { code, version } = await core.call('drafts.create', {});
  const vouchers = (['13', '14', '17', '20', '18', '10', '08', '02'] as const).map(sampleVoucherOf);
  await core.call('drafts.save', {
    code,
    baseVersion: version,
    content: { title: 'Mọi mẫu', vouchers, attachments: [] },
  });
  for (const format of ['xlsx', 'csv'] as const) {
    const exported = await core.call('export.vouchers', { codes: [code], format });
    const { importId, rows, counts } = await core.call('import.read', {
      files: [{ name: exported.name, base64: exported.base64 }],
    });
    expect([format, counts]).toEqual([format, { ready: 8, toFix: 0, refused: 0 }]);
    const taken = await core.call('import.take', {
      importId,
      rows: rows.map(({ row }) => row).reverse(),
      title: 'Nhập lại',
      perDossier: 3,
    });
    const back = await Promise.all(taken.codes.map((each) => core.call('dossiers.get', { code: each })));
    const numbers = back.map(({ content }) => content.vouchers.map(({ number }) => number));
    expect(numbers.find((each) => each.includes('UNC-0017'))).toContain('DS-0017');
    const byNumber = new Map(
      back.flatMap(({ content }) => content.vouchers).map((voucher) => [voucher.number, said(voucher)]),
    );
    for (const voucher of vouchers) expect(byNumber.get(voucher.number)).toEqual(said(voucher));
  }
  const pdf = await core.call('export.vouchers', { codes: [code], format: 'pdf' });
  expect(Buffer.from(pdf.base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
  expect(await codeOf(core.call('export.vouchers', { codes: [code], format: 'zip' }))).toBe(
    'EXPORT_NO_SOFTWARE_FORM',
  );
});

it('reads its own templates, once they are filled in', async () => {
  const forms = ['02', '08', '10', '13', '14', '17', '18', '20'] as const;
  const templates = await Promise.all(
    forms.map((formId) => core.call('import.template', { formId, format: formId > '12' ? 'csv' : 'xlsx' })),
  );
  const { rows } = await core.call('import.read', {
    files: templates.map(({ name, base64: content }) => ({ name, base64: content })),
  });
  expect(rows.map(({ formId, number, failure }) => [formId, number, failure])).toEqual(
    forms.map((formId) => [formId, 'VI-DU', undefined]),
  );
});

it('refuses each bad file with its own reason and takes the good one beside it', async () => {
  const good = 'Mẫu;Số chứng từ;Ngày chứng từ;Nội dung;Số tiền (đồng)\n13;A1;22/11/2026;Điện;1.005.000\n';
  const foreign = 'Mẫu;Số chứng từ;Mã ĐVQHNS;Số tiền\n13;A2;9091378;5\n';
  const { rows } = await core.call('import.read', {
    files: [
      file('tốt.csv', good),
      file('lạ.csv', foreign),
      file('ảnh.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0)),
      file('../../etc/trống.csv', ''),
      file('bảng.csv', 'a,b\n1,2\n'),
    ],
  });
  expect(rows.map(({ from, state, total, failure }) => [from, state, failure?.code ?? total])).toEqual([
    ['tốt.csv dòng 2', 'to-fix', '1005000'],
    ['lạ.csv dòng 2', 'refused', 'IMPORT_UNIT_OTHER'],
    ['ảnh.png', 'refused', 'IMPORT_KIND_UNKNOWN'],
    ['trống.csv', 'refused', 'FILE_EMPTY'],
    ['bảng.csv', 'refused', 'IMPORT_COLUMN_UNKNOWN'],
  ]);
});

it('lets nobody but an accountant import', async () => {
  const chief = await createCore({
    dataFolder: join(folder, 'chief'),
    backendUrl: backend.url,
    modules: [],
    shell: 'browser',
    policy: 'compat',
    storeKey: { kind: 'passphrase', passphrase },
  });
  try {
    await chief.call('store.unlock', { passphrase }).catch(() => undefined);
    await chief.call('session.signIn', { username: 'ktt.songlo', password });
    const files = [file('a.csv', 'Số chứng từ,Số tiền\n1,1\n')];
    expect(await codeOf(chief.call('import.read', { files }))).toBe('ROLE_FORBIDDEN');
  } finally {
    await chief.close();
  }
});

it('is done at the command line: import with a report, then export, in answers that a script reads', async () => {
  const secret = join(folder, 'passphrase');
  writeFileSync(secret, passphrase, { mode: 0o600 });
  const dvctt = async (...args: readonly string[]) => {
    const command = spawn(
      process.execPath,
      [
        ...[resolve('src-main/shells/cli/entry.ts'), 'voucher', ...args],
        ...['--user', 'ktv.songlo', '--password-stdin', '--data', join(folder, 'terminal'), '--json'],
      ],
      {
        env: { ...process.env, DVCTT_BACKEND: backend.url, DVCTT_STORE_PASSPHRASE_FILE: secret },
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    );
    command.stdin.end(`${password}\n`);
    const ended = new Promise((told) => command.once('exit', told));
    return { answer: JSON.parse(await text(command.stdout)) as unknown, exit: await ended };
  };
  const small = monthEndFiles({ count: 12 });
  const given = join(folder, small.zip.name);
  writeFileSync(given, small.zip.bytes);
  const report = join(folder, 'ket-qua.csv');

  const imported = await dvctt('import', given, '--title', 'Tháng 11', '--report', report);
  expect(imported).toMatchObject({
    exit: 1,
    answer: { counts: { ready: 5, toFix: 1, refused: 0 }, taken: 5, toFix: [], report },
  });
  expect(readFileSync(report, 'utf8')).toContain('ACCOUNT_NOT_UNITS');
  const { codes } = z.object({ codes: z.array(z.string()).min(1) }).parse(imported.answer);
  const out = join(folder, 'lai.zip');
  expect(await dvctt('export', ...codes, '--format', 'zip', '--out', out)).toMatchObject({
    exit: 0,
    answer: { path: out, mediaType: 'application/zip' },
  });
  const exported = await core.call('import.read', { files: [file('lai.zip', readFileSync(out))] });
  expect(exported.counts).toEqual({ ready: 5, toFix: 0, refused: 0 });
});
