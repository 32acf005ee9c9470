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
  provider.answers.set(path.token, json({ error: 'invalid_client' }, 401));
  await expect(adapter.signIn('x', 'y')).rejects.toMatchObject({ code: 'REMOTE_PROVIDER_FAILED' });
});

it('lists each credential with its chain and state', async () => {
  provider.answers.set(path.list, json({ credentialIDs: ['cred-1', 'cred-2'] }));
  provider.answers.set(path.info, (reply, asked) => {
    const { credentialID } = asked.body as { credentialID: string };
    const status = credentialID === 'cred-1' ? 'valid' : 'suspended';
    json({
      key: { status: 'enabled', algo: ['1.2.840.113549.1.1.1'] },
      cert: { status, certificates: [signer.der] },
    })(reply, asked);
  });
  expect((await adapter.certificates(access)).map(({ alias, state }) => [alias, state])).toEqual([
    ['cred-1', 'active'],
    ['cred-2', 'blocked'],
  ]);
  expect(provider.asked.every(({ headers }) => headers.authorization === 'Bearer bearer-1')).toBe(true);
  provider.answers.set(path.list, json({ error: 'invalid_token' }, 401));
  await expect(adapter.certificates(access)).rejects.toMatchObject({ code: 'REMOTE_SESSION_EXPIRED' });
});

it('authorizes the hashes, then asks for their signatures with the parameters of the scheme', async () => {
  provider.answers.set(path.authorize, json({ SAD: 'sad-1', expiresIn: 300 }));
  provider.answers.set(path.signHash, json({ responseID: 'r-1', displayCode: '27-91' }));
  expect(await adapter.start(access, request())).toEqual({ id: 'r-1', code: '27-91' });
  const hashes = request().documents.map(({ digest }) => digest);
  expect(provider.asked[0]?.body).toMatchObject({ credentialID: 'cred-1', numSignatures: 2, hashes });
  expect(provider.asked[1]?.body).toMatchObject({
    SAD: 'sad-1',
    hashes,
    hashAlgorithmOID: '2.16.840.1.101.3.4.2.1',
    signAlgo: '1.2.840.113549.1.1.11',
    operationMode: 'A',
  });
  expect(provider.asked[1]?.body).not.toHaveProperty('signAlgoParams');
  await adapter.start(access, request('rsa-pss'));
  expect(provider.asked[3]?.body).toMatchObject({ signAlgo: '1.2.840.113549.1.1.10' });
  expect(provider.asked[3]?.body).toHaveProperty('signAlgoParams');
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
  provider.answers.set(path.polling, json({ state: 'signing' }, 202));
  expect(await poll()).toEqual({ kind: 'signing' });
  for (const [error, kind] of [
    ['user_rejected', 'rejected'],
    ['access_denied', 'rejected'],
    ['request_expired', 'expired'],
    ['quota_exceeded', 'quota'],
    ['credential_blocked', 'blocked'],
    ['signing_failed', 'failed'],
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
  provider.answers.set(path.polling, json({ error: 'invalid_token' }, 401));
  await expect(poll()).rejects.toMatchObject({ code: 'REMOTE_SESSION_EXPIRED' });
});
