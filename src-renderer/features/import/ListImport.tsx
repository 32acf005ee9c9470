import { Button } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { go } from '../../app/route.ts';
import { useShortcut } from '../../components/useShortcut.ts';
import { DropVeil } from './DropVeil.tsx';
import { useAddFiles } from './useAddFiles.ts';
import { useFileDrop } from './useFileDrop.ts';

/** The way from the list to an import: a button, a key, or files dropped anywhere on the window. */
export function ListImport() {
  const { t } = useTranslation();
  const add = useAddFiles();
  const over = useFileDrop((files) => {
    go({ screen: 'import' });
    void add(files);
  }, true);
  useShortcut('alt+i', () => go({ screen: 'import' }));
  return (
    <>
      <DropVeil over={over} />
      <Button
        size="lg"
        variant="default"
        leftSection={<IconFileImport size={22} aria-hidden />}
        onClick={() => go({ screen: 'import' })}
      >
        {t('importing.open')} <kbd aria-hidden>Alt+I</kbd>
      </Button>
    </>
  );
}
