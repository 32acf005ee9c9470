import { DvcttError, failureCodeSchema, type FailureCode } from '#shared/contract/errors.ts';
import type { Unit } from '#shared/contract/http.ts';
import type { DossierContent } from '#shared/domain/dossiers/dossier.ts';
import { validateDossier } from '#shared/domain/dossiers/validate.ts';

/**
 * The rules of vouchers and dossiers, applied by the server for itself.
 * @throws DvcttError AMOUNT_MISMATCH, CODE_UNKNOWN or DOSSIER_INCOMPLETE, with the path of the first field at fault
 */
export function refuseWrongContent(content: DossierContent, unit: Unit, today: Date): void {
  const blocking = validateDossier(content, { unit, today }).filter((issue) => issue.blocking);
  const [first] = blocking;
  if (first === undefined) return;
  throw new DvcttError(codeOf(first.code), {
    count: blocking.length,
    path: first.path,
    issue: first.code,
    first: first.message.vi,
  });
}

/** Issues that have a failure of their own; one whose name is that of a failure is told by it anyway. */
const failureByIssue: Readonly<Record<string, FailureCode>> = {
  ACCOUNT_NOT_UNITS: 'CODE_UNKNOWN',
  AMOUNT_FORMAT: 'AMOUNT_MISMATCH',
  TOTAL_TOO_LARGE: 'AMOUNT_MISMATCH',
};

function codeOf(issue: string): FailureCode {
  const known = failureCodeSchema.safeParse(issue);
  return known.success ? known.data : (failureByIssue[issue] ?? 'DOSSIER_INCOMPLETE');
}
