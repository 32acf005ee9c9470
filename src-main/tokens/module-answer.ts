import type { Failure } from '#shared/contract/errors.ts';

/** What a module said to a question, or why it did not; `milliseconds` from the question to the answer. */
export type ModuleAnswer<T> =
  | { readonly kind: 'answered'; readonly value: T; readonly milliseconds: number }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly milliseconds: number };
