import type { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import {
  remoteProviderListSchema,
  remoteSessionSchema,
  remoteTransactionSchema,
  type openRemoteSessionSchema,
  type RemoteSession,
  type RemoteTransaction,
  type startRemoteTransactionSchema,
} from '#shared/contract/remote-ca/http.ts';
import type { RemoteProvider } from '#shared/domain/remote-ca/provider.ts';
import type { HttpLine, Manner } from './http-line.ts';

/** The server asks the provider before it answers (ms). */
const deadlineMs = 30_000;
/** A long poll answers after 20 s at the latest; what comes later than this is a line that has been cut (ms). */
const pollDeadlineMs = 35_000;
/** Seconds a poll may wait on the server. */
export const longestPoll = 20;
/** A thousand values of 2000 characters with their ids (bytes). */
const largestAnswer = 4 * 1024 * 1024;

export type OpenRemoteSession = z.input<typeof openRemoteSessionSchema>;
export type StartRemoteTransaction = z.input<typeof startRemoteTransactionSchema>;

/**
 * Calls about remote signatures: `src-shared/contract/remote-ca/http.ts`. Secrets and passwords go into header and body
 * alone, never into a path, which servers and proxies log.
 */
export class RemoteCaCalls {
  readonly #line: HttpLine;

  constructor(line: HttpLine) {
    this.#line = line;
  }

  async providers(): Promise<readonly RemoteProvider[]> {
    const manner = { deadlineMs, largestAnswer };
    return (await this.#line.json('GET', '/remote-ca/providers', remoteProviderListSchema, undefined, manner))
      .providers;
  }

  /** @throws REMOTE_SIGN_IN_REFUSED, REMOTE_PROVIDER_DOWN … as the server says; never with the password in it */
  openSession(body: OpenRemoteSession): Promise<RemoteSession> {
    return this.#line.json('POST', '/remote-ca/sessions', remoteSessionSchema, body, {
      deadlineMs,
      largestAnswer,
    });
  }

  /** `code`: digits that the provider sent. @throws REMOTE_CODE_WRONG … */
  secondFactor(session: string, code: string): Promise<RemoteSession> {
    const path = '/remote-ca/sessions/current/second-factor';
    return this.#line.json('POST', path, remoteSessionSchema, { code }, as(session));
  }

  closeSession(session: string): Promise<void> {
    return this.#line.nothing('DELETE', '/remote-ca/sessions/current', undefined, as(session));
  }

  /** @throws BACKEND_ERROR when the answer is about other documents than were asked for */
  async start(session: string, body: StartRemoteTransaction): Promise<RemoteTransaction> {
    const path = '/remote-ca/transactions';
    const answer = await this.#line.json('POST', path, remoteTransactionSchema, body, as(session));
    return about(
      body.documents.map(({ id }) => id),
      answer,
    );
  }

  /**
   * Answers when something has changed, after `waitSeconds` at the latest; 0 asks how it stands now.
   * `documents`: ids that were asked for. @throws BACKEND_ERROR when the answer is about others
   */
  async transaction(
    secret: string,
    documents: readonly string[],
    waitSeconds: number,
    signal?: AbortSignal,
  ): Promise<RemoteTransaction> {
    const path = `/remote-ca/transactions/current?wait=${Math.min(waitSeconds, longestPoll)}`;
    const manner = {
      ...as(secret),
      deadlineMs: pollDeadlineMs,
      // The line's usual patience would cut a poll that the server is still holding.
      long: true,
      ...(signal === undefined ? {} : { signal }),
    };
    return about(documents, await this.#line.json('GET', path, remoteTransactionSchema, undefined, manner));
  }

  /** Takes the request back. What had been signed before is in the answer's state. */
  async cancel(secret: string, documents: readonly string[]): Promise<RemoteTransaction> {
    const path = '/remote-ca/transactions/current';
    return about(
      documents,
      await this.#line.json('DELETE', path, remoteTransactionSchema, undefined, as(secret)),
    );
  }
}

function as(secret: string): Manner {
  return { deadlineMs, largestAnswer, headers: { authorization: `Remote ${secret}` } };
}

/** Each document asked for stands in the answer once and no other does: a value never lands in a wrong document. */
function about(asked: readonly string[], answer: RemoteTransaction): RemoteTransaction {
  const told = new Set(answer.documents.map(({ id }) => id));
  const same = told.size === answer.documents.length && told.size === asked.length;
  if (same && asked.every((id) => told.has(id))) return answer;
  throw new DvcttError('BACKEND_ERROR', { what: 'another transaction' });
}
