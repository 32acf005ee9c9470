import type { IncomingMessage, ServerResponse } from 'node:http';
import { toFailure } from '#shared/contract/errors.ts';
import { refuse } from './answer.ts';
import { readJsonBody } from './json-body.ts';
import { postedBy } from './origins.ts';

/** Largest bodies (bytes): a call that carries a document of 100 MB as base64, any other call, a PIN or a secret. */
export const bodyLimits = { document: 140 * 1024 * 1024, call: 16 * 1024 * 1024, small: 16 * 1024 } as const;

const reason = (text: string) => ({ code: 'REQUEST_INVALID', details: { reason: text } }) as const;

export function refuseRequest(response: ServerResponse, status: number, text: string): void {
  refuse(response, status, reason(text));
}

/** Lets a POST of our own page through: its exact origin and a header that no foreign form or image can set. */
export function isOwnPost(request: IncomingMessage, response: ServerResponse, origin: string): boolean {
  if (request.method !== 'POST') {
    response.setHeader('Allow', 'POST');
    refuseRequest(response, 405, 'method');
    return false;
  }
  if (!postedBy(request, origin)) {
    refuseRequest(response, 403, 'origin');
    return false;
  }
  return true;
}

/** The body of a POST, or undefined after the refusal was sent. */
export async function bodyOf(
  request: IncomingMessage,
  response: ServerResponse,
  limit: number,
): Promise<{ readonly json: unknown } | undefined> {
  try {
    return { json: await readJsonBody(request, limit) };
  } catch (thrown) {
    const failure = toFailure(thrown);
    const status = failure.code === 'FILE_TOO_LARGE' ? 413 : 400;
    refuse(response, status, failure);
    return undefined;
  }
}
