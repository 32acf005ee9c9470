import { useTranslation } from 'react-i18next';
import { notifyWarning } from '../../components/notify.ts';
import { toBase64 } from '../../document/file-bytes.ts';
import { mostBytes, type ImportFile } from './import-desk.ts';
import { useImportDesk } from './useImportDesk.ts';

/** Takes the bytes of chosen or dropped files and has them read; says which could not be opened. */
export function useAddFiles(): (files: readonly File[]) => Promise<void> {
  const { t } = useTranslation();
  const { add } = useImportDesk();
  return async (files) => {
    const taken: ImportFile[] = [];
    for (const file of files) {
      try {
        // What is too large is refused by its size: its bytes need not be in memory for that.
        const base64 = file.size > mostBytes ? '' : await toBase64(file);
        taken.push({ name: file.name, size: file.size, base64 });
      } catch {
        notifyWarning(t('importing.unreadable', { name: file.name }));
      }
    }
    if (taken.length > 0) await add(taken);
  };
}
