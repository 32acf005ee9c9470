import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { windowCalls, type Core } from '#shared/contract/ipc.ts';
import { answerCall } from '../../core/process/answer.ts';
import { windowPolicy } from '../window/content-policy.ts';
import { readRendererFile } from '../window/renderer-file.ts';
import { answerBytes, answerJson } from './answer.ts';
import type { EventStream } from './event-stream.ts';
import type { OneTimeSecret } from './one-time-secret.ts';
import { fetchedBy, type Origins } from './origins.ts';
import type { PinTickets } from './pin-tickets.ts';
import { bodyLimits, bodyOf, isOwnPost, refuseRequest } from './request-door.ts';
import type { SessionCookie } from './session-cookie.ts';
import { noSessionPage, startPage, startScript } from './start-page.ts';

export interface WindowSide {
  readonly core: Core;
  readonly rendererFolder: string;
  readonly origins: Origins;
  readonly start: OneTimeSecret;
  readonly session: SessionCookie;
  readonly tickets: PinTickets;
  readonly events: EventStream;
}

const startSchema = z.strictObject({ secret: z.string().max(100) });
const ticketSchema = z.strictObject({ jobId: z.string().min(1).max(64) });
const html = 'text/html; charset=utf-8';

/** Answers what came to http://127.0.0.1:PORT, the origin of the main window. */
export async function answerWindowSide(
  side: WindowSide,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('Content-Security-Policy', windowPolicy({ frames: side.origins.pin }));
  if (path === '/shell/start') return exchangeSecret(side, request, response);
  if (path === '/shell/pin-ticket' || path.startsWith('/call/'))
    return answerPost(side, path, request, response);
  if (request.method !== 'GET') {
    response.setHeader('Allow', 'GET');
    refuseRequest(response, 405, 'method');
    return;
  }
  if (path === '/start') {
    answerBytes(response, 200, html, startPage);
    return;
  }
  if (path === '/start.js') {
    answerBytes(response, 200, 'text/javascript; charset=utf-8', startScript);
    return;
  }
  if (!side.session.accompanies(request)) {
    if (path === '/events') {
      refuseRequest(response, 401, 'session');
      return;
    }
    answerBytes(response, 401, html, noSessionPage);
    return;
  }
  if (path === '/events') {
    if (!fetchedBy(request, side.origins.window)) {
      refuseRequest(response, 403, 'origin');
      return;
    }
    side.events.add(response);
    return;
  }
  // The PIN page lives on the other origin only.
  const file =
    path === '/pin.html'
      ? undefined
      : await readRendererFile(side.rendererFolder, path === '/' ? '/index.html' : path);
  if (file === undefined) {
    answerBytes(response, 404, 'text/plain; charset=utf-8', 'Not found');
    return;
  }
  answerBytes(response, 200, file.mediaType, file.bytes);
}

/** Exchanges the launch secret, once, for the cookie of the session. */
async function exchangeSecret(side: WindowSide, request: IncomingMessage, response: ServerResponse) {
  if (!isOwnWindowPost(side, request, response)) return;
  const body = await bodyOf(request, response, bodyLimits.small);
  if (body === undefined) return;
  const start = startSchema.safeParse(body.json);
  if (!start.success || !side.start.redeem(start.data.secret)) {
    refuseRequest(response, 401, 'start secret');
    return;
  }
  response.setHeader('Set-Cookie', side.session.header);
  answerJson(response, 200, { ok: true });
}

async function answerPost(
  side: WindowSide,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
) {
  if (!isOwnWindowPost(side, request, response)) return;
  if (!side.session.accompanies(request)) {
    refuseRequest(response, 401, 'session');
    return;
  }
  const name = path.startsWith('/call/') ? path.slice('/call/'.length) : undefined;
  if (name !== undefined && !Object.hasOwn(windowCalls, name)) {
    refuseRequest(response, 404, 'unknown call');
    return;
  }
  const body = await bodyOf(request, response, limitOf(name));
  if (body === undefined) return;
  if (name !== undefined) {
    answerJson(response, 200, await answerCall(side.core, name, body.json));
    return;
  }
  const wanted = ticketSchema.safeParse(body.json);
  if (!wanted.success) {
    refuseRequest(response, 400, 'jobId');
    return;
  }
  const ticket = side.tickets.issue(wanted.data.jobId);
  answerJson(response, 200, { url: `${side.origins.pin}/pin.html#ticket=${ticket}` });
}

function limitOf(name: string | undefined): number {
  if (name === undefined) return bodyLimits.small;
  return name === 'drafts.attach' || name === 'import.read' ? bodyLimits.document : bodyLimits.call;
}

function isOwnWindowPost(side: WindowSide, request: IncomingMessage, response: ServerResponse): boolean {
  if (!isOwnPost(request, response, side.origins.window)) return false;
  if (request.headers['x-dvctt'] === '1') return true;
  refuseRequest(response, 403, 'X-DVCTT');
  return false;
}
