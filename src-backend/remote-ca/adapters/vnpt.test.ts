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
const access = { username: '001190004521' };

beforeAll(() => {
  signer = newSigner();
});
beforeEach(async () => {
  provider = await recordedProvider();
  adapter = adapterOf({
    id: 'VNPT',
    adapter: 'vnpt',
    url: `${provider.url}sca/sp769`,
    spId: 'sp-1',
    spPassword: 'sp-secret',
  });
});
afterEach(() => provider.close());

const path = {
  certificates: 'sca/sp769/v1/credentials/get_certificate',
  sign: 'sca/sp769/v1/signatures/sign',
};
const statusPath = 'sca/sp769/v1/signatures/sign/8d1c/status';
const answer = (status_code: number | string, data: unknown = null) =>
  json({ status_code, message: 'Success', data });
const listed = (changes: object = {}) => ({
  service_type: 'SMARTCA',
  cert_id: 'cert-1',
  cert_status: 'VALID',
  serial_number: signer.certificate.serialNumber,
  cert_subject: 'CN=Lan',
  cert_valid_from: '2026-01-01T00:00:00Z',
  cert_valid_to: '2027-01-01T00:00:00Z',
  cert_data: signer.der,
  chain_data: { ca_cert: signer.der, root_cert: null },
  ...changes,
});
const request = () =>
  twoDocuments(signer, {
    documents: documentsNamed(['GRT-000142', 'Giấy rút dự toán'], ['UNC-000143', 'Ủy nhiệm chi']),
  });

it('signs in with the service’s secrets and lists certificates with their state', async () => {
  const data = {
    user_certificates: [
      listed(),
      listed({ cert_id: 'cert-2', cert_status: 'REVOKED' }),
      listed({ cert_id: 'cert-3', cert_data: 'AAAA' }),
    ],
  };
  provider.answers.set(path.certificates, answer(200, data));
  expect(await adapter.signIn('001190004521', 'mật khẩu')).toEqual({
    kind: 'open',
    access: { username: '001190004521' },
    certificates: [
      { alias: 'cert-1', certificate: signer.der, chain: [], state: 'active' },
      { alias: 'cert-2', certificate: signer.der, chain: [], state: 'blocked' },
    ],
  });
  expect(provider.asked[0]).toMatchObject({
    method: 'POST',
    body: { sp_id: 'sp-1', sp_password: 'sp-secret', user_id: '001190004521' },
  });
});

it('tells a refused person from a refused service', async () => {
  provider.answers.set(path.certificates, answer(401));
  await expect(adapter.signIn('x', 'y')).rejects.toMatchObject({ code: 'REMOTE_SIGN_IN_REFUSED' });
  provider.answers.set(path.certificates, answer(403));
  await expect(adapter.signIn('x', 'y')).rejects.toMatchObject({ code: 'REMOTE_PROVIDER_FAILED' });
});

it('starts several hashes in one transaction, in hex, under names that a person can read on the phone', async () => {
  provider.answers.set(path.sign, answer(200, { transaction_id: '8d1c', tran_code: 'QX7-114' }));
  expect(await adapter.start(access, request())).toEqual({ id: '8d1c', code: 'QX7-114' });
  expect(provider.asked[0]?.body).toMatchObject({
    user_id: '001190004521',
    serial_number: signer.certificate.serialNumber.toLowerCase(),
    transaction_id: request().mutationId,
    transaction_desc: 'Ký 2 chứng từ',
    sign_files: [
      {
        data_to_be_signed: '01'.repeat(32),
        doc_id: '1. Giay rut du toan',
        file_type: 'pdf',
        sign_type: 'hash',
      },
      { data_to_be_signed: '02'.repeat(32), doc_id: '2. Uy nhiem chi', file_type: 'pdf', sign_type: 'hash' },
    ],
  });
  for (const [code, told] of [
    [4005, 'REMOTE_QUOTA'],
    [13004, 'REMOTE_CERT_BLOCKED'],
    [404, 'REMOTE_FAILED'],
    [401, 'REMOTE_SESSION_EXPIRED'],
    [403, 'REMOTE_PROVIDER_FAILED'],
  ] as const) {
    provider.answers.set(path.sign, answer(code));
    await expect(adapter.start(access, request())).rejects.toMatchObject({ code: told });
  }
});

it('reads every status, as a number or as text', async () => {
  const { documents } = request();
  for (const [code, kind] of [
    [4000, 'waiting'],
    ['4000', 'waiting'],
    [4001, 'expired'],
    [4002, 'rejected'],
    [4003, 'failed'],
    [4004, 'failed'],
    [4005, 'quota'],
    [13004, 'blocked'],
    [404, 'failed'],
  ] as const) {
    provider.answers.set(statusPath, answer(code));
    expect((await adapter.poll(access, '8d1c', documents)).kind).toBe(kind);
  }
  for (const code of [77, 401, 429, 500, 5000]) {
    provider.answers.set(statusPath, answer(code));
    await expect(adapter.poll(access, '8d1c', documents)).rejects.toMatchObject({
      code: 'REMOTE_PROVIDER_FAILED',
    });
  }
});

it('puts values to their documents by id, in whatever order, twice or foreign', async () => {
  const signatures = [
    { doc_id: 'UNC-000143', signature_value: 'AgI=', timestamp_signature: null },
    { doc_id: 'nobody’s', signature_value: 'Aw==' },
    { doc_id: 'GRT-000142', signature_value: 'AQ==' },
    { doc_id: 'GRT-000142', signature_value: 'BA==' },
    { doc_id: 'GRT-000142', signature_value: null },
  ];
  provider.answers.set(statusPath, answer(200, { transaction_id: '8d1c', signatures }));
  expect(await adapter.poll(access, '8d1c', request().documents)).toEqual({
    kind: 'done',
    values: [
      { position: 1, value: 'AgI=' },
      { position: 0, value: 'AQ==' },
      { position: 0, value: 'BA==' },
    ],
  });
});

it('tells documents of one name apart, and finds each by its place however the rest of the id comes back', async () => {
  provider.answers.set(path.sign, answer(200, { transaction_id: '8d1c', tran_code: 'QX7-114' }));
  const [first, second] = request().documents;
  const name = `Danh sách/thụ hưởng ${'ư'.repeat(200)}.pdf`;
  const documents = [first, second].flatMap((one) => (one === undefined ? [] : [{ ...one, name }]));
  await adapter.start(access, { ...request(), documents });
  const sent = provider.asked[0]?.body as { sign_files: { doc_id: string }[] };
  const ids = sent.sign_files.map(({ doc_id }) => doc_id);
  expect(new Set(ids).size).toBe(2);
  for (const id of ids) expect(id).toMatch(/^\d\. Danh sach-thu huong [\x20-\x7e]{1,58}$/);
  const signatures = [
    { doc_id: ids[1], signature_value: 'AgI=' },
    { doc_id: '1. cut by the provider', signature_value: 'AQ==' },
    { doc_id: '3. of nobody', signature_value: 'Aw==' },
  ];
  provider.answers.set(statusPath, answer(200, { transaction_id: '8d1c', signatures }));
  expect(await adapter.poll(access, '8d1c', documents)).toEqual({
    kind: 'done',
    values: [
      { position: 1, value: 'AgI=' },
      { position: 0, value: 'AQ==' },
    ],
  });
});
