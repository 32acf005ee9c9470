/** Every simulated provider through the backend's own adapters, from sign-in to a value that OpenSSL judges. */
import { createHash, randomBytes, randomUUID, X509Certificate } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaultName } from '#backend/remote-ca-simulators/faults.ts';
import { simulatedProviders, type Simulators } from '#backend/remote-ca-simulators/simulators.ts';
import type { Backend } from '#backend/server.ts';
import { problemSchema, unitSchema } from '#shared/contract/http.ts';
import {
  remoteProviderListSchema,
  remoteSessionSchema,
  remoteTransactionSchema,
  type RemoteCertificate,
} from '#shared/contract/remote-ca/http.ts';
import { startBackend } from '#test/support/start-backend.ts';
import { HttpPerson } from './support/http-person.ts';

type Provider = (typeof simulatedProviders)[number];
const folder = mkdtempSync(join(tmpdir(), 'dvctt-simulated-'));
let backend: Backend;

const start = async () => {
  backend = await startBackend({ dataFolder: join(folder, 'data'), port: 0, demo: true });
};
beforeAll(start);
afterAll(async () => {
  await backend.close();
  rmSync(folder, { recursive: true });
});

const simulators = (): Simulators => {
  if (backend.simulators === undefined) throw new Error('a demo has simulators');
  return backend.simulators;
};
/** The account holder's, or another's, at a provider. */
const personAt = (provider: Provider, account = 'ctk.songlo') => {
  const found = backend.demo?.phones?.find((one) => one.provider === provider && one.account === account);
  if (found === undefined) throw new Error(`${account} at ${provider}`);
  const subscriber = simulators().subscribers.find(provider, found.username);
  if (subscriber === undefined) throw new Error(found.username);
  return { ...found, id: subscriber.id };
};

async function call(path: string, secret?: string, body?: unknown) {
  const answer = await fetch(`${backend.url}/api/v1/remote-ca/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...(secret === undefined ? {} : { authorization: `Remote ${secret}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await answer.json()) as unknown;
}
/** The code of a refusal; undefined for an answer. */
const codeOf = (answer: unknown) => problemSchema.safeParse(answer).data?.failure.code;

function openSession(provider: Provider, account?: string) {
  const { username, password } = personAt(provider, account);
  return call('sessions', undefined, { provider, username, ...(password === undefined ? {} : { password }) });
}

interface Opened {
  readonly session: string;
  readonly certificate: RemoteCertificate;
}
async function signIn(provider: Provider): Promise<Opened> {
  const session = remoteSessionSchema.parse(await openSession(provider));
  const [certificate] = session.kind === 'open' ? session.certificates : [];
  if (certificate === undefined) throw new Error('no certificate');
  return { session: session.session, certificate };
}

const contents = ['Giấy rút dự toán 0012', 'Hóa đơn 0000318.pdf'];
function begin({ session, certificate }: Opened, scheme = 'rsa-pkcs1') {
  const secret = randomBytes(32).toString('base64url');
  const thumbprint = createHash('sha256')
    .update(Buffer.from(certificate.certificate, 'base64'))
    .digest('hex');
  const answer = call('transactions', session, {
    mutationId: randomUUID(),
    secret,
    alias: certificate.alias,
    thumbprint,
    algorithm: { scheme, hash: 'SHA-256' },
    title: 'Ký 2 tài liệu, 1.005.000 đồng',
    documents: contents.map((content, at) => ({
      id: `HS-${at}`,
      name: content,
      digest: createHash('sha256').update(content).digest('base64'),
    })),
  });
  return { secret, answer };
}
const current = (secret: string) => call('transactions/current?wait=5', secret);

/** Starts a request, confirms it on the phone and waits for what becomes of it. */
async function signed(provider: Provider, opened: Opened, scheme?: string) {
  const { secret, answer } = begin(opened, scheme);
  const { code } = remoteTransactionSchema.parse(await answer);
  const { id, pin } = personAt(provider);
  const [waiting] = simulators().requests.of(id);
  expect(waiting).toMatchObject({ code, state: 'waiting' });
  expect(await simulators().requests.confirm(waiting?.id ?? '', pin)).toEqual({ kind: 'taken' });
  return remoteTransactionSchema.parse(await current(secret));
}

