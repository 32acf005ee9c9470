import { printVouchers, type VoucherToPrint } from '#print/voucher/many.ts';
import { DvcttError } from '#shared/contract/errors.ts';
import type { CallInput } from '#shared/contract/ipc.ts';
import { vietnamDate } from '#shared/domain/calendar/vietnam-date.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { formOf } from '#shared/domain/vouchers/forms/forms.ts';
import { knownDossier } from '../../dossiers/find.ts';
import type { DossierServices } from '../../dossiers/services.ts';
import type { Workspace } from '../../session/workspace.ts';
import { tableMediaTypes } from '../../tables/table.ts';
import { writeTable } from '../../tables/write-table.ts';
import { writeWorkbook } from '../../tables/xlsx-writer.ts';
import { writeSoftwareZip } from '../software-zip/write-zip.ts';
import { oneTable, tablesByForm } from '../spreadsheet/voucher-table.ts';
import { exportedFile, type ExportedFile } from './exported-file.ts';

/**
 * All vouchers of the dossiers as one file, in the order of the codes.
 * @throws DvcttError DOSSIER_NOT_FOUND, IMPORT_NOTHING when they have none, EXPORT_NO_SOFTWARE_FORM naming the vouchers
 * that the format has no form for
 */
export async function exportVouchers(
  services: DossierServices,
  {
    codes,
    format,
  }: {
    readonly codes: readonly DossierCode[];
    readonly format: CallInput<'export.vouchers'>['format'];
  },
): Promise<ExportedFile> {
  const workspace = services.session.requireWorkspace();
  const found: VoucherToPrint[] = [];
  for (const code of new Set(codes)) found.push(...(await vouchersOf(services, workspace, code)));
  workspace.requireOpen();
  if (found.length === 0) throw new DvcttError('IMPORT_NOTHING');
  const vouchers = found.map(({ voucher }) => voucher);
  const name = `chung-tu_${vietnamDate(services.now())}.${format}`;
  switch (format) {
    case 'xlsx':
      return exportedFile(name, tableMediaTypes.xlsx, writeWorkbook(tablesByForm(vouchers)));
    case 'csv':
      return exportedFile(name, tableMediaTypes.csv, writeTable(oneTable(vouchers), 'csv'));
    case 'pdf':
      return exportedFile(name, 'application/pdf', await printVouchers(found));
    case 'zip': {
      const strangers = vouchers.filter((voucher) => formOf(voucher).software === undefined);
      if (strangers.length > 0) {
        const shown = strangers.slice(0, 10).map(({ formId, number }) => `${number} (mẫu ${formId})`);
        throw new DvcttError('EXPORT_NO_SOFTWARE_FORM', {
          count: strangers.length,
          vouchers: shown.join(', '),
        });
      }
      return exportedFile(name, 'application/zip', writeSoftwareZip(vouchers));
    }
  }
}

async function vouchersOf(
  services: DossierServices,
  workspace: Workspace,
  code: DossierCode,
): Promise<readonly VoucherToPrint[]> {
  const content =
    workspace.store.drafts.get(code)?.content ??
    (await knownDossier(services, workspace, code)).dossier.content;
  return content.vouchers.map((voucher) => ({ voucher, dossierCode: code }));
}
