import { DvcttError } from '#shared/contract/errors.ts';
import type { CallInput, CallOutput } from '#shared/contract/ipc.ts';
import { mostVouchers } from '#shared/domain/dossiers/dossier.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import { requireAccountant } from '../../dossiers/require-draft.ts';
import type { DossierServices } from '../../dossiers/services.ts';
import { emptyContent } from '../../dossiers/view.ts';
import type { Imports } from '../preview/imports.ts';
import { shareOut } from './share-out.ts';

/**
 * Makes drafts of chosen rows in one transaction: all are on the disk when it returns, or none is. A preview is taken
 * once. @throws DvcttError IMPORT_EXPIRED, IMPORT_ROW_REFUSED, SESSION_REQUIRED, ROLE_FORBIDDEN and the store's own
 */
export function takeImport(
  { session }: Pick<DossierServices, 'session'>,
  imports: Imports,
  { importId, rows, title, perDossier }: CallInput<'import.take'>,
): CallOutput<'import.take'> {
  const workspace = requireAccountant(session);
  const previewed = new Map(imports.rowsOf(workspace, importId).map((each) => [each.row.row, each]));
  const chosen = [...new Set(rows)].sort((a, b) => a - b);
  const faulty = new Set<Voucher>();
  const vouchers = chosen.map((row) => {
    const found = previewed.get(row);
    if (found?.voucher === undefined) throw new DvcttError('IMPORT_ROW_REFUSED', { row });
    if (found.row.state === 'to-fix') faulty.add(found.voucher);
    return found.voucher;
  });
  const dossiers = shareOut(vouchers, Math.min(perDossier, mostVouchers));
  const drafts = workspace.store.batch(() =>
    dossiers.map((shared, at) =>
      workspace.store.drafts.create({
        ...emptyContent,
        title: titleOf(title, at, dossiers.length),
        vouchers: [...shared],
      }),
    ),
  );
  imports.discard(workspace, importId);
  for (const { code } of drafts) workspace.changed(code);
  const codes = drafts.map(({ code }) => code);
  return {
    codes,
    toFix: codes.filter((_, at) => dossiers[at]?.some((voucher) => faulty.has(voucher)) === true),
    taken: vouchers.length,
  };
}

/** `Thanh toán tháng 11 (2/5)` when there are several. */
function titleOf(title: string, at: number, count: number): string {
  if (count === 1) return title;
  const tail = ` (${at + 1}/${count})`;
  return title.slice(0, 300 - tail.length) + tail;
}
