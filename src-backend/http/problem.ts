import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { DvcttError, type FailureCode } from '#shared/contract/errors.ts';

/** HTTP status of each failure that is not simply a dossier that breaks a rule (422). */
const statuses: Partial<Record<FailureCode, number>> = {
  REQUEST_INVALID: 400,
  SESSION_REQUIRED: 401,
  SIGN_IN_REFUSED: 401,
  ROLE_FORBIDDEN: 403,
  DOSSIER_NOT_FOUND: 404,
  DOSSIER_STATE: 409,
  DOSSIER_CONFLICT: 409,
  DOCUMENT_SIGNED: 409,
  SUPPLEMENT_ASKED: 409,
  DOCUMENT_CHANGED: 409,
  FILE_TOO_LARGE: 413,
  MUTATION_TOO_LARGE: 413,
  CURSOR_INVALID: 400,
  UPLOAD_OFFSET: 409,
  BLOB_MISSING: 404,
  ACCESS_REVOKED: 403,
  REGISTRATION_NOT_FOUND: 404,
  REGISTRATION_STATE: 409,
  REGISTRATION_CONFLICT: 409,
  UNIT_REGISTERED: 409,
  CODE_TAKEN: 409,
  LINK_UNKNOWN: 404,
  LINK_EXPIRED: 410,
  LINK_REPLACED: 410,
  LINK_USED: 410,
  PASSWORD_CHANGE_REQUIRED: 403,
  PASSWORD_EXPIRED: 403,
  TOO_MANY_ATTEMPTS: 429,
  SERVER_BUSY: 429,
  UPLOAD_QUOTA: 413,
  REMOTE_SIGN_IN_REFUSED: 401,
  REMOTE_CODE_WRONG: 401,
  REMOTE_SESSION_EXPIRED: 401,
  REMOTE_NOT_CONFIGURED: 404,
  REMOTE_TRANSACTION_UNKNOWN: 404,
  // Not 502 to 504: a proxy in front would put its own page in their place.
  REMOTE_PROVIDER_DOWN: 424,
  REMOTE_PROVIDER_FAILED: 424,
  BACKEND_ERROR: 500,
  STORE_FAILED: 500,
  UNEXPECTED: 500,
};

export function statusOf(code: FailureCode): number {
  return statuses[code] ?? 422;
}

/** Turns what a route threw into the failure its caller may see; of a foreign error nothing is told. */
export function failureOf(thrown: unknown): DvcttError {
  if (thrown instanceof DvcttError) return thrown;
  if (hasZodFastifySchemaValidationErrors(thrown)) {
    const first = thrown.validation[0];
    return new DvcttError('REQUEST_INVALID', {
      where: thrown.validationContext ?? '',
      path: (first?.instancePath ?? '').slice(0, 200),
      rule: first?.keyword ?? '',
    });
  }
  const status = statusOfFramework(thrown);
  if (status === 413) return new DvcttError('FILE_TOO_LARGE');
  if (status >= 400 && status < 500) return new DvcttError('REQUEST_INVALID', { status });
  return new DvcttError('BACKEND_ERROR', undefined, { cause: thrown });
}

/** Fastify marks its own refusals (broken JSON, wrong content type, body too large) with a status. */
function statusOfFramework(thrown: unknown): number {
  if (thrown instanceof Error && 'statusCode' in thrown && typeof thrown.statusCode === 'number') {
    return thrown.statusCode;
  }
  return 500;
}
