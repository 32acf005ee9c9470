import { DvcttError, failureCodeSchema, type FailureCode } from '#shared/contract/errors.ts';
import type { Unit } from '#shared/contract/http.ts';
import type { ValidationIssue } from '#shared/contract/ipc.ts';
import { vietnamDate } from '#shared/domain/calendar/vietnam-date.ts';
import { codeLists } from '#shared/domain/codes/catalogue.ts';
import type { DossierContent } from '#shared/domain/dossiers/dossier.ts';
import { validateDossier } from '#shared/domain/dossiers/validate.ts';
import { judgeAccount, type UnitAccounts } from '#shared/domain/vouchers/unit-rules.ts';

/**
 * The rules of vouchers and dossiers, applied by the server for itself.
 * @throws DvcttError ACCOUNT_CLOSED, AMOUNT_MISMATCH, CODE_UNKNOWN or DOSSIER_INCOMPLETE, with the path of the first field at fault
 */
export function refuseWrongContent(content: DossierContent, unit: Unit, today: Date): void {
  refuse(validateDossier(content, { unit, today }));
}

/**
 * A dossier lies for days between its steps, and an account that was open when it was forwarded may be closed by now.
 * Only that is judged again: the rest of the content can no longer change.
 * @throws DvcttError ACCOUNT_CLOSED, or CODE_UNKNOWN when the unit has the account no longer
 */
export function refuseLostAccounts({ vouchers }: DossierContent, unit: UnitAccounts, now: Date): void {
  const today = vietnamDate(now);
  refuse(
    vouchers
      .flatMap((voucher, at) => judgeAccount(voucher, unit, codeLists, today, `vouchers.${at}.`))
      .filter(({ code }) => code === 'ACCOUNT_CLOSED' || code === 'ACCOUNT_NOT_UNITS'),
  );
}

function refuse(issues: readonly ValidationIssue[]): void {
  const blocking = issues.filter((issue) => issue.blocking);
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
