import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import { DvcttError } from '#shared/contract/errors.ts';
import { apiPrefix, problemSchema } from '#shared/contract/http.ts';
import { largestFile } from '../blobs/blob-store.ts';
import type { z } from 'zod';
import { isPrivateUrl } from './backend-url.ts';

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
const gzipped = promisify(gzip);
/** Below this a body is sent as it is: packing it would save no packet (bytes). */
const worthPacking = 1024;

/** How one request is made, where it differs from the rest. */
export interface Manner {
  readonly signal?: AbortSignal;
  /** The whole exchange must be over by then (ms), however slowly the line trickles. */
  readonly deadlineMs?: number;
  /** The server has much to do before it answers: a thousand vouchers to verify. Ten times the usual patience. */
  readonly long?: boolean;
  /** Packs a larger body with gzip. */
  readonly packed?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  /** Most bytes of the answer, once inflated. */
  readonly largestAnswer?: number;
}

interface Request extends Manner {
  readonly data?: unknown;
  readonly responseType: 'text' | 'arraybuffer' | 'stream';
}

/** The line to the backend: one place that turns every way it can fail into a failure with a code. */
export class HttpLine {
  readonly url: string;
  readonly #private: boolean;
  readonly #http: AxiosInstance;
  readonly #timeoutMs: number;
  #token: string | undefined;

