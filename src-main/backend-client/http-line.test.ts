import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { BackendClient } from './backend-client.ts';

it('leaves neither the password nor the token in the failure of a line that is down', async () => {
  // Port 9 (discard) is closed on every machine that runs this.
  const client = new BackendClient('http://127.0.0.1:9', 2000);
  client.useToken('token-that-opens-everything');
  for (const ask of [
    () => client.signIn('ktv', 'password-that-nobody-may-see'),
    () => {
      client.useToken('token-that-opens-everything');
      return client.unit();
    },
  ]) {
    const failure: unknown = await ask().catch((cause: unknown) => cause);
    expect(String(failure)).toContain('BACKEND_UNREACHABLE');
    const dumped = inspect(failure, { depth: 20, showHidden: true });
    expect(dumped).not.toContain('password-that-nobody-may-see');
    expect(dumped).not.toContain('token-that-opens-everything');
  }
});
