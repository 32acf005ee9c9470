import { DvcttError } from '#shared/contract/errors.ts';
import type { TokenView } from '#shared/contract/tokens.ts';

/**
 * PIN work on one token, from the moment the PIN is sent until the session is closed. `over` tells that it has ended by
 * itself, and why.
 */
export class OpenLogin {
  readonly token: TokenView;
  readonly #over = new AbortController();
  #closed = false;

  constructor(token: TokenView) {
    this.token = token;
  }

  get over(): AbortSignal {
    return this.#over.signal;
  }

  end(failure: DvcttError): void {
    if (!this.#closed) this.#over.abort(failure);
  }

  /** It was closed on purpose: what becomes of its host no longer ends it. */
  close(): void {
    this.#closed = true;
  }
}

/** Why an `over` signal was aborted. */
export function endOf(signal: AbortSignal): DvcttError {
  // Every abort of ours gives a DvcttError; `reason` is typed any.
  const reason: unknown = signal.reason;
  return reason instanceof DvcttError ? reason : new DvcttError('TOKEN_REMOVED');
}
