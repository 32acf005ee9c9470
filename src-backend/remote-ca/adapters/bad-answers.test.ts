/** What providers answer when they are ill: the same for all adapters and all that they ask. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  badAnswers,
  json,
  recordedProvider,
  type RecordedProvider,
} from '#test/support/recorded-provider.ts';
import { adapterOf } from '#test/support/remote-adapter.ts';
import type { RemoteAdapter } from '../adapter.ts';
import { withinOneDeadline } from '../deadline.ts';
import { base64Text } from '../wire/text.ts';

const secrets = { clientId: 'the-secret', clientSecret: 'the-secret' };
const entries = [
  { id: 'VNPT', adapter: 'vnpt', spId: 'sp', spPassword: 'the-secret' },
  { id: 'VIETTEL', adapter: 'viettel', ...secrets, profileId: 'p' },
  { id: 'MISA', adapter: 'misa', clientId: 'c', clientKey: 'the-secret' },
  { id: 'NACENCOMM', adapter: 'csc', ...secrets },
];
const access = { username: 'lan', userId: 'u', token: 'the-secret', tokenEndsAt: Date.now() + 3_600_000 };
const documents = [{ id: 'd-1', name: 'Ủy nhiệm chi', digest: Buffer.alloc(32).toString('base64') }];
const request = {
  mutationId: '0d2b8f0c-6c36-4a3b-9a58-0c2a4f6a7b11',
  alias: 'a',
  serial: '01',
  algorithm: { scheme: 'rsa-pkcs1', hash: 'SHA-256' },
  title: 'Ký',
  documents,
} as const;
const operations: readonly (readonly [string, (adapter: RemoteAdapter) => Promise<unknown>])[] = [
  ['signIn', (adapter) => adapter.signIn('lan', 'the-password')],
  ['certificates', (adapter) => adapter.certificates(access)],
  ['start', (adapter) => adapter.start(access, request)],
  ['poll', (adapter) => adapter.poll(access, 'tx', documents)],
];

let provider: RecordedProvider;
beforeEach(async () => {
  provider = await recordedProvider();
});
afterEach(() => provider.close());

describe.each(entries)('the adapter of $id', (one) => {
  it.each(badAnswers)('tells %s by its code, and nothing of the request', async (_name, answer, code) => {
    provider.answers.get = () => answer;
    for (const [operation, ask] of operations) {
      const failure: unknown = await ask(adapterOf({ ...one, url: provider.url })).then(
        () => undefined,
        (cause: unknown) => cause,
      );
      expect([operation, failure]).toMatchObject([operation, { code }]);
      expect(JSON.stringify(failure)).not.toContain('the-');
    }
  });
});

it('ends all calls of one operation by one deadline', async () => {
  const misa = adapterOf({
    id: 'MISA',
    adapter: 'misa',
    clientId: 'c',
    clientKey: 'the-secret',
    url: provider.url,
  });
  const data = { remoteSigningAccessToken: 't', user: { id: 'u' } };
  provider.answers.set('api/auth/api/v1/auth/login-api', json({ data }));
  // Never answers. One call alone would wait for eight seconds, longer than this test may take.
  provider.answers.set('external/esrm/service/general/api/v1/Certificates/by-userId', () => undefined);
  const signIn = withinOneDeadline(async () => {
    await misa.signIn('lan', 'x');
    return misa.certificates(access);
  }, 500);
  await expect(signIn).rejects.toMatchObject({ code: 'REMOTE_PROVIDER_DOWN' });
});

it('reads base64 in one pass, however many line ends it has', () => {
  expect(base64Text.safeParse('QUJD\r\nREVG\n').success).toBe(true);
  expect(base64Text.safeParse(`${'\n'.repeat(60_000)}!`).success).toBe(false);
  expect(base64Text.safeParse(`${'\n'.repeat(2_000_000)}!`).success).toBe(false);
  expect(base64Text.safeParse('QUJD=A').success).toBe(false);
});
