/** The backend's side of remote signatures, against a provider that answers as VNPT and MISA are known to. */
import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  randomBytes,
  randomUUID,
  verify,
  X509Certificate,
  sign,
} from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { remoteCaConfiguration } from '#backend/remote-ca/configuration.ts';
import type { Backend } from '#backend/server.ts';
import { remoteSessionSchema, remoteTransactionSchema } from '#shared/contract/remote-ca/http.ts';
import { problemSchema } from '#shared/contract/http.ts';
import { onPostgres, startBackend } from '#test/support/start-backend.ts';

const password = 'Mat-khau-rat-rieng-7';
const digest = (text: string) => createHash('sha256').update(text).digest();
const newSecret = () => randomBytes(32).toString('base64url');

let folder: string;
let backend: Backend;
let provider: Server;
let base: string;
/** The provider's answers by the end of their path; what it was sent lies in `asked`. */
let answers: Record<string, (body: unknown, reply: ServerResponse) => void>;
let asked: { path: string; body: string }[];
let certificate: X509Certificate;
let key: ReturnType<typeof createPrivateKey>;
let lines: string[];

const json = (value: unknown) => (_body: unknown, reply: ServerResponse) =>
  void reply.setHeader('content-type', 'application/json').end(JSON.stringify(value));
const vnpt = (status_code: number, data: unknown = null) => json({ status_code, message: '', data });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dvctt-remote-'));
  const openssl = (...parts: string[]) => execFileSync('openssl', parts, { cwd: folder, stdio: 'pipe' });
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=Lan',
    '-keyout',
    'key.pem',
    '-out',
    'cert.pem',
  );
  certificate = new X509Certificate(readFileSync(join(folder, 'cert.pem')));
  key = createPrivateKey(readFileSync(join(folder, 'key.pem')));
  asked = [];
  lines = [];
  const listed = {
    cert_id: 'c1',
    cert_status: 'VALID',
    serial_number: certificate.serialNumber,
    cert_data: certificate.raw.toString('base64'),
  };
  answers = {
    get_certificate: vnpt(200, { user_certificates: [listed] }),
    sign: vnpt(200, { transaction_id: 't-1', tran_code: 'QX7-114' }),
    status: vnpt(4000),
  };
  provider = createServer((request, reply) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      const path = request.url ?? '';
      asked.push({ path, body });
      const answer = answers[path.split('/').at(-1) ?? ''];
      if (answer === undefined) reply.setHeader('content-type', 'text/html').end('<html>');
      else answer(body === '' ? undefined : JSON.parse(body), reply);
    });
  });
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  await start();
});
afterEach(async () => {
  await backend.close();
  provider.closeAllConnections();
  provider.close();
  rmSync(folder, { recursive: true });
});

let clock = 0;
const now = () => new Date(Date.now() + clock);

async function start(later = 0): Promise<void> {
  clock = later;
  backend = await startBackend({
    dataFolder: join(folder, 'data'),
    port: 0,
    now,
    log: (entry) => void lines.push(JSON.stringify(entry)),
    remoteCa: remoteCaConfiguration([
      {
        id: 'VNPT',
        name: 'VNPT SmartCA',
        app: 'VNPT SmartCA',
        environment: 'test',
        adapter: 'vnpt',
        url: `${base}/sca/sp769`,
        spId: 'sp',
        spPassword: 'service-secret',
        mostDocuments: 3,
      },
      {
        id: 'MISA',
        name: 'MISA eSign',
        app: 'MISA eSign',
        environment: 'test',
        adapter: 'misa',
        url: base,
        clientId: 'id',
        clientKey: 'service-secret',
      },
    ]),
  });
}