  constructor(url: string, timeoutMs = 30_000) {
    this.#timeoutMs = timeoutMs;
    this.url = url.replace(/\/+$/, '');
    this.#private = isPrivateUrl(url);
    this.#http = axios.create({
      baseURL: this.url + apiPrefix,
      timeout: timeoutMs,
      // A redirect would carry the bearer token to another place.
      maxRedirects: 0,
      // HTTP_PROXY would carry what is meant for this machine in the clear to another; https passes proxies sealed.
      ...(this.url.toLowerCase().startsWith('https:') ? {} : { proxy: false as const }),
      maxContentLength: largestFile + 1024,
      maxBodyLength: largestFile + 1024,
      validateStatus: () => true,
    });
  }

  get token(): string | undefined {
    return this.#token;
  }

  useToken(token: string | undefined): void {
    this.#token = token;
  }

  /** Sends JSON and parses the JSON answer. */
  async json<S extends z.ZodType>(
    method: Method,
    path: string,
    schema: S,
    body?: unknown,
    manner: Manner = {},
  ): Promise<z.output<S>> {
    const packed = manner.packed === true ? await pack(body) : undefined;
    const answer = await this.#send(method, path, {
      ...manner,
      data: packed?.bytes ?? body,
      responseType: 'text',
      headers: { ...manner.headers, ...packed?.headers },
    });
    const parsed = schema.safeParse(parseJson(answer, this.url));
    if (!parsed.success) throw unexpectedAnswer(answer, 'shape', this.url);
    return parsed.data;
  }

  /** Sends JSON and expects no content back. */
  async nothing(method: Method, path: string, body?: unknown, manner: Manner = {}): Promise<void> {
    const answer = await this.#send(method, path, { ...manner, data: body, responseType: 'text' });
    // A portal's page is no word of the server that it has done anything.
    if (isPage(answer)) throw unexpectedAnswer(answer, 'page', this.url);
  }

  /** Status and headers, whatever the status: a HEAD cannot show what a refusal says. */
  async head(
    path: string,
    manner: Manner = {},
  ): Promise<{ readonly status: number; readonly headers: Headers }> {
    const answer = await this.#ask('HEAD', path, { ...manner, responseType: 'text' });
    const headers = Object.entries(answer.headers).flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' ? [[name, value]] : [],
    );
    return { status: answer.status, headers: new Headers(headers) };
  }

  async download(path: string, manner: Manner = {}): Promise<Uint8Array> {
    const answer = await this.#send('GET', path, { ...manner, responseType: 'arraybuffer' });
    if (!(answer.data instanceof Buffer)) throw unexpectedAnswer(answer, 'binary', this.url);
    return new Uint8Array(answer.data);
  }

  async upload<S extends z.ZodType>(
    path: string,
    bytes: Uint8Array,
    schema: S,
    method: 'PUT' | 'PATCH' = 'PUT',
    manner: Manner = {},
  ): Promise<z.output<S>> {
    const answer = await this.#send(method, path, {
      ...manner,
      data: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      responseType: 'text',
      headers: { ...manner.headers, 'content-type': 'application/octet-stream' },
    });
    const parsed = schema.safeParse(parseJson(answer, this.url));
    if (!parsed.success) throw unexpectedAnswer(answer, 'shape', this.url);
    return parsed.data;
  }

  /** Opens an answer that does not end by itself. The headers must be here within the deadline; `signal` ends it. */
  async stream(path: string, contentType: string, manner: Manner = {}): Promise<AsyncIterable<Uint8Array>> {
    const headersDue = new AbortController();
    const { deadlineMs = 20_000, signal } = manner;
    const timer = setTimeout(() => headersDue.abort(), deadlineMs);
    const signals = [headersDue.signal, ...(signal === undefined ? [] : [signal])];
    try {
      const answer = await this.#ask('GET', path, {
        signal: AbortSignal.any(signals),
        responseType: 'stream',
        headers: { ...manner.headers, accept: contentType, 'accept-encoding': 'identity' },
      });
      const body = answer.data;
      if (!isByteStream(body)) throw unexpectedAnswer(answer, 'stream', this.url);
      if (answer.status < 200 || answer.status >= 300) {
        throw refusal({ ...answer, data: await firstBytes(body) }, this.url);
      }
      if (!String(answer.headers['content-type'] ?? '').startsWith(contentType)) {
        body.destroy();
        throw unexpectedAnswer(answer, 'content type', this.url);
      }
      return body;
    } finally {
      clearTimeout(timer);
    }
  }

  async #send(method: Method, path: string, request: Request): Promise<AxiosResponse<unknown>> {
    const answer = await this.#ask(method, path, request);
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw refusal(answer, this.url);
  }

  /**
   * Whatever the server said, its refusals included. @throws BACKEND_UNREACHABLE when it said nothing whole;
   * BACKEND_INSECURE, and nothing is sent, when others on the way could read it.
   */
  async #ask(method: Method, path: string, request: Request): Promise<AxiosResponse<unknown>> {
    if (!this.#private) throw new DvcttError('BACKEND_INSECURE', { url: this.url });
    const deadline = request.deadlineMs === undefined ? undefined : AbortSignal.timeout(request.deadlineMs);
    const signals = [deadline, request.signal].filter((signal) => signal !== undefined);
    const stream = request.responseType === 'stream';
    try {
      return await this.#http.request<unknown>({
        method,
        url: path,
        responseType: request.responseType,
        // Axios would otherwise parse JSON by itself and hide a proxy's HTML behind a string.
        transformResponse: (data: unknown) => data,
        ...(request.data === undefined ? {} : { data: request.data }),
        ...(signals.length === 0 ? {} : { signal: AbortSignal.any(signals) }),
        ...(request.largestAnswer === undefined ? {} : { maxContentLength: request.largestAnswer }),
        ...(request.long === true ? { timeout: this.#timeoutMs * 10 } : {}),
        // A stream may be silent for long and grow for days; whoever reads it keeps watch.
        ...(stream ? { timeout: 0, maxContentLength: Infinity, decompress: false } : {}),
        headers: {
          ...(this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` }),
          // A link's secret stands in the place of the session.
          ...request.headers,
        },
      });
    } catch (cause) {
      // The line did its work; what came over it is no answer of a backend's.
      if (axios.isAxiosError(cause) && cause.message.includes('maxContentLength'))
        throw new DvcttError('BACKEND_ERROR', { url: this.url, what: 'too large' });
      const reason = deadline?.aborted === true ? 'deadline' : reasonOf(cause);
      // Not with the client's own error as its cause: that one carries the request, password and token included.
      throw new DvcttError('BACKEND_UNREACHABLE', { url: this.url, reason });
    }
  }
}

function reasonOf(cause: unknown): string {
  return axios.isAxiosError(cause) ? (cause.code ?? cause.message) : String(cause);
}

async function pack(body: unknown): Promise<{ bytes: Buffer; headers: Record<string, string> }> {
  const plain = Buffer.from(JSON.stringify(body), 'utf8');
  const headers = { 'content-type': 'application/json' };
  if (plain.length < worthPacking) return { bytes: plain, headers };
  // Level 1: a push is sent once, and the line is seldom slower than a heavier level would be.
  return { bytes: await gzipped(plain, { level: 1 }), headers: { ...headers, 'content-encoding': 'gzip' } };
}

interface ByteStream extends AsyncIterable<Uint8Array> {
  destroy(): void;
}

function isByteStream(data: unknown): data is ByteStream {
  return typeof data === 'object' && data !== null && Symbol.asyncIterator in data && 'destroy' in data;
}

/** Enough of a refusal's body to read its code. */
async function firstBytes(body: ByteStream): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of body) {
      parts.push(part);
      size += part.length;
      if (size > 64 * 1024) break;
    }
  } catch {
    // What came before the cut may still name the code.
  }
  return Buffer.concat(parts);
}

function parseJson(answer: AxiosResponse<unknown>, url: string): unknown {
  try {
    return JSON.parse(text(answer)) as unknown;
  } catch {
    throw unexpectedAnswer(answer, 'not JSON', url);
  }
}

function text(answer: AxiosResponse<unknown>): string {
  if (typeof answer.data === 'string') return answer.data;
  return answer.data instanceof Buffer ? answer.data.toString('utf8') : '';
}

/** The backend's own refusal keeps its code; anything else is a proxy's page or a crash. */
function refusal(answer: AxiosResponse<unknown>, url: string): DvcttError {
  try {
    const problem = problemSchema.parse(JSON.parse(text(answer)));
    const { code, details } = problem.failure;
    const { requestId } = problem;
    // The words of STORE_FAILED are about this machine's disk; here the server speaks of its own.
    if (code === 'STORE_FAILED') return new DvcttError('BACKEND_ERROR', { what: code, requestId });
    return new DvcttError(code, { ...details, requestId });
  } catch {
    return unexpectedAnswer(answer, 'refusal', url);
  }
}

function isPage({ headers, status }: AxiosResponse<unknown>): boolean {
  const contentType = String(headers['content-type'] ?? '').toLowerCase();
  return contentType.startsWith('text/html') || (status >= 300 && status < 400);
}

/** Statuses with which networks and proxies put their own page in the server's place. */
function isPageStatus(status: number): boolean {
  return (status >= 200 && status < 400) || [401, 403, 407, 511].includes(status);
}

/** BACKEND_PROXY_PAGE for a page made for browsers, which the backend never sends as an answer; else BACKEND_ERROR. */
function unexpectedAnswer(answer: AxiosResponse<unknown>, what: string, url: string): DvcttError {
  const contentType = String(answer.headers['content-type'] ?? '');
  const { status } = answer;
  return new DvcttError(isPage(answer) && isPageStatus(status) ? 'BACKEND_PROXY_PAGE' : 'BACKEND_ERROR', {
    url,
    status,
    contentType,
    what,
  });
}
