import { IconFileImport } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import './import.css';

/** Over the whole window while files are held above it. */
export function DropVeil({ over }: { readonly over: boolean }) {
  const { t } = useTranslation();
  if (!over) return null;
  return (
    <div className="drop-veil" role="status">
      <p>
        <IconFileImport size={40} aria-hidden />
        {t('importing.dropHere')}
      </p>
    </div>
  );
}
