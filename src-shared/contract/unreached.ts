import type { FailureCode } from './errors.ts';

const unreached: ReadonlySet<FailureCode> = new Set([
  'BACKEND_UNREACHABLE',
  'BACKEND_ERROR',
  'BACKEND_PROXY_PAGE',
]);

/** Whether the server could not be asked, or something else answered in its place: the same may succeed later. */
export function isUnreached(code: FailureCode): boolean {
  return unreached.has(code);
}
