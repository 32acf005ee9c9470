import type { ImportPreview } from '#shared/contract/transfer.ts';
import type { FormId } from '#shared/domain/vouchers/voucher.ts';
import { requireAccountant } from '../../dossiers/require-draft.ts';
import type { DossierServices } from '../../dossiers/services.ts';
import type { Workspace } from '../../session/workspace.ts';
import { settled } from '../../voucher-desk/settled.ts';
import { readFilesApart } from '../reading/reader-process.ts';
import type { Imports } from './imports.ts';
import { previewOf, summaryOf } from './preview.ts';

export interface ImportFile {
  readonly name: string;
  readonly base64: string;
}

/** Only the last part of a path, as the rows show it. */
const plainName = (name: string) =>
  (name.split(/[\\/]/).at(-1) ?? '').replace(/[\p{Cc}\p{Cf}]/gu, '').slice(0, 150) || 'tệp';

/**
 * Reads files and keeps what they hold as a preview.
 * @throws DvcttError SESSION_REQUIRED, ROLE_FORBIDDEN, IMPORT_TOO_MUCH
 */
export async function readImport(
  services: Pick<DossierServices, 'session' | 'now'>,
  imports: Imports,
  files: readonly ImportFile[],
): Promise<ImportPreview> {
  const workspace = requireAccountant(services.session);
  const found = await readFilesApart(
    files.map(({ name, base64 }) => ({
      name: plainName(name),
      bytes: new Uint8Array(Buffer.from(base64, 'base64')),
    })),
  );
  workspace.requireOpen();
  await settled(workspace);
  const rows = await previewOf(found, {
    unit: workspace.unit,
    today: services.now(),
    isUsed: usedNumbers(workspace),
  });
  workspace.requireOpen();
  return summaryOf(imports.keep(workspace, rows), rows);
}

/** Numbers are unique within a form and a year; each pair is looked up once. */
function usedNumbers({ store }: Workspace): (number: string, formId: FormId, year: string) => boolean {
  const known = new Map<string, ReadonlySet<string>>();
  return (number, formId, year) => {
    const key = `${formId}/${year}`;
    const used = known.get(key) ?? new Set(store.vouchers.numbers(formId, year).all);
    known.set(key, used);
    return used.has(number);
  };
}