/** Judged by OpenSSL, which is not ours. */
function verifies(certificate: string, content: string, value: string, options: readonly string[] = []) {
  const { publicKey } = new X509Certificate(Buffer.from(certificate, 'base64'));
  const [key, signature] = [join(folder, 'key.pem'), join(folder, 'value')];
  writeFileSync(key, publicKey.export({ type: 'spki', format: 'pem' }));
  writeFileSync(signature, Buffer.from(value, 'base64'));
  const args = ['dgst', '-sha256', '-verify', key, ...options, '-signature', signature];
  return spawnSync('openssl', args, { input: content }).status === 0;
}
function expectSigned(answer: Awaited<ReturnType<typeof signed>>, certificate: string, options?: string[]) {
  expect(answer.state).toBe('done');
  for (const [at, content] of contents.entries())
    expect(verifies(certificate, content, answer.documents[at]?.value ?? '', options)).toBe(true);
}

it('offers the four providers in a demo, each marked as simulated', async () => {
  const { providers } = remoteProviderListSchema.parse(await call('providers'));
  expect(providers.map(({ id, environment }) => `${id} ${environment}`)).toEqual(
    simulatedProviders.map((id) => `${id} simulator`),
  );
});

it.each(simulatedProviders)('signs two documents at %s, and OpenSSL takes both values', async (provider) => {
  const opened = await signIn(provider);
  expect(opened.certificate.state).toBe('active');
  expect(opened.certificate.chain.length).toBeGreaterThan(0);
  expectSigned(await signed(provider, opened), opened.certificate.certificate);
});

it('signs with PSS at the provider that offers it', async () => {
  const opened = await signIn('NACENCOMM');
  expectSigned(await signed('NACENCOMM', opened, 'rsa-pss'), opened.certificate.certificate, [
    '-sigopt',
    'rsa_padding_mode:pss',
    '-sigopt',
    'rsa_pss_saltlen:digest',
  ]);
});

it('takes the one-time code from the phone where MISA asks for one', async () => {
  const half = remoteSessionSchema.parse(await openSession('MISA', 'ktt.songlo'));
  expect(half.kind).toBe('second-factor');
  const code = simulators().requests.codeOf(personAt('MISA', 'ktt.songlo').id)?.code ?? '';
  const session = await call('sessions/current/second-factor', half.session, { code });
  expect(remoteSessionSchema.parse(session).kind).toBe('open');
});

it('refuses a wrong password and a stranger alike', async () => {
  for (const [provider, given] of [
    ['VNPT', { username: personAt('VNPT').username, password: 'sai' }],
    ['MISA', { username: personAt('MISA').username, password: 'sai' }],
    ['NACENCOMM', { username: 'khong-co', password: 'sai' }],
    ['VIETTEL', { username: 'CMT_000000000000' }],
  ] as const)
    expect(codeOf(await call('sessions', undefined, { provider, ...given }))).toBe('REMOTE_SIGN_IN_REFUSED');
});

it('tells a request that was rejected on the phone', async () => {
  for (const provider of simulatedProviders) {
    const { secret, answer } = begin(await signIn(provider));
    remoteTransactionSchema.parse(await answer);
    simulators().requests.reject(simulators().requests.of(personAt(provider).id)[0]?.id ?? '');
    expect(remoteTransactionSchema.parse(await current(secret))).toMatchObject({
      state: 'rejected',
      failure: { code: 'REMOTE_REJECTED' },
    });
  }
});

