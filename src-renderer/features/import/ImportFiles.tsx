import { ActionIcon, Button, FileButton } from '@mantine/core';
import { IconFileImport, IconRefresh, IconX } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { formatSize } from '../../format/size.ts';
import { useImportDesk } from './useImportDesk.ts';

const accepted = '.zip,.xml,.xlsx,.csv,text/csv';

/** What was chosen; another file of the same name takes the place of the first. */
export function ImportFiles({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const { t } = useTranslation();
  const { desk, remove, readAgain } = useImportDesk();
  const reset = useRef<() => void>(null);
  const { files } = desk;
  return (
    <section className="sheet import-files" data-empty={files.length === 0} aria-label={t('importing.files')}>
      {files.length === 0 && (
        <>
          <IconFileImport size={40} stroke={1.4} aria-hidden />
          <p>{t('importing.drop')}</p>
        </>
      )}
      {files.length > 0 && (
        <ul className="chosen-files">
          {files.map(({ name, size }) => (
            <li key={name}>
              <span className="chosen-name">{name}</span>
              <span className="quiet small figures">{formatSize(size)}</span>
              <ActionIcon
                variant="subtle"
                color="seal"
                aria-label={t('importing.remove', { name })}
                onClick={() => void remove(name)}
              >
                <IconX size={18} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      <div className="row">
        <FileButton
          multiple
          accept={accepted}
          resetRef={reset}
          onChange={(chosen) => {
            // The same name again, corrected meanwhile, is a change too.
            reset.current?.();
            onFiles(chosen);
          }}
        >
          {(props) => (
            <Button
              {...props}
              size={files.length === 0 ? 'lg' : 'sm'}
              variant={files.length === 0 ? 'filled' : 'default'}
              leftSection={<IconFileImport size={20} aria-hidden />}
            >
              {t(files.length === 0 ? 'importing.choose' : 'importing.more')}
            </Button>
          )}
        </FileButton>
        {files.length > 0 && desk.preview === undefined && !desk.reading && (
          <Button
            size="sm"
            variant="default"
            leftSection={<IconRefresh size={18} aria-hidden />}
            onClick={() => void readAgain()}
          >
            {t('importing.again')}
          </Button>
        )}
        <span className="quiet small">
          {t(files.length === 0 ? 'importing.limits' : 'importing.moreHint')}
        </span>
      </div>
    </section>
  );
}
