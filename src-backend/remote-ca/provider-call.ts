/** One HTTP call to a provider: bounded in time and size, TLS 1.2 and later, JSON or nothing. */
import { request as plainRequest, type IncomingMessage } from 'node:http';
import { request as tlsRequest } from 'node:https';
import type { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import { timeLeft } from './deadline.ts';

/** Of one call at the longest (ms); an operation of several has its own deadline over them. */
export const callDeadline = 8_000;
/** A thousand values of 4096 bits as base64, twice, fit. */
const largestAnswer = 4 * 1024 * 1024;

export interface ProviderCall {
  readonly provider: string;
  /** Ends in a slash. */
  readonly base: string;
  readonly path: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; or as a form when `form` is set. */
  readonly body?: Readonly<Record<string, unknown>>;
  readonly form?: boolean;
}

export interface ProviderAnswer {
  readonly status: number;
  readonly json: unknown;
}

/**
 * Calls and reads the whole answer; 4xx answers are answers, a 401 also without JSON (RFC 6750 asks for none). Redirects are not followed: the secrets in the request are
 * for this host alone.
 * @throws DvcttError REMOTE_PROVIDER_DOWN without an answer in time, and for 429 and 502 to 504; REMOTE_PROVIDER_FAILED for one
 * that is not JSON, too large, a redirect or a 5xx. Neither names anything of the request but the provider
 */
export async function callProvider(call: ProviderCall): Promise<ProviderAnswer> {
  const { status, type, text } = await exchange(call);
  if (status === 429 || (status >= 502 && status <= 504)) throw down(call, `HTTP ${status}`);
  if (status >= 500 || (status >= 300 && status < 400)) throw wrong(call, `HTTP ${status}`);
  try {
    if (/^application\/([\w.+-]+\+)?json\b/i.test(type)) return { status, json: JSON.parse(text) as unknown };
  } catch {
    // As any other text.
  }
  if (status === 401) return { status, json: undefined };
  throw wrong(call, 'not JSON');
}

/** Reads an answer as `schema` has it. @throws DvcttError REMOTE_PROVIDER_FAILED with the path that does not fit */
export function read<T>(provider: string, schema: z.ZodType<T>, json: unknown): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const at = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new DvcttError('REMOTE_PROVIDER_FAILED', { provider, at: at.slice(0, 100) });
}

const down = ({ provider }: ProviderCall, reason: string) =>
  new DvcttError('REMOTE_PROVIDER_DOWN', { provider, reason });
const wrong = ({ provider }: ProviderCall, reason: string) =>
  new DvcttError('REMOTE_PROVIDER_FAILED', { provider, reason });

interface Received {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

async function exchange(call: ProviderCall): Promise<Received> {
  const patience = Math.min(callDeadline, timeLeft());
  if (patience === 0) throw down(call, 'deadline');
  const url = new URL(call.path, call.base);
  const body = call.body === undefined ? undefined : encoded(call.body, call.form === true);
  const headers = {
    accept: 'application/json',
    ...(body === undefined
      ? {}
      : {
          'content-type': call.form === true ? 'application/x-www-form-urlencoded' : 'application/json',
          'content-length': Buffer.byteLength(body),
        }),
    ...call.headers,
  };
  const options = {
    method: call.method ?? 'POST',
    headers,
    signal: AbortSignal.timeout(Math.ceil(patience)),
  };
  return new Promise((resolve, reject) => {
    // Only the code of what went wrong: the message of Node may quote a header.
    const fail = (cause: Error) => {
      if (cause instanceof DvcttError) reject(cause);
      else reject(down(call, 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name));
    };
    const take = (answer: IncomingMessage) => {
      received(call, answer).then(resolve, fail);
    };
    const request =
      url.protocol === 'https:'
        ? tlsRequest(url, { ...options, minVersion: 'TLSv1.2' }, take)
        : plainRequest(url, options, take);
    request.on('error', fail);
    request.end(body);
  });
}

async function received(call: ProviderCall, answer: IncomingMessage): Promise<Received> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > largestAnswer) throw wrong(call, 'too large');
    parts.push(part);
  }
  return {
    status: answer.statusCode ?? 0,
    type: answer.headers['content-type'] ?? '',
    text: Buffer.concat(parts).toString('utf8'),
  };
}

function encoded(body: Readonly<Record<string, unknown>>, form: boolean): string {
  if (!form) return JSON.stringify(body);
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries(body)) fields.set(name, String(value));
  return fields.toString();
}
