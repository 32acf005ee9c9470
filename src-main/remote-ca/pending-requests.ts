import { DvcttError, toFailure, type Failure } from '#shared/contract/errors.ts';
import type { CoreEvent } from '#shared/contract/ipc.ts';
import type { PendingRequest } from '#shared/contract/remote-ca/window.ts';
import { signingStepOf } from '#shared/domain/people/roles.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import type { RemoteRequest } from '../account-store/signing/remote-request.ts';
import type { BackendClient } from '../backend-client/backend-client.ts';
import type { Session } from '../session/session.ts';
import type { Workspace } from '../session/workspace.ts';
import { isLineLost } from '../signing/batch/line-lost.ts';
import type { Judge } from '../signing/document-to-sign.ts';
import { leftStanding } from './left-standing.ts';
import { pauseFor } from './pause.ts';
import { signatureKey, takeUp } from './take-up.ts';
import { isPassing, PhoneRequest, type RemoteAnswers } from './transaction.ts';

/** Between two tries while the server, or the server's provider, cannot be asked; the last is repeated (ms). */
const pauses = [1_000, 5_000, 15_000, 30_000];
/** A provider that is down for so long after the request's end will not tell any more (ms). */
const longAfterEnd = 3_600_000;

export interface PendingServices {
  readonly session: Session;
  readonly backend: BackendClient;
  readonly judge: Judge;
  readonly emit: (event: CoreEvent) => void;
}

interface Followed {
  request: RemoteRequest;
  state: PendingRequest['state'];
  failure: Failure | undefined;
  readonly stop: AbortController;
  /** On the phone, once the server has said so. */
  standing: PhoneRequest | undefined;
}

/**
 * Requests that an earlier run of the program, or an earlier sign-in, left on the phone. From the sign-in on they are
 * followed, and what was signed meanwhile is put in and handed over.
 */
export class PendingRequests {
  readonly #services: PendingServices;
  #workspace: Workspace | undefined;
  readonly #followed = new Map<string, Followed>();
  /** One at a time. */
  #taking: Promise<unknown> = Promise.resolve();

  constructor(services: PendingServices) {
    this.#services = services;
  }

  /** Hears of everything, and so of who is signed in now. */
  notice({ name }: CoreEvent): void {
    // Its own events must not begin anything.
    if (name !== 'remote.changed') this.#look();
  }

