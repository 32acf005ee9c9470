import type { FailureDetails } from '#shared/contract/errors.ts';

/** Electron's safeStorage as the key source sees it: it wraps a text so that this person on this machine can unwrap it. */
export interface SafeBox {
  /** Undefined when it is fit for a key; else why not (the name of the backend, the system's words). */
  unfit(): Promise<FailureDetails | undefined>;
  wrap(text: string): Promise<Buffer>;
  /** `wornOut`: the system has a newer key by now; the text should be wrapped again. */
  unwrap(wrapped: Buffer): Promise<{ readonly text: string; readonly wornOut: boolean }>;
}
