import type { ServerResponse } from 'node:http';
import type { Failure } from '#shared/contract/errors.ts';
import { confiningHeaders } from '../window/content-policy.ts';

/** Answers with a body; the Content-Security-Policy was set on the response when its side was known. */
export function answerBytes(
  response: ServerResponse,
  status: number,
  mediaType: string,
  bytes: Uint8Array | string,
): void {
  response.writeHead(status, {
    ...confiningHeaders,
    'Content-Type': mediaType,
    'Content-Length': typeof bytes === 'string' ? Buffer.byteLength(bytes) : bytes.byteLength,
  });
  response.end(bytes);
}

export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  answerBytes(response, status, 'application/json; charset=utf-8', JSON.stringify(body));
}

/** Refuses before any call was made, and hangs up: what is left of the request is not read. */
export function refuse(response: ServerResponse, status: number, failure: Failure): void {
  response.shouldKeepAlive = false;
  answerJson(response, status, { ok: false, failure });
}
