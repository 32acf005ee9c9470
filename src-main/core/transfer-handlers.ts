import { exportedFile } from '../transfer/export/exported-file.ts';
import { exportVouchers } from '../transfer/export/export-vouchers.ts';
import { templateOf } from '../transfer/export/template.ts';
import { importReport } from '../transfer/preview/import-report.ts';
import { Imports } from '../transfer/preview/imports.ts';
import { readImport } from '../transfer/preview/read-import.ts';
import { takeImport } from '../transfer/take/take-import.ts';
import { tableMediaTypes } from '../tables/table.ts';
import { writeTable } from '../tables/write-table.ts';
import type { CoreServices, Handlers } from './handlers.ts';

/** Calls about vouchers from and to other programs. */
export function makeTransferHandlers(
  services: CoreServices,
): Pick<Handlers, Extract<keyof Handlers, `import.${string}` | `export.${string}`>> {
  const { session, now } = services;
  const imports = new Imports(now);
  /** One import is read at a time: each may take much memory. */
  let reading: Promise<unknown> = Promise.resolve();
  return {
    'import.read': ({ files }) => {
      const answer = reading.then(() => readImport(services, imports, files));
      reading = answer.catch(() => undefined);
      return answer;
    },
    'import.take': (input) => takeImport(services, imports, input),
    'import.discard': ({ importId }) => {
      imports.discard(session.requireWorkspace(), importId);
      return {};
    },
    'import.report': ({ importId, format }) => {
      const rows = imports.rowsOf(session.requireWorkspace(), importId).map(({ row }) => row);
      const bytes = writeTable(importReport(rows), format);
      return exportedFile(`ket-qua-nhap.${format}`, tableMediaTypes[format], bytes);
    },
    'import.template': ({ formId, format }) => {
      const bytes = writeTable(templateOf(formId, session.requireWorkspace().unit, now()), format);
      return exportedFile(`mau-${formId}.${format}`, tableMediaTypes[format], bytes);
    },
    'export.vouchers': (input) => exportVouchers(services, input),
  };
}
