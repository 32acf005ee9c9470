import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { pinCalls, type Core } from '#shared/contract/ipc.ts';
import { answerCall } from '../../core/process/answer.ts';
import { pinPolicy } from '../window/content-policy.ts';
import { readRendererFile } from '../window/renderer-file.ts';
import { endsPrompt } from '../window/prompt-end.ts';
import { answerBytes, answerJson } from './answer.ts';
import type { Origins } from './origins.ts';
import type { PinTickets } from './pin-tickets.ts';
import { bodyLimits, bodyOf, isOwnPost, refuseRequest } from './request-door.ts';

export interface PinSide {
  readonly core: Core;
  readonly rendererFolder: string;
  readonly origins: Origins;
  readonly tickets: PinTickets;
}

const ofJob = z.object({ jobId: z.string().max(64) });
const prefix = '/pin/call/';

/**
 * Answers what came to http://localhost:PORT, the origin of the PIN page: that page, its files, and the PIN calls of
 * the one job that its ticket names. The window's cookie is worth nothing here.
 */
export async function answerPinSide(
  side: PinSide,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('Content-Security-Policy', pinPolicy({ ancestors: side.origins.window }));
  if (path.startsWith(prefix)) return answerPinCall(side, path.slice(prefix.length), request, response);
  if (request.method !== 'GET') {
    response.setHeader('Allow', 'GET');
    refuseRequest(response, 405, 'method');
    return;
  }
  const file =
    path === '/pin.html' || path.startsWith('/assets/')
      ? await readRendererFile(side.rendererFolder, path)
      : undefined;
  if (file === undefined) {
    answerBytes(response, 404, 'text/plain; charset=utf-8', 'Not found');
    return;
  }
  answerBytes(response, 200, file.mediaType, file.bytes);
}

async function answerPinCall(
  side: PinSide,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isOwnPost(request, response, side.origins.pin)) return;
  const ticket = request.headers['x-dvctt-ticket'];
  if (typeof ticket !== 'string') {
    refuseRequest(response, 401, 'ticket');
    return;
  }
  if (!Object.hasOwn(pinCalls, name)) {
    refuseRequest(response, 404, 'unknown call');
    return;
  }
  const body = await bodyOf(request, response, bodyLimits.small);
  if (body === undefined) return;
  const job = ofJob.safeParse(body.json);
  if (!job.success) {
    refuseRequest(response, 400, 'jobId');
    return;
  }
  const { jobId } = job.data;
  if (!side.tickets.opens(ticket, jobId)) {
    refuseRequest(response, 401, 'ticket');
    return;
  }
  const result = await answerCall(side.core, name, body.json);
  if (endsPrompt(name, result)) side.tickets.spend(jobId);
  answerJson(response, 200, result);
}
