import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { remoteCaConfiguration, readRemoteCaFile } from './configuration.ts';

const entry = {
  id: 'VIETTEL',
  name: 'Viettel MySign',
  app: 'MySign',
  environment: 'test',
  adapter: 'viettel',
  url: 'https://remotesigning.example.vn:8773',
  clientId: 'client',
  clientSecret: 'rat-bi-mat',
  profileId: 'profile',
};

let file: string;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dvctt-remote-configuration-'));
  file = join(folder, 'remote-ca.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('reads a file that its owner alone can read, and refuses one that others can', () => {
  writeFileSync(file, JSON.stringify([entry]), { mode: 0o600 });
  expect(readRemoteCaFile(file)).toMatchObject([
    { id: 'VIETTEL', url: 'https://remotesigning.example.vn:8773/', mostDocuments: 100, waitSeconds: 300 },
  ]);
  chmodSync(file, 0o640);
  expect(() => readRemoteCaFile(file)).toThrow(expect.objectContaining({ code: 'USAGE' }) as Error);
});

it('says what is wrong and where, and never a secret', () => {
  for (const [change, where] of [
    [{ url: 'http://remotesigning.example.vn' }, '“0.url” phải là địa chỉ https://'],
    [{ url: 'https://u:rat-bi-mat@example.vn' }, '“0.url” phải là địa chỉ https://'],
    [{ clientSecret: '' }, '“0.clientSecret” đang để trống'],
    [{ clientSecret: undefined }, '“0.clientSecret” còn thiếu'],
    [{ clientId: 7 }, '“0.clientId” không đúng kiểu, cần string'],
    [{ id: 'viettel' }, '“0.id” không đúng dạng'],
    [{ clientSecrets: 'rat-bi-mat' }, 'trường không dùng: clientSecrets'],
    [{ adapter: 'bkav' }, '“0.adapter” phải là một trong: vnpt, viettel, misa, csc'],
    [{ environment: 'rat-bi-mat' }, '“0.environment” phải là một trong: '],
    [{ waitSeconds: 9999 }, '“0.waitSeconds” vượt quá 3600'],
  ] as const) {
    const reason = reasonOf([{ ...entry, ...change }]);
    expect(reason).toContain(where);
    expect(reason).not.toContain('rat-bi-mat');
  }
  expect(reasonOf([entry, entry])).toContain('danh sách có mã (id) bị trùng');
  expect(reasonOf({})).toContain('danh sách không đúng kiểu, cần array');
});

function reasonOf(json: unknown): string {
  try {
    remoteCaConfiguration(json);
  } catch (cause) {
    return JSON.stringify((cause as { details?: unknown }).details);
  }
  return 'nothing wrong';
}

it('takes the file as the README writes it', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
  const section = readme.slice(readme.indexOf('### Remote CA'));
  const example: unknown = JSON.parse(/```json\n([\s\S]*?)```/.exec(section)?.[1] ?? '');
  expect(remoteCaConfiguration(example).map(({ adapter }) => adapter)).toEqual([
    'vnpt',
    'viettel',
    'misa',
    'csc',
  ]);
});
