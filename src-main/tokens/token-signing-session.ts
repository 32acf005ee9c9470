import { DvcttError, toFailure } from '#shared/contract/errors.ts';
import type { HostClient } from './host-client.ts';
import type { ModuleClient } from './module-client.ts';
import { endOf, type OpenLogin } from './open-login.ts';
import type { HashToSign, SigningSession } from './token-service.ts';

/** A session in a token host, seen from the core. */
export class TokenSigningSession implements SigningSession {
  readonly #module: ModuleClient;
  readonly #host: HostClient;
  readonly #login: OpenLogin;
  readonly #sessionId: string;
  readonly #closed: () => void;
  #closing: Promise<void> | undefined;

  /** `closed` is called once the token has been logged out. */
  constructor(
    place: { readonly module: ModuleClient; readonly host: HostClient; readonly login: OpenLogin },
    sessionId: string,
    closed: () => void,
  ) {
    this.#module = place.module;
    this.#host = place.host;
    this.#login = place.login;
    this.#sessionId = sessionId;
    this.#closed = closed;
  }

  get over(): AbortSignal {
    return this.#login.over;
  }

  /** A cancel is heeded at once; the signature the token is busy with is made and thrown away. */
  async sign({ algorithm, digest }: HashToSign, signal?: AbortSignal): Promise<Uint8Array> {
    if (signal?.aborted === true) throw cancelled(signal);
    if (this.over.aborted) throw endOf(this.over);
    if (this.#closing !== undefined) throw new DvcttError('TOKEN_REMOVED', { reason: 'the session is over' });
    const signing = this.#signOnToken({ algorithm, digest });
    const ends = [rejectOnAbort(this.over, signing, endOf)];
    if (signal !== undefined) ends.push(rejectOnAbort(signal, signing, cancelled));
    return Promise.race([signing, ...ends]);
  }

  async signEach(algorithm: HashToSign['algorithm'], digests: readonly Uint8Array[]) {
    if (this.over.aborted) throw endOf(this.over);
    if (this.#closing !== undefined) throw new DvcttError('TOKEN_REMOVED', { reason: 'the session is over' });
    const input = { sessionId: this.#sessionId, algorithm, digests: [...digests] };
    const made: Uint8Array[] = [];
    const signing = this.#module.signEach(this.#host, this.#login.token, input, (value) => made.push(value));
    // The host is not believed: more values than digests would be put into documents that nobody asked for.
    const asked = (values: readonly Uint8Array[]) => values.slice(0, digests.length);
    try {
      const { values, failure } = await Promise.race([signing, rejectOnAbort(this.over, signing, endOf)]);
      if (failure?.code === 'TOKEN_REMOVED') this.#login.end(new DvcttError(failure.code, failure.details));
      return { values: asked(values), failure };
    } catch (thrown) {
      // What was made before the token left, or its driver hung, is not to be signed a second time.
      if (made.length === 0) throw thrown;
      return { values: asked(made), failure: toFailure(thrown) };
    }
  }

  async #signOnToken({ algorithm, digest }: HashToSign): Promise<Uint8Array> {
    const input = { sessionId: this.#sessionId, algorithm, digest };
    try {
      return (await this.#module.sign(this.#host, this.#login.token, input)).value;
    } catch (thrown) {
      if (thrown instanceof DvcttError && thrown.code === 'TOKEN_REMOVED') this.#login.end(thrown);
      throw thrown;
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#module
      .closeSession(this.#host, this.#login, this.#sessionId)
      .finally(this.#closed);
    return this.#closing;
  }
}

function cancelled(signal: AbortSignal): DvcttError {
  return signal.reason instanceof DvcttError ? signal.reason : new DvcttError('SIGNING_CANCELLED');
}

/** Rejects when the signal is aborted, and listens no longer than `until` is settled. */
function rejectOnAbort(
  signal: AbortSignal,
  until: Promise<unknown>,
  why: (signal: AbortSignal) => DvcttError,
): Promise<never> {
  return new Promise((_, reject) => {
    const abort = () => reject(why(signal));
    const stop = () => signal.removeEventListener('abort', abort);
    signal.addEventListener('abort', abort, { once: true });
    until.then(stop, stop);
  });
}
