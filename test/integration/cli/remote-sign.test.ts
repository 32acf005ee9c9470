/** `dvctt sign --remote` in a process of its own, against a real backend whose providers are simulated. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Backend } from '#backend/server.ts';
import { dvctt } from '#test/support/dvctt-command.ts';
import {
  asksOften,
  onPhone,
  registerRemotely,
  simulatorsOf,
  type RemotePerson,
} from '#test/support/remote-phone.ts';
import { awkwardXml, judge, makePdf, utf8 } from '#test/support/signing-tools.ts';
import { startBackend } from '#test/support/start-backend.ts';

let folder: string;
let backend: Backend;
let vnpt: RemotePerson;
let nacencomm: RemotePerson;
let env: Record<string, string>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dvctt-remote-cli-'));
  backend = await startBackend({ dataFolder: join(folder, 'backend'), port: 0, demo: true, ...asksOften });
  vnpt = await registerRemotely(backend, 'CTK', 'VNPT');
  nacencomm = await registerRemotely(backend, 'CTK', 'NACENCOMM');
  env = { DVCTT_DATA: join(folder, 'desktop'), DVCTT_BACKEND: backend.url };
  writeFileSync(join(folder, 'a.pdf'), await makePdf(true));
  writeFileSync(join(folder, 'b.xml'), awkwardXml);
  writeFileSync(join(folder, 'c.txt'), content);
});
afterAll(async () => {
  await backend.close();
  rmSync(folder, { recursive: true });
});

const content = utf8('Danh sách chi\n');
const files = () => ['a.pdf', 'b.xml', 'c.txt'].map((name) => join(folder, name));
const writtenSchema = z.object({
  files: z.array(z.object({ output: z.string(), algorithm: z.string(), certificateSerial: z.string() })),
});
const errorSchema = z.object({ error: z.object({ code: z.string(), remedy: z.string() }) });

/** Judged by pdfsig, xmlsec1 and OpenSSL, in the order of `files`. */
function requireJudgedValid([pdf = '', xml = '', p7s = '']: readonly string[], judges = { xml: true }): void {
  const { rootPem, issuingPem } = backend.ca;
  const pems = { 'root.pem': rootPem, 'ca.pem': issuingPem };
  expect(judge({ 'a.pdf': readFileSync(pdf) }, 'pdfsig', '-nocert', 'a.pdf').text).toContain(
    'Signature is Valid',
  );
  const trusted = ['--enabled-key-data', 'x509', '--trusted-pem', 'root.pem', '--untrusted-pem', 'ca.pem'];
  const id = ['--id-attr:Id', 'http://uri.etsi.org/01903/v1.3.2#:SignedProperties'];
  const node = ['--node-xpath', `/*/*[local-name()='Signature']`];
  const signedXml = { ...pems, 'b.xml': readFileSync(xml) };
  if (judges.xml)
    expect(judge(signedXml, 'xmlsec1', '--verify', ...trusted, ...id, ...node, 'b.xml')).toMatchObject({
      ok: true,
    });
  const cms = ['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', 'c.p7s', '-content', 'c.txt'];
  const signedFile = { ...pems, 'c.p7s': readFileSync(p7s), 'c.txt': content };
  expect(
    judge(signedFile, 'openssl', ...cms, '-CAfile', 'root.pem', '-purpose', 'any', '-out', 'out'),
  ).toMatchObject({
    ok: true,
  });
}

function sign(person: RemotePerson, out: string, more: readonly string[] = [], interruptAt?: string) {
  const who = ['--remote', person.provider, '--user', person.username, '--password-stdin'];
  return dvctt(['sign', ...files(), ...who, '--out', join(folder, out), '--json', ...more], {
    env,
    input: `${person.password ?? ''}\n`,
    ...(interruptAt === undefined ? {} : { interruptAt }),
  });
}

