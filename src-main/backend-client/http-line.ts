import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import { DvcttError } from '#shared/contract/errors.ts';
import { apiPrefix, problemSchema } from '#shared/contract/http.ts';
import { largestFile } from '../blobs/blob-store.ts';
import type { z } from 'zod';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** The line to the backend: one place that turns every way it can fail into a failure with a code. */
export class HttpLine {
  readonly url: string;
  readonly #http: AxiosInstance;
  #token: string | undefined;

  constructor(url: string, timeoutMs = 30_000) {
    this.url = url.replace(/\/+$/, '');
    this.#http = axios.create({
      baseURL: this.url + apiPrefix,
      timeout: timeoutMs,
      // A redirect would carry the bearer token to another place.
      maxRedirects: 0,
      maxContentLength: largestFile + 1024,
      maxBodyLength: largestFile + 1024,
      validateStatus: () => true,
    });
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
  ): Promise<z.output<S>> {
    const answer = await this.#send(method, path, { data: body, responseType: 'text' });
    const parsed = schema.safeParse(parseJson(answer));
    if (!parsed.success) throw unexpectedAnswer(answer, 'shape');
    return parsed.data;
  }

  /** Sends JSON and expects no content back. */
  async nothing(method: Method, path: string): Promise<void> {
    await this.#send(method, path, { responseType: 'text' });
  }

  async download(path: string): Promise<Uint8Array> {
    const answer = await this.#send('GET', path, { responseType: 'arraybuffer' });
    if (!(answer.data instanceof Buffer)) throw unexpectedAnswer(answer, 'binary');
    return new Uint8Array(answer.data);
  }

  async upload<S extends z.ZodType>(path: string, bytes: Uint8Array, schema: S): Promise<z.output<S>> {
    const answer = await this.#send('PUT', path, {
      data: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      responseType: 'text',
      headers: { 'content-type': 'application/octet-stream' },
    });
    const parsed = schema.safeParse(parseJson(answer));
    if (!parsed.success) throw unexpectedAnswer(answer, 'shape');
    return parsed.data;
  }

  async #send(
    method: Method,
    path: string,
    request: { data?: unknown; responseType: 'text' | 'arraybuffer'; headers?: Record<string, string> },
  ): Promise<AxiosResponse<unknown>> {
    let answer: AxiosResponse<unknown>;
    try {
      answer = await this.#http.request<unknown>({
        method,
        url: path,
        responseType: request.responseType,
        // Axios would otherwise parse JSON by itself and hide a proxy's HTML behind a string.
        transformResponse: (data: unknown) => data,
        ...(request.data === undefined ? {} : { data: request.data }),
        headers: {
          ...request.headers,
          ...(this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` }),
        },
      });
    } catch (cause) {
      const reason = axios.isAxiosError(cause) ? (cause.code ?? cause.message) : String(cause);
      throw new DvcttError('BACKEND_UNREACHABLE', { url: this.url, reason }, { cause });
    }
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw refusal(answer);
  }
}

function parseJson(answer: AxiosResponse<unknown>): unknown {
  try {
    return JSON.parse(text(answer)) as unknown;
  } catch {
    throw unexpectedAnswer(answer, 'not JSON');
  }
}

function text(answer: AxiosResponse<unknown>): string {
  if (typeof answer.data === 'string') return answer.data;
  return answer.data instanceof Buffer ? answer.data.toString('utf8') : '';
}

/** The backend's own refusal keeps its code; anything else (a proxy's page, a crash) is BACKEND_ERROR. */
function refusal(answer: AxiosResponse<unknown>): DvcttError {
  try {
    const problem = problemSchema.parse(JSON.parse(text(answer)));
    return new DvcttError(problem.failure.code, { ...problem.failure.details, requestId: problem.requestId });
  } catch {
    return unexpectedAnswer(answer, 'refusal');
  }
}

function unexpectedAnswer(answer: AxiosResponse<unknown>, what: string): DvcttError {
  const contentType = String(answer.headers['content-type'] ?? '');
  return new DvcttError('BACKEND_ERROR', { status: answer.status, contentType, what });
}
