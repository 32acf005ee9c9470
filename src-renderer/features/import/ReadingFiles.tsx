import { Button, Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useImportDesk } from './useImportDesk.ts';

/** While the files are read: how many, that it may be left alone, and the way to stop it. */
export function ReadingFiles({ count }: { readonly count: number }) {
  const { t } = useTranslation();
  const { cancel } = useImportDesk();
  return (
    <div className="sheet padded row" role="status">
      <Loader size="sm" aria-hidden />
      <p className="grow">
        <b>{t('importing.reading', { count })}</b>
        <br />
        <span className="quiet">{t('importing.readingHint')}</span>
      </p>
      <Button variant="default" onClick={cancel}>
        {t('importing.cancel')}
      </Button>
    </div>
  );
}
