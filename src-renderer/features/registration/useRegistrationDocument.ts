import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { openFile, type FileBytes } from '../../document/file-bytes.ts';
import type { ListedDocument } from './listed-documents.ts';

const stamp = ({ sha256, revision }: ListedDocument) => sha256 ?? `revision ${revision}`;

/** The bytes as listed; a preview as it would be printed now. @throws DvcttError DOCUMENT_CHANGED when they are others. */
export function readRegistrationDocument(id: string, document: ListedDocument): Promise<FileBytes> {
  return call('registrations.document', { id, documentId: document.id }).then((file) =>
    openFile(file, document.sha256),
  );
}

export function useRegistrationDocument(id: string, document: ListedDocument) {
  return useQuery({
    queryKey: keys.registrationDocument(id, document.id, stamp(document)),
    queryFn: () => readRegistrationDocument(id, document),
    staleTime: Infinity,
    gcTime: 60_000,
    ...(document.sha256 === undefined ? { placeholderData: keepPreviousData } : {}),
  });
}

export function useRegistrationReport(id: string, document: ListedDocument) {
  return useQuery({
    queryKey: keys.registrationReport(id, document.id, stamp(document)),
    queryFn: () => call('registrations.verify', { id, documentId: document.id }),
    enabled: document.state === 'signed',
    staleTime: 60_000,
  });
}
