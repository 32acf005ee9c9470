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
const access = { username: 'lan@example.edu.vn', token: 'rs-token', userId: 'u-1' };

beforeAll(() => {
  signer = newSigner();
});
beforeEach(async () => {
  provider = await recordedProvider();
  adapter = adapterOf({
    id: 'MISA',
    adapter: 'misa',
    url: provider.url,
    clientId: 'c-1',
    clientKey: 'c-key',
  });
});
afterEach(() => provider.close());

const path = {
  login: 'api/auth/api/v1/auth/login-api',
  twoFactor: 'api/auth/api/v1/auth/two-factor-auth',
  certificates: 'external/esrm/service/general/api/v1/Certificates/by-userId',
  sign: 'external/esrm/service/signing/api/v1/Signing/hash',
  status: 'external/esrm/service/signing/api/v1/Signing/status/tx-1',
};
const request = () =>
  twoDocuments(signer, {
    alias: 'key-1',
    documents: documentsNamed(['d-1', `${'a'.repeat(99)}😀`], ['x'.repeat(60), 'Ủy nhiệm chi']),
  });

it('signs in with the client’s headers, and asks for a code where error 122 says so', async () => {
  const data = { remoteSigningAccessToken: 'rs-token', expiresIn: 1800, user: { id: 'u-1' } };
  provider.answers.set(path.login, json({ status: { error: false }, data }));
  expect(await adapter.signIn('lan@example.edu.vn', 'mật khẩu')).toMatchObject({ kind: 'open', access });
  expect(provider.asked[0]).toMatchObject({
    headers: { 'x-clientid': 'c-1', 'x-clientkey': 'c-key' },
    body: { userName: 'lan@example.edu.vn', password: 'mật khẩu' },
  });
  for (const [ways, sentTo, otpType] of [
    [{ appAuthenticator: true, phoneNumber: true }, 'app', 2],
    [{ phoneNumber: true }, 'sms', 1],
    [{ email: true }, 'email', 0],
    [null, 'email', 0],
  ] as const) {
    const wanted = { status: { error: true, errorCode: '122' }, data: { default: ways } };
    provider.answers.set(path.login, json(wanted, 400));
    const step = { username: 'lan', sentTo, otpType };
    expect(await adapter.signIn('lan', 'x')).toEqual({ kind: 'second-factor', step });
  }
  provider.answers.set(path.login, json({ status: { error: true, errorCode: 100 } }, 401));
  await expect(adapter.signIn('x', 'y')).rejects.toMatchObject({ code: 'REMOTE_SIGN_IN_REFUSED' });
  for (const [errorCode, status] of [
    [0, 403],
    [110, 401],
  ] as const) {
    provider.answers.set(path.login, json({ status: { error: true, errorCode } }, status));
    await expect(adapter.signIn('x', 'y')).rejects.toMatchObject({ code: 'REMOTE_PROVIDER_FAILED' });
  }
});

it('opens the account with the right code, and says of a wrong one that it is wrong', async () => {
  const step = { username: 'lan', sentTo: 'sms' as const, otpType: 1 };
  const data = { remoteSigningAccessToken: 'rs-token', user: { id: 'u-1' } };
  provider.answers.set(path.twoFactor, json({ status: { error: false }, data }));
  expect(await adapter.secondFactor(step, '123456')).toMatchObject({ token: 'rs-token', userId: 'u-1' });
  expect(provider.asked[0]?.body).toEqual({ userName: 'lan', code: '123456', otpType: 1 });
  provider.answers.set(path.twoFactor, json({ status: { error: true, errorCode: 130 } }));
  await expect(adapter.secondFactor(step, '000000')).rejects.toMatchObject({ code: 'REMOTE_CODE_WRONG' });
});

