import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '#shared/contract/ipc.ts';
import { notifyFailure } from '../../components/notify.ts';
import { downloadFile } from '../../document/download.ts';
import { openFile, type FileBytes } from '../../document/file-bytes.ts';
import { languageOf } from '../../i18n/i18n.ts';

/** Has the core make a file and hands it to the person; a failure is told in the corner. */
export function useSaveFile() {
  const { i18n } = useTranslation();
  return useMutation({
    mutationFn: async (make: () => Promise<CallOutput<'documents.read'>>): Promise<FileBytes> => {
      const file = await openFile(await make());
      downloadFile(file);
      return file;
    },
    onError: (thrown) => notifyFailure(thrown, languageOf(i18n)),
  });
}
