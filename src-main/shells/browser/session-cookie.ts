import type { IncomingMessage } from 'node:http';
import { newSecret, sameSecret } from './one-time-secret.ts';

/** The one session of a launch, held by the window in a cookie that no script can read. */
export interface SessionCookie {
  /** Value of the Set-Cookie header. */
  readonly header: string;
  accompanies(request: IncomingMessage): boolean;
}

/** Cookies are shared by every port of a host, so the name carries ours. */
export function sessionCookie(port: number): SessionCookie {
  const name = `dvctt-${port}`;
  const secret = newSecret();
  return {
    header: `${name}=${secret}; Path=/; HttpOnly; SameSite=Strict`,
    accompanies(request) {
      const found = (request.headers.cookie ?? '')
        .split(';')
        .map((pair) => pair.trim())
        .filter((pair) => pair.startsWith(`${name}=`));
      return found.length === 1 && sameSecret(found[0] ?? '', `${name}=${secret}`);
    },
  };
}
