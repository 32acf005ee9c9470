import type { DvcttError } from '#shared/contract/errors.ts';

/** The beginning and the end of a token host, for the log. */
export type HostEvent =
  | { readonly kind: 'started'; readonly module: string; readonly pid: number }
  | { readonly kind: 'ended'; readonly module: string; readonly pid: number; readonly death: DvcttError };