interface Call {
  readonly secret?: string;
  readonly body?: unknown;
  readonly method?: string;
}
async function call(path: string, { secret, body, method }: Call = {}) {
  const answer = await fetch(`${backend.url}/api/v1/remote-ca/${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(secret === undefined ? {} : { authorization: `Remote ${secret}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return {
    status: answer.status,
    json: answer.status === 204 ? undefined : ((await answer.json()) as unknown),
  };
}
const failed = async (answer: ReturnType<typeof call>) =>
  problemSchema.parse((await answer).json).failure.code;

async function signIn(): Promise<string> {
  const { json: body } = await call('sessions', {
    body: { provider: 'VNPT', username: '001190004521', password },
  });
  const session = remoteSessionSchema.parse(body);
  expect(session).toMatchObject({ kind: 'open', certificates: [{ alias: 'c1', state: 'active' }] });
  return session.session;
}

const requestFor = (texts: readonly string[]) => ({
  mutationId: randomUUID(),
  secret: newSecret(),
  alias: 'c1',
  thumbprint: createHash('sha256').update(certificate.raw).digest('hex'),
  algorithm: { scheme: 'rsa-pkcs1', hash: 'SHA-256' },
  title: `Ký ${texts.length} chứng từ`,
  documents: texts.map((text, i) => ({ id: `d${i}`, name: text, digest: digest(text).toString('base64') })),
});

async function begin(texts: readonly string[]) {
  const request = requestFor(texts);
  const { status, json: body } = await call('transactions', { secret: await signIn(), body: request });
  expect(status).toBe(201);
  expect(remoteTransactionSchema.parse(body)).toMatchObject({ code: 'QX7-114', state: 'waiting' });
  return request;
}
const current = async (secret: string, wait = 5) =>
  remoteTransactionSchema.parse((await call(`transactions/current?wait=${wait}`, { secret })).json);
const value = (text: string) => sign('sha256', Buffer.from(text), key).toString('base64');

it('hands out values by their documents, whatever order they come in, twice or foreign', async () => {
  const { secret } = await begin(['một', 'hai', 'ba']);
  answers['status'] = vnpt(200, {
    signatures: [
      { doc_id: 'd1', signature_value: value('một') },
      { doc_id: 'foreign', signature_value: value('ba') },
      { doc_id: 'd1', signature_value: value('hai') },
      { doc_id: 'd0', signature_value: value('một') },
      { doc_id: 'd0', signature_value: value('một') },
    ],
  });
  const { state, documents } = await current(secret);
  expect(state).toBe('done');
  expect(documents.map(({ failure }) => failure?.code)).toEqual([undefined, undefined, 'REMOTE_FAILED']);
  for (const [i, text] of ['một', 'hai'].entries())
    expect(
      verify(
        'sha256',
        Buffer.from(text),
        certificate.publicKey,
        Buffer.from(documents[i]?.value ?? '', 'base64'),
      ),
    ).toBe(true);
});

it('keeps back a value of another key, and lets the others stand', async () => {
  const { secret } = await begin(['một', 'hai']);
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const wrong = sign('sha256', Buffer.from('một'), stranger.privateKey).toString('base64');
  answers['status'] = vnpt(200, {
    signatures: [
      { doc_id: 'd0', signature_value: wrong },
      { doc_id: 'd1', signature_value: value('hai') },
    ],
  });
  const { documents } = await current(secret);
  expect(documents).toMatchObject([{ failure: { code: 'REMOTE_SIGNATURE_WRONG' } }, { value: value('hai') }]);
  expect(documents[0]).not.toHaveProperty('value');
});

it('says what became of a request that brought no signatures', async () => {
  for (const [code, state, failure] of [
    [4001, 'expired', 'REMOTE_EXPIRED'],
    [4002, 'rejected', 'REMOTE_REJECTED'],
    [4004, 'failed', 'REMOTE_FAILED'],
    [4005, 'failed', 'REMOTE_QUOTA'],
    [13004, 'failed', 'REMOTE_CERT_BLOCKED'],
  ] as const) {
    answers['status'] = vnpt(code);
    const { secret } = await begin(['một']);
    expect(await current(secret)).toMatchObject({ state, failure: { code: failure } });
  }
});

it('lets a request end by its own time when the provider goes on waiting', async () => {
  const { secret } = await begin(['một']);
  clock = 400_000;
  expect(await current(secret, 0)).toMatchObject({ state: 'expired', failure: { code: 'REMOTE_EXPIRED' } });
});

it('finds a request again after a restart, without the session, and gives a cancelled one to nobody', async () => {
  const first = await begin(['một']);
  const second = await begin(['hai']);
  await call('transactions/current', { secret: second.secret, method: 'DELETE' });
  await backend.close();
  await start();
  answers['status'] = vnpt(200, { signatures: [{ doc_id: 'd0', signature_value: value('một') }] });
  expect(await current(first.secret)).toMatchObject({ state: 'done', documents: [{ value: value('một') }] });
  const cancelled = await current(second.secret);
  expect(cancelled.state).toBe('cancelled');
  expect(cancelled.documents).toEqual([{ id: 'd0' }]);
  expect(await failed(call('transactions/current', { secret: newSecret() }))).toBe(
    'REMOTE_TRANSACTION_UNKNOWN',
  );
});

it('forgets a request a week after it began, when the server starts', async () => {
  const { secret } = await begin(['một']);
  await backend.close();
  await start(8 * 86_400_000);
  expect(await failed(call('transactions/current', { secret }))).toBe('REMOTE_TRANSACTION_UNKNOWN');
});

it('starts one request for one mutation id, and none for another certificate, too many documents or ids twice', async () => {
  const session = await signIn();
  const request = requestFor(['một']);
  const both = await Promise.all([1, 2].map(() => call('transactions', { secret: session, body: request })));
  expect(both.map(({ status }) => status)).toEqual([201, 201]);
  expect(asked.filter(({ path }) => path.endsWith('/sign'))).toHaveLength(1);
  const start = (change: object) =>
    failed(call('transactions', { secret: session, body: { ...requestFor(['một']), ...change } }));
  expect(await failed(call('transactions', { secret: session, body: { ...request, title: 'khác' } }))).toBe(
    'REQUEST_INVALID',
  );
  expect(await start({ mutationId: request.mutationId })).toBe('REMOTE_TRANSACTION_UNKNOWN');
  expect(await start({ thumbprint: 'ab'.repeat(32) })).toBe('REMOTE_NO_CERTIFICATE');
  expect(await start({ algorithm: { scheme: 'rsa-pss', hash: 'SHA-256' } })).toBe('REMOTE_ALGORITHM');
  expect(await start({ documents: requestFor(['1', '2', '3', '4']).documents })).toBe('REQUEST_INVALID');
  const [document] = request.documents;
  expect(await start({ documents: [document, document] })).toBe('REQUEST_INVALID');
  // The request's own secret finds it again, when the session is long over.
  expect((await call('transactions', { secret: newSecret(), body: request })).status).toBe(201);
  expect(asked.filter(({ path }) => path.endsWith('/sign'))).toHaveLength(1);
});

it('tells an outage from a page, and keeps the request through both', async () => {
  const { secret } = await begin(['một']);
  delete answers['status'];
  expect(await failed(call('transactions/current', { secret }))).toBe('REMOTE_PROVIDER_FAILED');
  answers['status'] = (_body, reply) => void reply.destroy();
  expect(await failed(call('transactions/current?wait=5', { secret }))).toBe('REMOTE_PROVIDER_DOWN');
  answers['status'] = (_body, reply) => void reply.writeHead(302, { location: 'http://127.0.0.1:9/' }).end();
  expect(await failed(call('transactions/current?wait=5', { secret }))).toBe('REMOTE_PROVIDER_FAILED');
  answers['status'] = vnpt(200, { signatures: [{ doc_id: 'd0', signature_value: value('một') }] });
  expect((await current(secret)).state).toBe('done');
});

it('answers in time when each answer of the provider takes longer than the pause between two questions', async () => {
  const { secret } = await begin(['một']);
  answers['status'] = (body, reply) => void setTimeout(() => vnpt(4000)(body, reply), 1_100);
  const began = asked.length;
  expect(await current(secret, 0)).toMatchObject({ state: 'waiting' });
  expect(asked.length - began).toBe(1);
  expect(await current(secret, 2)).toMatchObject({ state: 'waiting' });
  expect(asked.length - began).toBeLessThanOrEqual(4);
});

it('lets nobody try more passwords at once than one after the other, and counts no fault of the provider', async () => {
  const trial = async () =>
    (await call('sessions', { body: { provider: 'VNPT', username: 'lan', password } })).json;
  answers['get_certificate'] = vnpt(500);
  for (let tries = 0; tries < 12; tries += 1)
    expect(problemSchema.parse(await trial()).failure.code).toBe('REMOTE_PROVIDER_FAILED');
  answers['get_certificate'] = vnpt(401);
  const codes = (await Promise.all(Array.from({ length: 30 }, trial))).map(
    (body) => problemSchema.parse(body).failure.code,
  );
  expect(codes.filter((code) => code === 'REMOTE_SIGN_IN_REFUSED')).toHaveLength(10);
  expect(codes.filter((code) => code === 'TOO_MANY_ATTEMPTS')).toHaveLength(20);
});

it('asks for a second factor where MISA wants one, with five tries', async () => {
  const user = { id: 'u-1' };
  answers['login-api'] = json({
    status: { error: true, errorCode: 122 },
    data: { default: { phoneNumber: true } },
  });
  answers['two-factor-auth'] = (body, reply) =>
    (body as { code: string }).code === '123456'
      ? json({
          status: { error: false },
          data: { remoteSigningAccessToken: 'bearer-of-misa', expiresIn: 3600, user },
        })(body, reply)
      : json({ status: { error: true, errorCode: 1 } })(body, reply);
  answers['by-userId'] = json([
    {
      userId: 'u-1',
      keyAlias: 'k1',
      keyStatus: 'ACTIVE',
      certStatus: 'ACTIVE',
      certificate: certificate.raw.toString('base64'),
    },
  ]);
  const open = await call('sessions', { body: { provider: 'MISA', username: 'lan', password } });
  const half = remoteSessionSchema.parse(open.json);
  expect(half).toMatchObject({ kind: 'second-factor', sentTo: 'sms' });
  const give = (code: string) =>
    call('sessions/current/second-factor', { secret: half.session, body: { code } });
  expect(await failed(give('000000'))).toBe('REMOTE_CODE_WRONG');
  const session = remoteSessionSchema.parse((await give('123456')).json);
  expect(session).toMatchObject({ kind: 'open', certificates: [{ alias: 'k1' }] });
  expect(await failed(give('123456'))).toBe('REMOTE_SESSION_EXPIRED');
});

it('keeps passwords and the service’s secrets out of store, log, audit and answers', async () => {
  const { secret } = await begin(['một']);
  answers['get_certificate'] = vnpt(401);
  const refusal = await call('sessions', { body: { provider: 'VNPT', username: 'x', password } });
  expect(problemSchema.parse(refusal.json).failure.code).toBe('REMOTE_SIGN_IN_REFUSED');
  const everything = [
    ...lines,
    JSON.stringify(await backend.store.selectFrom('audit').selectAll().execute()),
    JSON.stringify(await backend.store.selectFrom('remote_transactions').selectAll().execute()),
    JSON.stringify(refusal.json),
    JSON.stringify((await call('providers')).json),
  ];
  const files = onPostgres ? [] : filesIn(join(folder, 'data'));
  for (const text of [...everything, ...files.map((file) => readFileSync(file, 'latin1'))])
    for (const hidden of [password, 'service-secret', secret]) expect(text.includes(hidden)).toBe(false);
  const actions = await backend.store.selectFrom('audit').select('action').orderBy('sequence').execute();
  expect(actions.map(({ action }) => action)).toEqual(['remote.session.opened', 'remote.started']);
});

function filesIn(path: string): string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((file) => statSync(file).isFile());
}
