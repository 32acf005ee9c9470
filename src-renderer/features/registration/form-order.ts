/** The order in which a person meets the fields: the way to what is wrong leads to the first of them. */
import type { ValidationIssue } from '#shared/contract/ipc.ts';
import { accountForm, memberForm, projectForm, unitForm } from './form-fields.ts';
import { steps, stepOf, type Step } from './steps.ts';

const names = (fields: readonly { readonly name: string }[]) => fields.map(({ name }) => name);
const groups = ['reason', 'unit', 'services', 'accounts', 'projects', 'leftOut', 'members'];
const fieldsOf: Readonly<Record<string, readonly string[]>> = {
  unit: names(unitForm),
  accounts: names(accountForm),
  projects: names(projectForm),
  members: [...names(memberForm), 'role', 'signatureForm', 'certificate', 'accounts'],
};

/** What stands first on the form comes first, whoever has found it. */
export function inFormOrder(issues: readonly ValidationIssue[]): readonly ValidationIssue[] {
  return issues.toSorted((one, other) => {
    const [a, b] = [placeOf(one.path), placeOf(other.path)];
    const at = a.findIndex((part, index) => part !== b[index]);
    return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
  });
}

function placeOf(path: string): readonly [group: number, row: number, field: number] {
  const [group = '', ...rest] = path.split('.');
  const at = groups.indexOf(group);
  const [row, field = ''] = group === 'unit' ? ['0', ...rest] : rest;
  const place = fieldsOf[group]?.indexOf(field) ?? -1;
  // What speaks of the whole list or row comes before its parts; what no step knows, last.
  return [at === -1 ? groups.length : at, row === undefined ? -1 : Number(row), place];
}

/** Where a dossier is gone on with: the first step on which something is missing. */
export function firstOpenStep(issues: readonly ValidationIssue[]): Step {
  return (
    steps.find((step) => issues.some(({ path, blocking }) => blocking && stepOf(path) === step)) ?? 'finish'
  );
}
