import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  json,
  newSigner,
  recordedProvider,
  type RecordedProvider,
  type Signer,
} from '#test/support/recorded-provider.ts';
import { adapterOf, documentsNamed, twoDocuments } from '#test/support/remote-adapter.ts';
import type { RemoteAdapter } from '../adapter.ts';

let signer: Signer;
let provider: RecordedProvider;
let adapter: RemoteAdapter;
let bearers: number;
const soon = () => ({ username: 'CMT_001190004521', token: 'bearer-1', tokenEndsAt: Date.now() + 3_600_000 });

beforeAll(() => {
  signer = newSigner();
});
beforeEach(async () => {
  provider = await recordedProvider();
  bearers = 0;
  provider.answers.set(path.login, (reply, asked) => {
    bearers += 1;
    json({ access_token: `bearer-${bearers}`, expires_in: 3600 })(reply, asked);
  });
  adapter = adapterOf({
    id: 'VIETTEL',
    adapter: 'viettel',
    url: provider.url,
    clientId: 'c-1',
    clientSecret: 'c-secret',
    profileId: 'p-1',
  });
});
afterEach(() => provider.close());

const path = {
  login: 'vtss/service/ras/v1/login',
  certificates: 'vtss/service/certificates/info',
  signHash: 'vtss/service/signHash',
  status: 'vtss/service/requests/status',
};
const request = () =>
  twoDocuments(signer, {
    alias: 'credential-1',
    title: 'Ký 2 chứng từ, 1.250.000 đồng',
    documents: documentsNamed(['d-1', `Giấy rút dự toán ${'Đ'.repeat(120)}`], ['d-2', '支付']),
  });

it('signs in by user name alone and sends no password anywhere', async () => {
  expect(await adapter.signIn('CMT_001190004521', undefined)).toMatchObject({
    kind: 'open',
    access: { username: 'CMT_001190004521', token: 'bearer-1' },
  });
  expect(provider.asked[0]?.body).toEqual({
    client_id: 'c-1',
    client_secret: 'c-secret',
    profile_id: 'p-1',
    user_id: 'CMT_001190004521',
  });
  provider.answers.set(path.login, json({ error: 'invalid_user', error_description: '…' }, 400));
  await expect(adapter.signIn('x', undefined)).rejects.toMatchObject({ code: 'REMOTE_SIGN_IN_REFUSED' });
  provider.answers.set(path.login, json({ error: 'invalid_client' }, 401));
  await expect(adapter.signIn('x', undefined)).rejects.toMatchObject({ code: 'REMOTE_PROVIDER_FAILED' });
});

it('lists certificates, with a new bearer when the old one was taken back', async () => {
  const cert = { status: 'valid', certificates: [signer.der, signer.der] };
  provider.answers.set(path.certificates, (reply, asked) =>
    (asked.headers.authorization === 'Bearer bearer-1'
      ? json([{ credential_id: 'credential-1', cert }])
      : json({ error: 'invalid_token' }, 401))(reply, asked),
  );
  const old = { ...soon(), token: 'bearer-0' };
  expect(await adapter.certificates(old)).toEqual([
    { alias: 'credential-1', certificate: signer.der, chain: [], state: 'active' },
  ]);
  expect(bearers).toBe(1);
  provider.answers.set(path.certificates, json({ error: 'invalid_token' }, 401));
  await expect(adapter.certificates(soon())).rejects.toMatchObject({ code: 'REMOTE_SESSION_EXPIRED' });
});

it('renews a bearer that is about to end before the call', async () => {
  provider.answers.set(path.status, json({ transactionId: 't', status: 4000 }));
  await adapter.poll({ ...soon(), token: 'bearer-0', tokenEndsAt: Date.now() + 1000 }, 't', []);
  expect(provider.asked.map(({ path: to }) => to)).toEqual([path.login, path.status]);
  expect(provider.asked[1]?.headers.authorization).toBe('Bearer bearer-1');
});