  list(): PendingRequest[] {
    this.#look();
    return [...this.#followed.values()].map(viewOf);
  }

  /** Takes the request back, or one that has ended off the list. */
  async forget(id: string): Promise<void> {
    const found = this.#followed.get(id);
    const workspace = this.#workspace;
    if (found === undefined || workspace === undefined) return;
    found.stop.abort();
    this.#followed.delete(id);
    workspace.store.remoteRequests.forget(id);
    this.#tell();
    if (found.state !== 'waiting') return;
    const { secret, documents } = found.request;
    const ids = documents.map(({ requestId }) => requestId);
    await this.#services.backend.remoteCa.cancel(secret, ids).catch((cause: unknown) => {
      if (!(cause instanceof DvcttError)) throw cause;
    });
  }

  /**
   * These dossiers are being signed anew: a request that waits for them is taken back, so that only one waits. One that
   * also waits for others stands; what is signed already when it is confirmed is passed over.
   */
  giveWay(codes: readonly DossierCode[]): void {
    const anew = new Set(codes);
    for (const { request, state } of [...this.#followed.values()])
      if (state === 'waiting' && request.documents.every(({ code }) => anew.has(code)))
        this.forget(request.id).catch(() => undefined);
  }

  /** A job of this sign-in has signatures of these, and no line to hand them over: that is done here. */
  adopt(ids: readonly string[]): void {
    const workspace = this.#workspace;
    if (workspace === undefined || workspace.closed) return;
    for (const request of workspace.store.remoteRequests.list())
      if (ids.includes(request.id) && !this.#followed.has(request.id))
        this.#begin(request, workspace, 'signed');
    this.#tell();
  }

  /** The server has all signatures of this dossier: what waited to hand them over has nothing to do any more. */
  settled(code: DossierCode): void {
    for (const { request, state, stop } of [...this.#followed.values()]) {
      if (state !== 'signed' || request.documents.some((document) => document.code !== code)) continue;
      stop.abort();
      this.#followed.delete(request.id);
      this.#workspace?.store.remoteRequests.forget(request.id);
    }
    this.#tell();
  }

  /** Whoever leaves leaves them standing. */
  leave(): void {
    for (const { stop } of this.#followed.values()) stop.abort(leftStanding);
    this.#followed.clear();
  }

  /** The requests of a sign-in are those that its store has at its beginning; later ones are their jobs' own. */
  #look(): void {
    const { workspace } = this.#services.session;
    if (workspace === this.#workspace) return;
    this.leave();
    this.#workspace = workspace;
    if (workspace === undefined || workspace.closed) return;
    for (const request of workspace.store.remoteRequests.list())
      this.#begin(request, workspace, allKept(request, workspace) ? 'signed' : 'waiting');
    if (this.#followed.size > 0) this.#tell();
  }

  #begin(request: RemoteRequest, workspace: Workspace, state: 'waiting' | 'signed'): void {
    const stop = new AbortController();
    const followed: Followed = { request, state, failure: undefined, stop, standing: undefined };
    this.#followed.set(request.id, followed);
    void this.#follow(followed, workspace);
  }

  /** To its end, through lost lines; never rejects. */
  async #follow(followed: Followed, workspace: Workspace): Promise<void> {
    const { signal } = followed.stop;
    for (let tries = 0; ; tries += 1) {
      const cause = await this.#finish(followed, workspace, signal).then(
        () => undefined,
        (thrown: unknown) => ({ thrown }),
      );
      if (cause === undefined || signal.aborted) return;
      if (!this.#mayBeTold(followed, cause.thrown)) {
        this.#end(followed, workspace, toFailure(cause.thrown));
        return;
      }
      await pauseFor(pauses[Math.min(tries, pauses.length - 1)] ?? 0, signal);
      if (isOver(signal)) return;
    }
  }

  async #finish(followed: Followed, workspace: Workspace, signal: AbortSignal): Promise<void> {
    // What is signed and kept needs no provider any more, who may have forgotten it.
    const answers = allKept(followed.request, workspace)
      ? undefined
      : await this.#answers(followed, workspace, signal);
    // Rounds of one dossier would otherwise hand over the same signatures side by side.
    const taken = this.#taking.then(() => this.#take(followed, workspace, answers));
    this.#taking = taken.catch(() => undefined);
    this.#end(followed, workspace, await taken);
  }

  /** The server, or its provider, may tell later. */
  #mayBeTold({ request }: Followed, cause: unknown): boolean {
    if (isLineLost(cause)) return true;
    const now = this.#services.judge.now().getTime();
    return isPassing(cause) && now < Date.parse(request.expiresAt) + longAfterEnd;
  }

  async #answers(followed: Followed, workspace: Workspace, signal: AbortSignal): Promise<RemoteAnswers> {
    const { id, secret, provider, username, title, documents } = followed.request;
    const found = await PhoneRequest.find(
      this.#services.backend.remoteCa,
      {
        key: { mutationId: id, secret },
        provider,
        username,
        title,
        ids: documents.map(({ requestId }) => requestId),
      },
      { now: this.#services.judge.now, onChange: () => this.#stands(followed, workspace), signal },
    );
    followed.standing = found;
    this.#stands(followed, workspace);
    return found.answers(signal);
  }

  /** What the server says now is kept, for the next start too. */
  #stands(followed: Followed, workspace: Workspace): void {
    if (followed.stop.signal.aborted || workspace.closed || followed.standing === undefined) return;
    const { code, expiresAt } = followed.standing.phone();
    followed.request = { ...followed.request, code, expiresAt };
    workspace.store.remoteRequests.told(followed.request.id, { code, expiresAt });
    this.#tell();
  }

  async #take(
    followed: Followed,
    workspace: Workspace,
    answers: RemoteAnswers | undefined,
  ): Promise<Failure | undefined> {
    // Taken back, or signed anew, while others were handed over.
    const { signal } = followed.stop;
    const stopped = () => signal.aborted;
    if (stopped()) throw new DvcttError('SIGNING_CANCELLED');
    if (answers?.values.size === 0) return answers.failure ?? { code: 'REMOTE_FAILED' };
    const { backend, judge } = this.#services;
    const { role } = workspace.user;
    const step = signingStepOf(role);
    if (step === undefined) throw new DvcttError('ROLE_FORBIDDEN', { role });
    followed.state = 'signed';
    this.#tell();
    return takeUp(followed.request, answers ?? noAnswers, { backend, workspace, step, judge, stopped });
  }

  /** Told of until it is taken off the list, a good end too: nobody was there to see it. */
  #end(followed: Followed, workspace: Workspace, failure: Failure | undefined): void {
    if (followed.stop.signal.aborted || workspace.closed) return;
    followed.state = 'ended';
    followed.failure = failure;
    this.#tell();
    try {
      workspace.store.remoteRequests.forget(followed.request.id);
    } catch (cause) {
      // A full or damaged disk is told by whatever else needs it; the row is found, and ends so, at the next sign-in.
      if (!(cause instanceof DvcttError)) throw cause;
    }
  }

  #tell(): void {
    this.#services.emit({ name: 'remote.changed', payload: {} });
  }
}

/** For a request of which nothing is missing. */
const noAnswers: RemoteAnswers = { state: 'done', values: new Map(), failures: new Map() };

/** Whether every signature of the request is on this machine. */
function allKept({ documents, certificate }: RemoteRequest, { store }: Workspace): boolean {
  return documents.every(
    (document) => store.signatures.get(signatureKey(document, certificate)) !== undefined,
  );
}

/** Asked anew after each wait. */
const isOver = (signal: AbortSignal): boolean => signal.aborted;

function viewOf({ request, state, failure }: Followed): PendingRequest {
  const { id, provider, username, code, title, startedAt, expiresAt, documents } = request;
  return {
    id,
    provider: provider.id,
    providerName: provider.name,
    username,
    code,
    title,
    startedAt,
    expiresAt,
    dossiers: [...new Set(documents.map((document) => document.code))],
    documents: documents.length,
    state,
    ...(failure === undefined ? {} : { failure }),
  };
}
