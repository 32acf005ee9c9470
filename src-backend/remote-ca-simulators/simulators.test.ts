import { spawnSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cscHashOids, cscSignAlgos } from '../remote-ca/wire/csc.ts';
import { misaPaths } from '../remote-ca/wire/misa.ts';
import { viettelHashOids, viettelSignAlgo } from '../remote-ca/wire/viettel.ts';
import { startSimulators, type RunningSimulators } from './start-simulators.ts';
import { viettelProfile } from './viettel.ts';

const folder = mkdtempSync(join(tmpdir(), 'dvctt-simulators-'));
let clock = new Date('2026-06-01T02:00:00Z');
let running: RunningSimulators;
const subject = {
  commonName: 'Phạm Văn Đức',
  organisation: 'Trường THCS Sông Lô',
  identityNumber: '031075006789',
};

beforeAll(async () => {
  running = await startSimulators({ port: 0, folder, now: () => clock });
});
afterAll(async () => {
  await running.close();
  rmSync(folder, { recursive: true });
});

interface Answer {
  readonly http: number;
  readonly type: string;
  // What came is looked at field by field.
  readonly body: Record<string, unknown>;
}

async function call(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const form = body instanceof URLSearchParams;
  const response = await fetch(`${running.url}/gia-lap/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...(body === undefined || form ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
  });
  const type = response.headers.get('content-type') ?? '';
  const text = await response.text();
  return {
    http: response.status,
    type,
    body: type.includes('json') ? (JSON.parse(text) as Record<string, unknown>) : {},
  };
}

const content = Buffer.from('Giấy rút dự toán');
const digest = createHash('sha256').update(content).digest();
const secrets = () => running.simulators.secrets;
const waiting = (subscriberId: string) => running.simulators.requests.of(subscriberId)[0];

/** Judged by OpenSSL, which is not ours. */
function verifies(certificate: Uint8Array, value: string, ...options: readonly string[]): boolean {
  const key = join(folder, 'key.pem');
  const signature = join(folder, 'value');
  writeFileSync(key, new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'pem' }));
  writeFileSync(signature, Buffer.from(value, 'base64'));
  const args = ['dgst', '-sha256', '-verify', key, ...options, '-signature', signature];
  return spawnSync('openssl', args, { input: content }).status === 0;
}

const vnptService = () => ({ sp_id: secrets().spId, sp_password: secrets().spPassword });
async function vnptStart(username: string, serial: string, ids: readonly string[] = ['1']) {
  const { body } = await call('vnpt/v1/signatures/sign', {
    ...vnptService(),
    user_id: username,
    serial_number: serial,
    transaction_id: 'a',
    transaction_desc: 'Ký 1 chứng từ',
    sign_files: ids.map((doc_id) => ({
      data_to_be_signed: digest.toString('hex'),
      doc_id,
      file_type: 'pdf',
      sign_type: 'hash',
    })),
  });
  return body as { status_code: number; data: { transaction_id: string; tran_code: string } };
}
async function vnptStatus(id: string) {
  const { body } = await call(`vnpt/v1/signatures/sign/${id}/status`, {});
  return body as {
    status_code: number;
    data: { signatures: { doc_id: string; signature_value: string }[] } | null;
  };
}

test('VNPT waits with 4000 until the phone confirms, and its value verifies with the certificate that it tells', async () => {
  const { subscriber, key } = await running.simulators.enrol({
    provider: 'VNPT',
    username: '031',
    password: 'bí mật',
    subject,
  });
  const refused = await call('vnpt/v1/credentials/get_certificate', {
    ...vnptService(),
    user_id: '031',
    transaction_id: 'a',
    user_password: 'sai',
  });
  expect(refused.body['status_code']).toBe(401);
  const stranger = await call('vnpt/v1/credentials/get_certificate', {
    ...vnptService(),
    sp_password: 'sai',
    user_id: '031',
    transaction_id: 'a',
  });
  expect(stranger.body['status_code']).toBe(403);
  const started = await vnptStart('031', key.serial, ['1', '2']);
  expect(await vnptStatus(started.data.transaction_id)).toMatchObject({ status_code: 4000 });
  expect(waiting(subscriber.id)?.code).toBe(started.data.tran_code);
  expect(await running.simulators.requests.confirm(started.data.transaction_id, subscriber.pin)).toEqual({
    kind: 'taken',
  });
  const done = await vnptStatus(started.data.transaction_id);
  expect(done.data?.signatures.map(({ doc_id }) => doc_id)).toEqual(['1', '2']);
  expect(verifies(key.certificate, done.data?.signatures[0]?.signature_value ?? '')).toBe(true);
});

test('VNPT tells rejected, expired after five minutes, out of quota and unknown apart', async () => {
  const { key } = await running.simulators.enrol({ provider: 'VNPT', username: '032', subject });
  const [first, second] = [await vnptStart('032', key.serial), await vnptStart('032', key.serial)];
  running.simulators.requests.reject(first.data.transaction_id);
  expect((await vnptStatus(first.data.transaction_id)).status_code).toBe(4002);
  clock = new Date(clock.getTime() + 299_000);
  expect((await vnptStatus(second.data.transaction_id)).status_code).toBe(4000);
  clock = new Date(clock.getTime() + 1000);
  expect((await vnptStatus(second.data.transaction_id)).status_code).toBe(4001);
  running.simulators.faults.order({ provider: 'VNPT', fault: 'quota', times: 1 });
  expect((await vnptStart('032', key.serial)).status_code).toBe(4005);
  expect((await vnptStatus('khong-co')).status_code).toBe(404);
});

test('a phone is locked for five minutes by five wrong PINs, and the right one does not open it meanwhile', async () => {
  const { subscriber, key } = await running.simulators.enrol({
    provider: 'VNPT',
    username: '033',
    pin: '123456',
    subject,
  });
  const { data } = await vnptStart('033', key.serial);
  const { requests } = running.simulators;
  for (const left of [4, 3, 2, 1])
    expect(await requests.confirm(data.transaction_id, '000000')).toEqual({ kind: 'wrong', left });
  expect(await requests.confirm(data.transaction_id, '000000')).toMatchObject({ kind: 'locked' });
  expect(await requests.confirm(data.transaction_id, subscriber.pin)).toMatchObject({ kind: 'locked' });
  clock = new Date(clock.getTime() + 300_000);
  const later = await vnptStart('033', key.serial);
  expect(await requests.confirm(later.data.transaction_id, subscriber.pin)).toEqual({ kind: 'taken' });
});

test('Viettel gives a bearer of 3600 seconds for the user name alone, and refuses it a second later', async () => {
  const { subscriber, key } = await running.simulators.enrol({
    provider: 'VIETTEL',
    username: 'CMT_031',
    subject,
  });
  const client = { client_id: secrets().spId, client_secret: secrets().spPassword };
  const who = { ...client, profile_id: viettelProfile, user_id: 'CMT_031' };
  const login = await call('viettel/vtss/service/ras/v1/login', who);
  expect(login.body['expires_in']).toBe(3600);
  const bearer = { authorization: `Bearer ${String(login.body['access_token'])}` };
  const order = {
    ...client,
    credentialID: `cred-${subscriber.id}`,
    numSignatures: 1,
    documents: [{ document_id: '1', document_name: 'Giay rut du toan' }],
    hash: [digest.toString('base64')],
    hashAlgo: viettelHashOids['SHA-256'],
    signAlgo: viettelSignAlgo,
    async: 2,
    description: 'Ky 1 chung tu',
  };
  const marked = { ...order, documents: [{ document_id: '1', document_name: 'Giấy rút' }] };
  expect((await call('viettel/vtss/service/signHash', marked, bearer)).http).toBe(400);
  const started = await call('viettel/vtss/service/signHash', order, bearer);
  const transactionId = String(started.body['transactionId']);
  const status = () => call('viettel/vtss/service/requests/status', { transactionId }, bearer);
  expect((await status()).body['status']).toBe(4000);
  await running.simulators.requests.confirm(transactionId, subscriber.pin);
  const done = await status();
  expect(done.body['status']).toBe(1);
  expect(verifies(key.certificate, String((done.body['signatures'] as string[])[0]))).toBe(true);
  clock = new Date(clock.getTime() + 3_600_000);
  expect((await status()).http).toBe(401);
});

test('MISA wants a one-time code with error 122, takes the one on the phone once, and answers a wrong path with a page', async () => {
  const { subscriber } = await running.simulators.enrol({
    provider: 'MISA',
    username: 'duc',
    password: 'mk',
    subject,
    secondFactor: true,
  });
  const client = { 'x-clientid': secrets().spId, 'x-clientkey': secrets().spPassword };
  const login = await call(`misa/${misaPaths.login}`, { userName: 'duc', password: 'mk' }, client);
  expect(login.body).toMatchObject({ status: { errorCode: 122 } });
  const code = running.simulators.requests.codeOf(subscriber.id)?.code ?? '';
  const second = { userName: 'duc', code, otpType: 2 };
  const opened = await call(`misa/${misaPaths.twoFactor}`, second, client);
  const { remoteSigningAccessToken } = opened.body['data'] as { remoteSigningAccessToken: string };
  expect((await call(`misa/${misaPaths.twoFactor}`, second, client)).http).toBe(400);
  const bearer = { ...client, authorizationrm: `Bearer ${remoteSigningAccessToken}` };
  expect((await call(`misa/${misaPaths.certificates}`, undefined, bearer)).http).toBe(200);
  const astray = await call('misa/khong/co', undefined, bearer);
  expect([astray.http, astray.type]).toEqual([200, 'text/html; charset=utf-8']);
});

test.each([
  ['rsa-pss', 'rsa', ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:digest']],
  ['rsa-pkcs1', 'rsa', []],
  ['ecdsa', 'ec', []],
] as const)(
  'CSC v2 signs %s for the hashes that were authorised, and for no others',
  async (scheme, keyKind, options) => {
    const { subscriber, key } = await running.simulators.enrol({
      provider: 'NACENCOMM',
      username: scheme,
      password: 'mk',
      subject,
      keyKind,
    });
    const csc = 'nacencomm/csc/v2';
    const token = await call(
      `${csc}/oauth2/token`,
      new URLSearchParams({
        grant_type: 'password',
        username: scheme,
        password: 'mk',
        client_id: secrets().spId,
        client_secret: secrets().spPassword,
        scope: 'service',
      }),
    );
    const bearer = { authorization: `Bearer ${String(token.body['access_token'])}` };
    const { body: list } = await call(`${csc}/credentials/list`, {}, bearer);
    expect(list['credentialIDs']).toEqual([`cred-${subscriber.id}`]);
    const common = { credentialID: `cred-${subscriber.id}`, hashAlgorithmOID: cscHashOids['SHA-256'] };
    const hashes = [digest.toString('base64')];
    const sign = async (signed: readonly string[]) => {
      const { body } = await call(
        `${csc}/credentials/authorize`,
        { ...common, numSignatures: 1, hashes, description: 'x' },
        bearer,
      );
      return call(
        `${csc}/signatures/signHash`,
        {
          ...common,
          SAD: body['SAD'],
          hashes: signed,
          signAlgo: cscSignAlgos[scheme]['SHA-256'],
          operationMode: 'A',
          validity_period: 60_000,
          clientData: 'Ký',
          documents: [{ id: '1', name: 'a' }],
        },
        bearer,
      );
    };
    expect((await sign([Buffer.alloc(32).toString('base64')])).http).toBe(400);
    const { body: started } = await sign(hashes);
    const responseID = String(started['responseID']);
    expect((await call(`${csc}/signatures/signPolling`, { requestID: responseID }, bearer)).http).toBe(202);
    await running.simulators.requests.confirm(responseID, subscriber.pin);
    const { body: done } = await call(`${csc}/signatures/signPolling`, { requestID: responseID }, bearer);
    const raw = Buffer.from(String((done['signatures'] as string[])[0]), 'base64');
    expect(
      verifies(key.certificate, (scheme === 'ecdsa' ? toDer(raw) : raw).toString('base64'), ...options),
    ).toBe(true);
  },
);

/** r‖s to ECDSA-Sig-Value, for OpenSSL. */
function toDer(raw: Buffer): Buffer {
  const integer = (bytes: Buffer) => {
    let at = 0;
    while (at < 31 && bytes[at] === 0) at += 1;
    const short = bytes.subarray(at);
    const body = (short[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), short]) : short;
    return Buffer.concat([Buffer.of(2, body.length), body]);
  };
  const body = Buffer.concat([integer(raw.subarray(0, 32)), integer(raw.subarray(32))]);
  return Buffer.concat([Buffer.of(0x30, body.length), body]);
}

test('faults come as often as ordered: a page instead of an answer, a closed line, every second document, a value that fits nothing', async () => {
  const { subscriber, key } = await running.simulators.enrol({ provider: 'VNPT', username: '034', subject });
  const order = (fault: string) => call('loi', { provider: 'VNPT', fault, times: 1 });
  expect((await order('html')).http).toBe(204);
  expect((await call('vnpt/v1/credentials/get_certificate', {})).type).toContain('text/html');
  await order('down');
  await expect(call('vnpt/v1/credentials/get_certificate', {})).rejects.toThrow();
  for (const [fault, ids, fits] of [
    ['partial', ['1'], true],
    ['wrong-signature', ['1', '2'], false],
    ['answer-twice', ['2', '1', '2', '1'], true],
  ] as const) {
    await order(fault);
    const { data } = await vnptStart('034', key.serial, ['1', '2']);
    await running.simulators.requests.confirm(data.transaction_id, subscriber.pin);
    const signatures = (await vnptStatus(data.transaction_id)).data?.signatures ?? [];
    expect(signatures.map(({ doc_id }) => doc_id)).toEqual(ids);
    expect(verifies(key.certificate, signatures[0]?.signature_value ?? '')).toBe(fits);
  }
});

test('people and their keys are there after a restart, in a file of the owner alone', async () => {
  const before = await running.simulators.enrol({ provider: 'VNPT', username: '035', subject });
  expect(statSync(join(folder, 'remote-ca-simulators', 'subscribers.json')).mode & 0o077).toBe(0);
  await running.close();
  running = await startSimulators({ port: 0, folder, now: () => clock });
  const after = await running.simulators.enrol({ provider: 'VNPT', username: '035', subject });
  expect(after.subscriber.pin).toBe(before.subscriber.pin);
  expect(Buffer.from(after.key.certificate).equals(before.key.certificate)).toBe(true);
});

test('ends though a phone is still listening for requests', async () => {
  const { subscriber } = await running.simulators.enrol({
    provider: 'VIETTEL',
    username: 'CMT_036',
    subject,
  });
  const stream = await fetch(`${running.url}/dien-thoai/nghe`, {
    headers: { cookie: `dvctt_dien_thoai=${subscriber.id}` },
  });
  expect(stream.headers.get('content-type')).toBe('text/event-stream');
  await running.close();
  expect(await stream.text()).toContain(clock.toISOString());
  running = await startSimulators({ port: 0, folder, now: () => clock });
});
