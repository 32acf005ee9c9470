import { skipToken, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { toFailure } from '#shared/contract/errors.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import {
  chosenRows,
  emptyImportDesk,
  tooMuch,
  withFiles,
  type ImportDesk,
  type ImportFile,
} from './import-desk.ts';

const read = (client: QueryClient) => client.getQueryData<ImportDesk>(keys.importDesk) ?? emptyImportDesk;
const change = (client: QueryClient, changed: Partial<ImportDesk>) =>
  void client.setQueryData<ImportDesk>(keys.importDesk, { ...read(client), ...changed });

/** A preview that nobody will take need not wait for its hour to end. */
function discard(importId: string | undefined): void {
  if (importId !== undefined) call('import.discard', { importId }).catch(() => undefined);
}

/** Reads the files anew as they now are; an earlier reading or preview is given up. */
async function readFiles(client: QueryClient, files: readonly ImportFile[]): Promise<void> {
  const before = read(client);
  const turn = before.turn + 1;
  discard(before.preview?.importId);
  const failure = tooMuch(files);
  const reading = files.length > 0 && failure === undefined;
  change(client, { files, turn, reading, failure, preview: undefined, taken: undefined, filter: 'all' });
  if (!reading) return;
  const current = () => read(client).turn === turn;
  try {
    const preview = await call('import.read', {
      files: files.map(({ name, base64 }) => ({ name: name.slice(-255), base64 })),
    });
    if (current()) change(client, { reading: false, preview });
    else discard(preview.importId);
  } catch (thrown) {
    if (current()) change(client, { reading: false, failure: toFailure(thrown) });
  }
}

/** Deletes the drafts that were just made, one after the other; those that cannot be deleted stay named. */
async function undo(client: QueryClient): Promise<number> {
  const { taken } = read(client);
  if (taken === undefined || taken.undone !== undefined) return 0;
  const kept: DossierCode[] = [];
  let undoFailure = taken.undoFailure;
  for (const [at, code] of taken.codes.entries()) {
    change(client, { taken: { ...taken, undone: at } });
    try {
      await call('drafts.delete', { code });
    } catch (thrown) {
      undoFailure = toFailure(thrown);
      kept.push(code);
    }
  }
  void client.invalidateQueries({ queryKey: keys.dossiers });
  const deleted = taken.codes.length - kept.length;
  if (kept.length === 0) void readFiles(client, read(client).files);
  else {
    const toFix = taken.toFix.filter((code) => kept.includes(code));
    change(client, {
      taken: {
        codes: kept,
        toFix,
        taken: taken.taken,
        ...(undoFailure === undefined ? {} : { undoFailure }),
      },
    });
  }
  return deleted;
}

/** The import as the person left it: outlives the screen, ends with the session. */
export function useImportDesk() {
  const client = useQueryClient();
  const { data } = useQuery<ImportDesk>({ queryKey: keys.importDesk, queryFn: skipToken, gcTime: Infinity });
  return {
    desk: data ?? emptyImportDesk,
    change: (changed: Partial<ImportDesk>) => change(client, changed),
    add: (files: readonly ImportFile[]) => readFiles(client, withFiles(read(client).files, files)),
    remove: (name: string) =>
      readFiles(
        client,
        read(client).files.filter((file) => file.name !== name),
      ),
    readAgain: () => readFiles(client, read(client).files),
    /** The answer that is still to come is thrown away; the files stay. */
    cancel: () => change(client, { turn: read(client).turn + 1, reading: false }),
    /** @throws DvcttError as `import.take` */
    take: async (title: string, perDossier: number) => {
      const desk = read(client);
      if (desk.preview === undefined) return;
      const rows = chosenRows(desk).map(({ row }) => row);
      const taken = await call('import.take', {
        importId: desk.preview.importId,
        rows,
        title,
        perDossier,
      });
      change(client, { preview: undefined, ticks: new Map(), taken });
      void client.invalidateQueries({ queryKey: keys.dossiers });
    },
    undo: () => undo(client),
    clear: () => {
      const { turn, preview } = read(client);
      discard(preview?.importId);
      client.setQueryData<ImportDesk>(keys.importDesk, { ...emptyImportDesk, turn: turn + 1 });
    },
  };
}
