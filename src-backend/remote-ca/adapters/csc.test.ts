import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  json,
  newSigner,
  recordedProvider,
  type RecordedProvider,
  type Signer,
} from '#test/support/recorded-provider.ts';
import { adapterOf, twoDocuments } from '#test/support/remote-adapter.ts';
import type { RemoteAdapter } from '../adapter.ts';

let signer: Signer;
let provider: RecordedProvider;
let adapter: RemoteAdapter;
const access = { username: '001190004521', token: 'bearer-1' };

beforeAll(() => {
  signer = newSigner();
});
beforeEach(async () => {
  provider = await recordedProvider();
  adapter = adapterOf({
    id: 'NACENCOMM',
    adapter: 'csc',
    url: `${provider.url}csc/v2`,
    clientId: 'c-1',
    clientSecret: 'c-secret',
  });
});
afterEach(() => provider.close());

const path = {
  token: 'csc/v2/oauth2/token',
  list: 'csc/v2/credentials/list',
  info: 'csc/v2/credentials/info',
  authorize: 'csc/v2/credentials/authorize',
  signHash: 'csc/v2/signatures/signHash',
  polling: 'csc/v2/signatures/signPolling',
};
const request = (scheme: 'rsa-pkcs1' | 'rsa-pss' = 'rsa-pkcs1') =>
  twoDocuments(signer, { alias: 'cred-1', algorithm: { scheme, hash: 'SHA-256' } });

