import { Button, type ButtonProps } from '@mantine/core';
import { IconFileExport } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { ExportDialog } from './ExportDialog.tsx';

/** “Xuất…” for these dossiers. */
export function ExportButton({
  codes,
  before,
  ...rest
}: {
  readonly codes: readonly DossierCode[];
  /** What is still on its way to the store goes there first. */
  readonly before?: () => Promise<unknown>;
} & Pick<ButtonProps, 'size' | 'variant'>) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="default"
        {...rest}
        leftSection={<IconFileExport size={18} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('exporting.open')}
      </Button>
      {open && (
        <ExportDialog
          codes={codes}
          {...(before === undefined ? {} : { before })}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
