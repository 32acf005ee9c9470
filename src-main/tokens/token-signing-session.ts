import { DvcttError } from '#shared/contract/errors.ts';
import type { TokenView } from '#shared/contract/tokens.ts';
import type { HostClient } from './host-client.ts';
import type { ModuleClient } from './module-client.ts';
import type { HashToSign, SigningSession } from './token-service.ts';

/** A session in a token host, seen from the core. */
export class TokenSigningSession implements SigningSession {
  readonly #module: ModuleClient;
  readonly #host: HostClient;
  readonly #token: TokenView;
  readonly #sessionId: string;
  #closing: Promise<void> | undefined;

  constructor(module: ModuleClient, host: HostClient, token: TokenView, sessionId: string) {
    this.#module = module;
    this.#host = host;
    this.#token = token;
    this.#sessionId = sessionId;
  }

  /** A cancel is heeded at once; the signature the token is busy with is made and thrown away. */
  async sign({ algorithm, digest }: HashToSign, signal?: AbortSignal): Promise<Uint8Array> {
    if (signal?.aborted === true) throw cancelled(signal);
    if (this.#closing !== undefined) throw new DvcttError('TOKEN_REMOVED', { reason: 'the session is over' });
    const signing = this.#module
      .sign(this.#host, this.#token, { sessionId: this.#sessionId, algorithm, digest })
      .then(({ value }) => value);
    return signal === undefined ? signing : Promise.race([signing, rejectOnAbort(signal, signing)]);
  }

  close(): Promise<void> {
    this.#closing ??= this.#module.closeSession(this.#host, this.#sessionId);
    return this.#closing;
  }
}

function cancelled(signal: AbortSignal): DvcttError {
  return signal.reason instanceof DvcttError ? signal.reason : new DvcttError('SIGNING_CANCELLED');
}

function rejectOnAbort(signal: AbortSignal, until: Promise<unknown>): Promise<never> {
  return new Promise((_, reject) => {
    const abort = () => reject(cancelled(signal));
    const stop = () => signal.removeEventListener('abort', abort);
    signal.addEventListener('abort', abort, { once: true });
    until.then(stop, stop);
  });
}
