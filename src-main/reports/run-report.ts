import type { CallInput } from '#shared/contract/ipc.ts';
import type { Report, ReportGroup } from '#shared/contract/reports.ts';
import { codeLists } from '#shared/domain/codes/catalogue.ts';
import { findCode } from '#shared/domain/codes/code-list.ts';
import { dossierStatusNames, dossierStatusSchema } from '#shared/domain/dossiers/dossier.ts';
import type { Unit } from '#shared/contract/http.ts';
import type { Workspace } from '../session/workspace.ts';
import { settled } from '../voucher-desk/settled.ts';

export type ReportFilter = CallInput<'reports.run'>;

/**
 * Sums over the drafts and dossiers of this machine. Lists of beneficiaries (mẫu 20) are left out, for they repeat their
 * voucher’s total, and so are vouchers without a date, which belong to no month.
 */
export async function runReport(workspace: Workspace, filter: ReportFilter): Promise<Report> {
  const { vouchers } = await settled(workspace);
  const { by, from, to, statuses, account } = filter;
  const sums = vouchers.sums({ by, from, to, statuses, account });
  const rows = sums.groups.map(({ key, vouchers: count, total }) => ({
    key,
    name: nameOf(by, key, workspace.unit),
    vouchers: count,
    total: total.toString(),
  }));
  const { line, syncedAt } = workspace.sync.state();
  const isDown = line === 'offline' || line === 'sign-in';
  return {
    rows: by === 'status' ? inStatusOrder(rows) : rows,
    vouchers: sums.vouchers,
    total: sums.total.toString(),
    accounts: [...sums.accounts],
    ...(isDown && syncedAt !== undefined ? { asOf: syncedAt } : {}),
  };
}

/** Empty where it has none. */
function nameOf(by: ReportGroup, key: string, unit: Unit): string {
  switch (by) {
    case 'account':
      return unit.accounts.find(({ number }) => number === key)?.name ?? '';
    case 'ndkt':
      return (findCode(codeLists.ndkt, key) ?? findCode(codeLists.revenueNdkt, key))?.name ?? '';
    case 'month':
      return '';
    case 'status':
      return dossierStatusSchema.safeParse(key).data === undefined
        ? ''
        : dossierStatusNames[dossierStatusSchema.parse(key)];
  }
}

/** From the accountant’s desk to the Treasury’s answer. */
function inStatusOrder(rows: Report['rows']): Report['rows'] {
  const places = new Map<string, number>(dossierStatusSchema.options.map((status, place) => [status, place]));
  return rows.toSorted((a, b) => (places.get(a.key) ?? 0) - (places.get(b.key) ?? 0));
}