it('lists certificates with the state of key and certificate', async () => {
  const own = { userId: 'u-1', keyAlias: 'key-1', certificate: signer.der, certiticateChain: [signer.der] };
  provider.answers.set(
    path.certificates,
    json([
      { ...own, keyStatus: 'ACTIVE', certStatus: 'ACTIVE' },
      { ...own, keyAlias: 'key-2', keyStatus: 'INACTIVE', certStatus: 'ACTIVE' },
      { ...own, keyAlias: 'key-3', keyStatus: '', certStatus: 'REVOKED' },
    ]),
  );
  expect((await adapter.certificates(access)).map(({ alias, state }) => [alias, state])).toEqual([
    ['key-1', 'active'],
    ['key-2', 'blocked'],
    ['key-3', 'blocked'],
  ]);
  expect(provider.asked[0]).toMatchObject({ method: 'GET', headers: { authorizationrm: 'Bearer rs-token' } });
  provider.answers.set(path.certificates, json({ error: 'x' }, 401));
  await expect(adapter.certificates(access)).rejects.toMatchObject({ code: 'REMOTE_SESSION_EXPIRED' });
});

it('starts documents with ids and names that fit MISA’s limits', async () => {
  provider.answers.set(path.sign, json({ transactionId: 'tx-1', code: null }));
  expect(await adapter.start(access, request())).toEqual({ id: 'tx-1', code: '' });
  expect(provider.asked[0]?.body).toEqual({
    DataToBeDisplayed: 'Ký 2 chứng từ',
    UserId: 'u-1',
    CertAlias: 'key-1',
    Documents: [
      { DocumentId: 'd-1', FileToSign: request().documents[0]?.digest, DocumentName: 'a'.repeat(99) },
      { DocumentId: 'document-2', FileToSign: request().documents[1]?.digest, DocumentName: 'Ủy nhiệm chi' },
    ],
  });
  for (const [errorCode, told] of [
    [4005, 'REMOTE_QUOTA'],
    ['13004', 'REMOTE_CERT_BLOCKED'],
    ['E_OTHER', 'REMOTE_FAILED'],
  ] as const) {
    provider.answers.set(path.sign, json({ error: true, errorCode }, 400));
    await expect(adapter.start(access, request())).rejects.toMatchObject({ code: told });
  }
});

it('reads every state, and puts values to their documents by id', async () => {
  const { documents } = request();
  for (const [answer, kind] of [
    [{ status: 'PENDING' }, 'waiting'],
    [{ status: 'SIGNING' }, 'signing'],
    [{ status: 'CANCELLED' }, 'rejected'],
    [{ status: 'EXPIRED' }, 'expired'],
    [{ status: 'FAILED' }, 'failed'],
    [{ status: 'FAILED', errorCode: 4001 }, 'expired'],
    [{ status: 'FAILED', errorCode: '4005' }, 'quota'],
    [{ status: 'FAILED', errorCode: 13004 }, 'blocked'],
    [{ status: 'FAILED', errorCode: 4000 }, 'failed'],
    [{ status: 'FAILED', errorCode: 'E_OTHER' }, 'failed'],
  ] as const) {
    provider.answers.set(path.status, json({ ...answer, transactionId: 'tx-1' }));
    expect((await adapter.poll(access, 'tx-1', documents)).kind).toBe(kind);
  }
  const signatures = [
    { documentId: 'document-2', signature: 'Ag==' },
    { documentId: 'd-1', signature: 'AQ==' },
    { documentId: 'd-1', signature: 'AQ==' },
    { documentId: 'foreign', signature: 'Aw==' },
  ];
  provider.answers.set(path.status, json({ status: 'SUCCESS', transactionId: 'tx-1', signatures }));
  expect(await adapter.poll(access, 'tx-1', documents)).toEqual({
    kind: 'done',
    values: [
      { position: 1, value: 'Ag==' },
      { position: 0, value: 'AQ==' },
      { position: 0, value: 'AQ==' },
    ],
  });
  provider.answers.set(path.status, json({ error: 'x' }, 401));
  await expect(adapter.poll(access, 'tx-1', documents)).rejects.toMatchObject({
    code: 'REMOTE_SESSION_EXPIRED',
  });
});
