import { DvcttError, type FailureCode } from '#shared/contract/errors.ts';

const codes: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'BACKEND_UNREACHABLE',
  'BACKEND_ERROR',
  'BACKEND_PROXY_PAGE',
  'BACKEND_INSECURE',
  'SERVER_BUSY',
  'SESSION_REQUIRED',
  'UPLOAD_QUOTA',
]);

/** Whether a failure says nothing of the dossier: the same may succeed later, with the line or the session back. */
export function isLineLost(cause: unknown): boolean {
  return cause instanceof DvcttError && codes.has(cause.code);
}