describe('files signed from the command line with a confirmation on the phone', () => {
  it('are valid for pdfsig, xmlsec1 and OpenSSL, and the password is in nothing that was printed', async () => {
    let code = '';
    const put = onPhone(simulatorsOf(backend), vnpt, (request) => {
      ({ code } = request);
      expect(request.documents.map(({ name }) => name)).toHaveLength(3);
      void simulatorsOf(backend).requests.confirm(request.id, vnpt.pin);
    });
    const run = await sign(vnpt, 'vnpt');
    put();
    expect(run).toMatchObject({ code: 0 });
    expect(code).toMatch(/^\d{6}$/);
    expect(run.err).toContain(code);
    expect(run.out + run.err).not.toContain(vnpt.password);
    const { files: written } = writtenSchema.parse(JSON.parse(run.out));
    expect(written.every(({ certificateSerial }) => certificateSerial === vnpt.serial)).toBe(true);
    requireJudgedValid(written.map(({ output }) => output));
  });

  it('are refused under tt15-2025 by a provider without PSS before the phone rings, and signed with PSS by one that has it', async () => {
    const refused = await sign(vnpt, 'none', ['--policy', 'tt15-2025']);
    expect(refused.code).toBe(1);
    expect(errorSchema.parse(JSON.parse(refused.out)).error.code).toBe('REMOTE_ALGORITHM');
    const waiting = simulatorsOf(backend).requests.of(vnpt.subscriberId);
    expect(waiting.some(({ state }) => state === 'waiting')).toBe(false);

    const put = onPhone(simulatorsOf(backend), nacencomm, 'confirm');
    const run = await sign(nacencomm, 'pss', ['--policy', 'tt15-2025']);
    put();
    expect(run).toMatchObject({ code: 0 });
    const { files: written } = writtenSchema.parse(JSON.parse(run.out));
    expect(written.map(({ algorithm }) => algorithm)).toEqual(Array(3).fill('RSASSA-PSS, SHA-256'));
    // Debian's xmlsec1 (1.2) knows no RSASSA-PSS.
    requireJudgedValid(
      written.map(({ output }) => output),
      { xml: false },
    );
  });

  it('are signed with ECDSA where the key at the provider is of an elliptic curve', async () => {
    const username = 'duong.cong@donvi.vn';
    const password = 'mật khẩu của khóa EC';
    const { subscriber, key } = await simulatorsOf(backend).enrol({
      provider: 'NACENCOMM',
      username,
      password,
      keyKind: 'ec',
      subject: { commonName: 'Lê Thị Đường Cong', organisation: 'Đơn vị', identityNumber: '031185000099' },
    });
    const person = { ...nacencomm, username, password, subscriberId: subscriber.id, pin: subscriber.pin };
    const put = onPhone(simulatorsOf(backend), person, 'confirm');
    const run = await sign(person, 'ec', ['--policy', 'tt15-2025']);
    put();
    expect(run).toMatchObject({ code: 0 });
    const { files: written } = writtenSchema.parse(JSON.parse(run.out));
    expect(written.map(({ algorithm }) => algorithm)).toEqual(Array(3).fill('ECDSA, SHA-256'));
    expect(written.every(({ certificateSerial }) => certificateSerial === key.serial)).toBe(true);
    requireJudgedValid(written.map(({ output }) => output));
  });

  it('are not written when the phone rejects, when a value fits nothing, or when the password is wrong', async () => {
    const put = onPhone(simulatorsOf(backend), vnpt, 'reject');
    const rejected = await sign(vnpt, 'rejected');
    put();
    expect(errorSchema.parse(JSON.parse(rejected.out)).error.code).toBe('REMOTE_REJECTED');

    simulatorsOf(backend).faults.order({ provider: 'VNPT', fault: 'wrong-signature', times: 1 });
    const away = onPhone(simulatorsOf(backend), vnpt, 'confirm');
    const wrong = await sign(vnpt, 'wrong');
    away();
    expect(errorSchema.parse(JSON.parse(wrong.out)).error.code).toBe('REMOTE_SIGNATURE_WRONG');

    const stranger = await sign({ ...vnpt, password: 'sai' }, 'stranger');
    expect(stranger.code).toBe(1);
    expect(errorSchema.parse(JSON.parse(stranger.out)).error.code).toBe('REMOTE_SIGN_IN_REFUSED');
  });

  it.each([
    ['rejected', 'REMOTE_REJECTED'],
    ['answered with a value that fits nothing', 'REMOTE_SIGNATURE_WRONG'],
  ])('are written as far as they were signed when the second of two rounds is %s', async (how, why) => {
    const viettel = await registerRemotely(backend, 'CTK', 'VIETTEL');
    const many = Array.from({ length: 22 }, (_, at) => join(folder, `nhieu-${at}.txt`));
    for (const file of many) writeFileSync(file, content);
    let rounds = 0;
    const put = onPhone(simulatorsOf(backend), viettel, ({ id }) => {
      rounds += 1;
      if (rounds === 1) void simulatorsOf(backend).requests.confirm(id, viettel.pin);
      else if (how === 'rejected') simulatorsOf(backend).requests.reject(id);
      else {
        simulatorsOf(backend).faults.order({ provider: 'VIETTEL', fault: 'wrong-signature', times: 1 });
        void simulatorsOf(backend).requests.confirm(id, viettel.pin);
      }
    });
    const who = ['--remote', 'VIETTEL', '--user', viettel.username, '--out', join(folder, why), '--json'];
    const run = await dvctt(['sign', ...many, ...who], { env });
    put();
    expect(run.code).toBe(1);
    expect(run.err).toContain('20/22');
    const { error } = errorSchema.parse(JSON.parse(run.out));
    const { files: written } = writtenSchema.parse(JSON.parse(run.out));
    expect(error.remedy).not.toBe('');
    expect([error.code, written.length]).toEqual([why, 20]);
    expect(written.every(({ output }) => existsSync(output))).toBe(true);
  });

  it('are not signed after Ctrl+C: the request is taken back, and a late confirmation gives nobody anything', async () => {
    const run = await sign(vnpt, 'stopped', [], 'xác nhận yêu cầu có mã');
    expect(run.code).toBe(1);
    expect(errorSchema.parse(JSON.parse(run.out)).error.code).toBe('SIGNING_CANCELLED');
    const states = await backend.store.selectFrom('remote_transactions').select('state').execute();
    expect(states.filter(({ state }) => state === 'cancelled')).toHaveLength(1);
    expect(existsSync(join(folder, 'stopped', 'a-signed.pdf'))).toBe(false);
  });

  it('are asked for again by the user name that was used last, and providers are listed with it', async () => {
    const listed = await dvctt(['remote', 'providers', '--json'], { env });
    const { providers } = z
      .object({ providers: z.array(z.object({ id: z.string(), lastUsername: z.string().optional() })) })
      .parse(JSON.parse(listed.out));
    expect(providers.map(({ id }) => id)).toEqual(['VNPT', 'VIETTEL', 'MISA', 'NACENCOMM']);
    expect(providers[0]?.lastUsername).toBe(vnpt.username);
    const certs = await dvctt(['remote', 'certs', 'vnpt', '--password-stdin', '--json'], {
      env,
      input: `${vnpt.password ?? ''}\n`,
    });
    const { certificates } = z
      .object({ certificates: z.array(z.object({ serial: z.string(), refusals: z.array(z.string()) })) })
      .parse(JSON.parse(certs.out));
    expect(certificates).toEqual([{ serial: vnpt.serial, refusals: [] }]);
  });
});