describe.each(simulatedProviders)('faults of %s', (provider) => {
  const order = (fault: FaultName, times = 1, ms?: number) =>
    simulators().faults.order({ provider, fault, times, ...(ms === undefined ? {} : { ms }) });

  it('at sign-in: a closed line, a page in the place of an answer, a slow answer, an expired certificate', async () => {
    order('down');
    expect(codeOf(await openSession(provider))).toBe('REMOTE_PROVIDER_DOWN');
    order('html');
    expect(codeOf(await openSession(provider))).toBe('REMOTE_PROVIDER_FAILED');
    order('slow', 1, 50);
    expect((await signIn(provider)).certificate.state).toBe('active');
    order('cert-expired');
    expect((await signIn(provider)).certificate.state).not.toBe('active');
  });

  it('at the start: out of quota, a blocked certificate', async () => {
    const opened = await signIn(provider);
    order('quota');
    expect(codeOf(await begin(opened).answer)).toBe('REMOTE_QUOTA');
    order('cert-expired');
    expect(codeOf(await begin(opened).answer)).toBe('REMOTE_CERT_BLOCKED');
  });

  it('lets no value of another certificate or another document through', async () => {
    order('wrong-certificate');
    const stranger = await signIn(provider);
    const { secret, answer } = begin(stranger);
    // VNPT knows certificates by their serial numbers and does not find this one.
    if (codeOf(await answer) === undefined) {
      const { id, pin } = personAt(provider);
      await simulators().requests.confirm(simulators().requests.of(id)[0]?.id ?? '', pin);
      const { state, documents } = remoteTransactionSchema.parse(await current(secret));
      expect(state).toBe('failed');
      expect(documents.every(({ value }) => value === undefined)).toBe(true);
    }
    order('wrong-signature');
    const { documents } = await signed(provider, await signIn(provider));
    expect(documents.map(({ failure }) => failure?.code)).toEqual([
      'REMOTE_SIGNATURE_WRONG',
      'REMOTE_SIGNATURE_WRONG',
    ]);
  });

  it('gets the value out of a CMS, and out of an answer that comes twice and reordered where ids or places tell', async () => {
    const opened = await signIn(provider);
    order('cms');
    expectSigned(await signed(provider, opened), opened.certificate.certificate);
    order('answer-twice');
    const { documents } = await signed(provider, opened);
    for (const [at, { value }] of documents.entries())
      if (value !== undefined)
        expect(verifies(opened.certificate.certificate, contents[at] ?? '', value)).toBe(true);
    if (provider === 'VNPT' || provider === 'MISA')
      expect(documents.every(({ value }) => value !== undefined)).toBe(true);
  });

  it('keeps what was signed when only a part was', async () => {
    order('partial');
    const { documents } = await signed(provider, await signIn(provider));
    expect(documents[0]?.value).toBeDefined();
    expect(documents[1]?.failure?.code).toBe('REMOTE_FAILED');
  });

  it('gives out nothing of a request that it does not know any more', async () => {
    const { secret, answer } = begin(await signIn(provider));
    remoteTransactionSchema.parse(await answer);
    order('never-known', 2);
    const { id, pin } = personAt(provider);
    await simulators().requests.confirm(simulators().requests.of(id)[0]?.id ?? '', pin);
    expect(remoteTransactionSchema.parse(await current(secret))).toMatchObject({
      state: 'failed',
      failure: { code: 'REMOTE_FAILED' },
    });
  });

  it('starts nothing for a session that it has ended, or opens a new one where the user name alone does', async () => {
    const opened = await signIn(provider);
    const { id } = personAt(provider);
    const before = simulators().requests.of(id).length;
    order('session-expired');
    const refusal = codeOf(await begin(opened).answer);
    expect(simulators().requests.of(id)).toHaveLength(before + (provider === 'VIETTEL' ? 1 : 0));
    if (provider === 'VIETTEL') expect(refusal).toBeUndefined();
    else expect(refusal).toBe('REMOTE_SESSION_EXPIRED');
  });
});

it('has one person of the demo registered with a provider’s certificate, which a restart keeps', async () => {
  const registered = async () => {
    const [phone] = (backend.demo?.phones ?? []).filter((one) => one.registered);
    const account = backend.demo?.accounts.find(({ username }) => username === phone?.account);
    expect(account?.role).toBe('UQ_CTK');
    const person = await HttpPerson.signIn(backend.url, account?.username ?? '', account?.password ?? '');
    const unit = unitSchema.parse((await person.send('GET', '/unit')).body);
    const member = unit.members.find(({ role }) => role === 'UQ_CTK');
    const session = remoteSessionSchema.parse(await openSession('VNPT', account?.username));
    const [certificate] = session.kind === 'open' ? session.certificates : [];
    const { serialNumber } = new X509Certificate(Buffer.from(certificate?.certificate ?? '', 'base64'));
    return { pin: phone?.pin, serialNumber, member };
  };
  const before = await registered();
  expect(JSON.stringify(before.member)).toContain(before.serialNumber.replace(/^0+/, ''));
  await backend.close();
  await start();
  expect(await registered()).toEqual(before);
});
