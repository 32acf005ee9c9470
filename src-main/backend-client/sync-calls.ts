import type { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import { userSchema } from '#shared/contract/user.ts';
import {
  blobProgressSchema,
  draftVersionListSchema,
  largestBatch,
  largestPush,
  pullAnswerSchema,
  pushAnswerSchema,
  serverDraftVersionSchema,
  type Mutation,
  type MutationResult,
  type PullAnswer,
} from '#shared/contract/sync/http.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import type { HttpLine } from './http-line.ts';

/** An exchange that takes longer is given up and tried again in smaller parts (ms). */
const deadlineMs = 20_000;
/** A line slower than this is taken for dead (bytes a second): a lone large change still gets through. */
const slowestLine = 8 * 1024;
/** Room for a page of large dossiers; a longer answer is not read to its end (bytes, inflated). */
const largestAnswer = 4 * largestPush;

/** How much of an attachment the server has (bytes); `length` is absent until it knows. */
export interface BlobOffset {
  readonly offset: number;
  readonly length: number | undefined;
}

/** Calls that keep drafts and dossiers equal on every machine: `src-shared/contract/sync/http.ts`. */
export class SyncCalls {
  readonly #line: HttpLine;

  constructor(line: HttpLine) {
    this.#line = line;
  }

  /** One answer for each mutation, in their order. BACKEND_ERROR when the answer does not fit the question. */
  async push(
    device: string,
    mutations: readonly Mutation[],
    bytes: number,
    signal?: AbortSignal,
  ): Promise<readonly MutationResult[]> {
    const { results } = await this.#line.json(
      'POST',
      '/sync/push',
      pushAnswerSchema,
      { device, mutations },
      { ...within(bytes, signal), packed: true, largestAnswer },
    );
    const fits = results.length === mutations.length && results.every(({ id }, n) => id === mutations[n]?.id);
    if (!fits) throw new DvcttError('BACKEND_ERROR', { what: 'answers of another push' });
    return results;
  }

  pull(cursor: string | undefined, limit: number = largestBatch, signal?: AbortSignal): Promise<PullAnswer> {
    const query = new URLSearchParams({ limit: String(limit) });
    if (cursor !== undefined) query.set('cursor', cursor);
    return this.#line.json('GET', `/sync/pull?${query.toString()}`, pullAnswerSchema, undefined, {
      ...within(0, signal),
      largestAnswer,
    });
  }

  async draftVersions(code: DossierCode): Promise<z.output<typeof draftVersionListSchema>['versions']> {
    const path = `/sync/drafts/${code}/versions`;
    return (await this.#line.json('GET', path, draftVersionListSchema, undefined, within(0))).versions;
  }

  draftVersion(code: DossierCode, version: number): Promise<z.output<typeof serverDraftVersionSchema>> {
    const path = `/sync/drafts/${code}/versions/${version}`;
    return this.#line.json('GET', path, serverDraftVersionSchema, undefined, within(0));
  }

  async blobOffset(sha256: string, signal?: AbortSignal): Promise<BlobOffset> {
    const { status, headers } = await this.#line.head(`/sync/blobs/${sha256}`, within(0, signal));
    // A HEAD has no body to name the refusal; this call fails with its code.
    if (status === 401 || status === 403) await this.#line.json('GET', '/me', userSchema);
    if (status === 404) return { offset: 0, length: undefined };
    const offset = wholeNumber(headers.get('upload-offset'));
    if (status >= 300 || offset === undefined) {
      throw new DvcttError('BACKEND_ERROR', { status, what: 'upload-offset' });
    }
    return { offset, length: wholeNumber(headers.get('upload-length')) };
  }

  /** Sends the bytes that follow `offset`; answers how many the server has now. UPLOAD_OFFSET when it has others. */
  async sendBlobPart(
    sha256: string,
    offset: number,
    length: number,
    part: Uint8Array,
    signal?: AbortSignal,
  ): Promise<number> {
    const answer = await this.#line.upload(`/sync/blobs/${sha256}`, part, blobProgressSchema, 'PATCH', {
      ...within(part.length, signal),
      headers: { 'upload-offset': String(offset), 'upload-length': String(length) },
    });
    if (answer.sha256 !== sha256) throw new DvcttError('BACKEND_ERROR', { what: 'another upload' });
    return answer.offset;
  }

  /** Bytes `from` … `to`, both included; fewer at the end. */
  blobPart(sha256: string, from: number, to: number, signal?: AbortSignal): Promise<Uint8Array> {
    return this.#line.download(`/sync/blobs/${sha256}`, {
      ...within(to - from, signal),
      headers: { range: `bytes=${from}-${to}` },
    });
  }

  /** Server-sent events, as bytes, until `signal` or the line ends them. */
  events(signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    return this.#line.stream('/sync/events', 'text/event-stream', { signal, deadlineMs });
  }

  async presence(
    device: string,
    code: DossierCode | null,
    path: string,
    signal?: AbortSignal,
  ): Promise<void> {
    await this.#line.nothing('PUT', '/sync/presence', { device, code, path }, within(0, signal));
  }
}

function within(bytes: number, signal?: AbortSignal) {
  return {
    deadlineMs: deadlineMs + Math.ceil((bytes / slowestLine) * 1000),
    ...(signal === undefined ? {} : { signal }),
  };
}

function wholeNumber(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