it('starts several hashes with names in ASCII under a hundred characters', async () => {
  provider.answers.set(path.signHash, json({ transactionId: 'f00dcafe-77', code: '4711', expiresIn: 180 }));
  expect(await adapter.start(soon(), request())).toEqual({
    id: 'f00dcafe-77',
    code: '4711',
    waitSeconds: 180,
  });
  const body = provider.asked[0]?.body as { documents: { document_name: string }[]; description: string };
  expect(body).toMatchObject({
    credentialID: 'credential-1',
    numSignatures: 2,
    hash: request().documents.map(({ digest }) => digest),
    hashAlgo: '2.16.840.1.101.3.4.2.1',
    signAlgo: '1.2.840.113549.1.1.1',
    async: 2,
    description: 'Ky 2 chung tu, 1.250.000 dong',
  });
  for (const { document_name } of body.documents) expect(document_name).toMatch(/^[\x20-\x7e]{1,99}$/);
  provider.answers.set(path.signHash, json({ transactionId: 'f00dcafe-77' }));
  expect(await adapter.start(soon(), request())).toEqual({ id: 'f00dcafe-77', code: '' });
  for (const [error, told] of [
    [{ error: 4005 }, 'REMOTE_QUOTA'],
    [{ error: 'quota', status: 4005 }, 'REMOTE_QUOTA'],
    [{ error: '13004' }, 'REMOTE_CERT_BLOCKED'],
    [{ error: 'invalid_request' }, 'REMOTE_FAILED'],
  ] as const) {
    provider.answers.set(path.signHash, json(error, 400));
    await expect(adapter.start(soon(), request())).rejects.toMatchObject({ code: told });
  }
});

it('reads every status, and keeps what was signed before the quota ended', async () => {
  const { documents } = request();
  for (const [status, kind] of [
    [1, 'done'],
    [4000, 'waiting'],
    [6000, 'signing'],
    [4001, 'expired'],
    [4002, 'rejected'],
    [4004, 'failed'],
    [4005, 'quota'],
    [13004, 'blocked'],
    ['4001', 'expired'],
  ] as const) {
    provider.answers.set(path.status, json({ transactionId: 't', status }));
    expect((await adapter.poll(soon(), 't', documents)).kind).toBe(kind);
  }
  provider.answers.set(path.status, json({ transactionId: 't', status: 99 }));
  await expect(adapter.poll(soon(), 't', documents)).rejects.toMatchObject({
    code: 'REMOTE_PROVIDER_FAILED',
  });
  provider.answers.set(path.status, json({ transactionId: 't', status: 4005, signatures: ['AQ==', null] }));
  expect(await adapter.poll(soon(), 't', documents)).toEqual({
    kind: 'quota',
    values: [{ position: 0, value: 'AQ==' }],
  });
});

it('takes a request that it does not know, or refuses to speak of, for failed at once', async () => {
  const { documents } = request();
  for (const [error, http, kind] of [
    [{ error: 'unknown_transaction', error_description: '…' }, 400, 'failed'],
    [{ error: 'unknown_transaction' }, 404, 'failed'],
    [{ error: 'refused', status: 4005 }, 400, 'quota'],
    [{ error: '4001' }, 400, 'expired'],
    [{ error: 4000 }, 400, 'failed'],
  ] as const) {
    provider.answers.set(path.status, json(error, http));
    expect(await adapter.poll(soon(), 't', documents)).toEqual({ kind, values: [] });
  }
  // Busy is another matter: it may know better the next time.
  provider.answers.set(path.status, json({ error: 'too_many_requests' }, 429));
  await expect(adapter.poll(soon(), 't', documents)).rejects.toMatchObject({
    code: 'REMOTE_PROVIDER_DOWN',
  });
});

it('takes no more values than there are documents', async () => {
  provider.answers.set(path.status, json({ status: 1, signatures: ['AQ==', 'Ag==', 'Aw=='] }));
  expect(await adapter.poll(soon(), 't', request().documents)).toMatchObject({
    values: [{ position: 0 }, { position: 1 }],
  });
});
