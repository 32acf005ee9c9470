import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { DossierCode, DossierDocument } from '#shared/domain/dossiers/dossier.ts';
import type { DossierView } from '#shared/contract/ipc.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { openFile, type FileBytes } from '../../document/file-bytes.ts';

export function useDossier(code: DossierCode) {
  return useQuery({ queryKey: keys.dossier(code), queryFn: () => call('dossiers.get', { code }) });
}

/** Puts an answer of the core in place of what is on screen, and makes the list ask again. */
export function useTakeView(): (view: DossierView) => void {
  const client = useQueryClient();
  return (view) => {
    client.setQueryData(keys.dossier(view.code), view);
    void client.invalidateQueries({ queryKey: keys.dossiers });
  };
}

/** Whose files: the dossier as it stands, or an earlier version of it by its number. */
export interface FilesOf {
  readonly code: DossierCode;
  readonly earlier?: number | undefined;
}

const wanted = ({ code, earlier }: FilesOf, { id: documentId }: DossierDocument) => ({
  code,
  documentId,
  ...(earlier === undefined ? {} : { version: earlier }),
});

/** The newest revision of a document. @throws DvcttError DOCUMENT_CHANGED when it is not the one listed. */
export async function readDocument(of: FilesOf, document: DossierDocument): Promise<FileBytes> {
  return openFile(await call('documents.read', wanted(of, document)), document.sha256);
}

export function useDocument(of: FilesOf, document: DossierDocument) {
  return useQuery({
    queryKey: keys.document(of.code, document.id, document.sha256, of.earlier),
    queryFn: () => readDocument(of, document),
    staleTime: Infinity,
    // Bytes of documents that nobody looks at any more are not kept.
    gcTime: 60_000,
  });
}

export function useReport(of: FilesOf, document: DossierDocument) {
  return useQuery({
    queryKey: keys.report(of.code, document.id, document.sha256, of.earlier),
    queryFn: () => call('documents.verify', wanted(of, document)),
    enabled: document.signedBy.length > 0,
    staleTime: 60_000,
  });
}
