import { expect, it } from 'vitest';
import { BackendClient } from './backend-client.ts';
import { isPrivateUrl } from './backend-url.ts';

it.each([
  'https://dvctt.kbnn.gov.vn',
  'https://10.0.0.7:8443/',
  'http://127.0.0.1:8470',
  'http://127.9.8.7/',
  'http://127.1:80',
  'http://localhost:8470',
  'http://[::1]:8470',
])('speaks with %s, where nobody can listen', (url) => {
  expect(isPrivateUrl(url)).toBe(true);
});

it.each([
  'http://dvctt.kbnn.gov.vn',
  'http://10.0.0.7:8470',
  'http://127.0.0.1.example.vn',
  'http://localhost.example.vn',
  'http://127.0.0.1@example.vn/',
  'http://[::]:8470',
  'http://0.0.0.0:8470',
  'ftp://127.0.0.1',
  'not a url',
])('does not speak with %s', (url) => {
  expect(isPrivateUrl(url)).toBe(false);
});

it('sends no password, token or health question in the clear over a network', async () => {
  // An address of the documentation block (RFC 5737): a request to it would only time out, as another failure.
  const client = new BackendClient('http://192.0.2.1', 500);
  client.useToken('t'.repeat(43));
  for (const call of [
    () => client.signIn('ktv.songlo', 'mật khẩu'),
    () => client.me(),
    () => client.health(),
    () => client.sync.pull(undefined),
  ])
    await expect(call()).rejects.toThrow('BACKEND_INSECURE');
});
