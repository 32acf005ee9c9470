import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { toFailure } from '#shared/contract/errors.ts';
import type { Core } from '#shared/contract/ipc.ts';
import { refuse } from './answer.ts';
import { EventStream } from './event-stream.ts';
import { listenOnLoopback } from './listen.ts';
import { oneTimeSecret } from './one-time-secret.ts';
import { originsAt, sideOf, type Origins } from './origins.ts';
import { answerPinSide } from './pin-side.ts';
import { PinTickets } from './pin-tickets.ts';
import { refuseRequest } from './request-door.ts';
import { sessionCookie } from './session-cookie.ts';
import { answerWindowSide, type WindowSide } from './window-side.ts';

/** How long no window may be open before the shell counts as left (ms): a reload takes less. */
const absence = 30_000;

export interface BrowserShell {
  /** Opens the window once: it carries the launch secret. Never log it. */
  readonly url: string;
  readonly origins: Origins;
  close(): Promise<void>;
}

/**
 * Serves the window on 127.0.0.1 and the PIN page on localhost, one port for both. The core stays the caller's to
 * close. `onLeft` is called when the last window has been gone for 30 s. A browser does not say that the screen was
 * locked: remembered logins end here with five idle minutes, the sign-out, or the token that is pulled out.
 */
export async function startBrowserShell(options: {
  readonly core: Core;
  readonly rendererFolder: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly onLeft?: () => void;
  readonly absence?: number;
}): Promise<BrowserShell> {
  let leaving: NodeJS.Timeout | undefined;
  const servers = [createServer(), createServer()] as const;
  const port = await listenOnLoopback(...servers, options.port ?? 0);
  const events = new EventStream(options.core, () => {
    clearTimeout(leaving);
    leaving = setTimeout(() => {
      if (events.windows === 0) options.onLeft?.();
    }, options.absence ?? absence).unref();
  });
  const side: WindowSide = {
    core: options.core,
    rendererFolder: options.rendererFolder,
    origins: originsAt(port),
    start: oneTimeSecret(),
    session: sessionCookie(port),
    tickets: new PinTickets(),
    events,
  };
  for (const server of servers) server.on('request', (request, response) => answer(side, request, response));
  return {
    url: `${side.origins.window}/start#${side.start.value}`,
    origins: side.origins,
    async close() {
      clearTimeout(leaving);
      events.close();
      await Promise.all(servers.map(closeServer));
    },
  };
}

function answer(side: WindowSide, request: IncomingMessage, response: ServerResponse): void {
  route(side, request, response).catch((thrown: unknown) => {
    if (response.headersSent) response.destroy();
    else refuse(response, 500, toFailure(thrown));
  });
}

async function route(side: WindowSide, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  switch (sideOf(request, side.origins)) {
    case 'window':
      return answerWindowSide(side, path, request, response);
    case 'pin':
      return answerPinSide(side, path, request, response);
    case undefined: {
      refuseRequest(response, 421, 'host');
      return;
    }
  }
}

function closeServer(server: Server): Promise<void> {
  if (!server.listening) return Promise.resolve();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