it('signs in by a form, and tells a refused person from a refused service', async () => {
  provider.answers.set(path.token, json({ access_token: 'bearer-1', token_type: 'Bearer', expires_in: 600 }));
  expect(await adapter.signIn('001190004521', 'mật khẩu & khác')).toMatchObject({ kind: 'open', access });
  expect(provider.asked[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  expect(Object.fromEntries(new URLSearchParams(provider.asked[0]?.text))).toMatchObject({
    grant_type: 'password',
    username: '001190004521',
    password: 'mật khẩu & khác',
    client_id: 'c-1',
  });
  provider.answers.set(path.token, json({ error: 'invalid_grant' }, 400));
  await expect(adapter.signIn('x', 'y')).rejects.toMatchObject({ code: 'REMOTE_SIGN_IN_REFUSED' });
  // None of these says anything of the password.
  for (const [error, status, code] of [
    ['invalid_client', 401, 'REMOTE_PROVIDER_FAILED'],
    ['unsupported_grant_type', 400, 'REMOTE_PROVIDER_FAILED'],
    ['slow_down', 429, 'REMOTE_PROVIDER_DOWN'],
  ] as const) {
    provider.answers.set(path.token, json({ error }, status));
    await expect(adapter.signIn('x', 'y')).rejects.toMatchObject({ code });
  }
});

it('lists each credential with its chain and state, whatever is wrong with another', async () => {
  const certificates = [signer.der];
  const known: Readonly<Record<string, unknown>> = {
    'cred-1': { key: { status: 'enabled', algo: [] }, cert: { status: 'valid', certificates } },
    'cred-2': { key: { status: 'enabled' }, cert: { status: 'suspended', certificates } },
    'cred-3': { key: { status: 'disabled' }, cert: { status: 'valid', certificates } },
    'without-certificate': { key: { status: 'enabled' }, cert: { status: 'valid' } },
  };
  provider.answers.set(path.list, json({ credentialIDs: [...Object.keys(known), 'unknown'] }));
  provider.answers.set(path.info, (reply, asked) => {
    const { credentialID } = asked.body as { credentialID: string };
    const told = known[credentialID];
    (told === undefined ? json({ error: 'invalid_request' }, 400) : json(told))(reply, asked);
  });
  expect((await adapter.certificates(access)).map(({ alias, state }) => [alias, state])).toEqual([
    ['cred-1', 'active'],
    ['cred-2', 'blocked'],
    ['cred-3', 'blocked'],
  ]);
  expect(provider.asked.every(({ headers }) => headers.authorization === 'Bearer bearer-1')).toBe(true);
  provider.answers.set(path.list, json({ error: 'invalid_token' }, 401));
  await expect(adapter.certificates(access)).rejects.toMatchObject({ code: 'REMOTE_SESSION_EXPIRED' });
});

it('authorizes the hashes, then asks for their signatures with the parameters of the scheme', async () => {
  provider.answers.set(path.authorize, json({ SAD: 'sad-1', expiresIn: 300 }));
  provider.answers.set(path.signHash, json({ responseID: 'r-1', displayCode: '27-91' }));
  const offers = (...algo: string[]) =>
    provider.answers.set(path.info, json({ key: { algo }, cert: { certificates: [signer.der] } }));
  const sent = () => provider.asked.filter((asked) => asked.path !== path.info).map(({ body }) => body);
  offers('1.2.840.113549.1.1.11', '1.2.840.113549.1.1.1');
  expect(await adapter.start(access, request())).toEqual({ id: 'r-1', code: '27-91' });
  const hashes = request().documents.map(({ digest }) => digest);
  expect(sent()[0]).toMatchObject({ credentialID: 'cred-1', numSignatures: 2, hashes });
  expect(sent()[1]).toMatchObject({
    SAD: 'sad-1',
    hashes,
    hashAlgorithmOID: '2.16.840.1.101.3.4.2.1',
    signAlgo: '1.2.840.113549.1.1.11',
    operationMode: 'A',
  });
  expect(sent()[1]).not.toHaveProperty('signAlgoParams');
  await adapter.start(access, request('rsa-pss'));
  expect(sent()[3]).toMatchObject({ signAlgo: '1.2.840.113549.1.1.10' });
  expect(sent()[3]).toHaveProperty('signAlgoParams');
  // A credential that names no hash with its key is asked for by the key; the hash is told beside it.
  offers('1.2.840.113549.1.1.1');
  await adapter.start(access, request());
  expect(sent()[5]).toMatchObject({
    signAlgo: '1.2.840.113549.1.1.1',
    hashAlgorithmOID: '2.16.840.1.101.3.4.2.1',
  });
  for (const [error, told] of [
    ['quota_exceeded', 'REMOTE_QUOTA'],
    ['credential_blocked', 'REMOTE_CERT_BLOCKED'],
    ['invalid_request', 'REMOTE_FAILED'],
  ] as const) {
    provider.answers.set(path.authorize, json({ error }, 400));
    await expect(adapter.start(access, request())).rejects.toMatchObject({ code: told });
  }
});

it('reads every answer to a question, and values by their place', async () => {
  const { documents } = request();
  const poll = () => adapter.poll(access, 'r-1', documents);
  provider.answers.set(path.polling, json({ responseID: 'r-1', state: 'waiting' }, 202));
  expect(await poll()).toEqual({ kind: 'waiting' });
  // CSC API v2 §11.12
  expect(provider.asked[0]?.body).toEqual({ requestID: 'r-1' });
  provider.answers.set(path.polling, json({ state: 'signing' }, 202));
  expect(await poll()).toEqual({ kind: 'signing' });
  for (const [error, kind] of [
    ['user_rejected', 'rejected'],
    ['access_denied', 'rejected'],
    ['request_expired', 'expired'],
    ['quota_exceeded', 'quota'],
    ['credential_blocked', 'blocked'],
    ['signing_failed', 'failed'],
    ['invalid_request', 'failed'],
  ] as const) {
    provider.answers.set(path.polling, json({ error, signatures: ['AQ==', null] }, 400));
    expect(await poll()).toEqual({ kind, values: [{ position: 0, value: 'AQ==' }] });
  }
  provider.answers.set(path.polling, json({ signatures: ['AQ==', 'Ag==', 'Aw=='] }));
  expect(await poll()).toEqual({
    kind: 'done',
    values: [
      { position: 0, value: 'AQ==' },
      { position: 1, value: 'Ag==' },
    ],
  });
  // Says nothing of the request: the person may be confirming just now.
  for (const [status, code] of [
    [403, 'REMOTE_PROVIDER_FAILED'],
    [429, 'REMOTE_PROVIDER_DOWN'],
  ] as const) {
    provider.answers.set(path.polling, json({ error: 'try_later' }, status));
    await expect(poll()).rejects.toMatchObject({ code });
  }
  // A bearer's 401 needs no body (RFC 6750 §3).
  provider.answers.set(path.polling, (reply) => void reply.writeHead(401).end());
  await expect(poll()).rejects.toMatchObject({ code: 'REMOTE_SESSION_EXPIRED' });
  provider.answers.set(path.polling, json({ error: 'invalid_token' }, 401));
  await expect(poll()).rejects.toMatchObject({ code: 'REMOTE_SESSION_EXPIRED' });
});
