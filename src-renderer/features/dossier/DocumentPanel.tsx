import { Button, Loader } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { DossierDocument } from '#shared/domain/dossiers/dossier.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { DocumentView } from '../../document/DocumentView.tsx';
import { downloadFile } from '../../document/download.ts';
import { SignatureReports } from './SignatureReports.tsx';
import { useDocument, type FilesOf } from './useDossier.ts';

/** A document as it will be, or was, signed, and what its signatures are worth. */
export function DocumentPanel({
  code,
  earlier,
  document,
  onShown,
}: FilesOf & {
  readonly document: DossierDocument;
  readonly onShown?: (id: string) => void;
}) {
  const { t } = useTranslation();
  const file = useDocument({ code, earlier }, document);
  const shown = useEffectEvent(() => onShown?.(document.id));
  const ready = file.data !== undefined;
  useEffect(() => {
    if (ready) shown();
  }, [ready]);
  const bytes = file.data;
  return (
    <section className="sheet padded" aria-label={document.name}>
      <div className="viewer-head">
        <h2 className="grow">{document.name}</h2>
        <Button
          size="compact-md"
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden />}
          disabled={bytes === undefined}
          onClick={() => bytes !== undefined && downloadFile(bytes)}
        >
          {t('dossier.download')}
        </Button>
      </div>
      <div className="stack">
        {earlier !== undefined && document.signedBy.length > 0 && (
          <p className="void-signatures">{t('signedVersions.checked')}</p>
        )}
        <SignatureReports code={code} earlier={earlier} document={document} />
        {file.isPending && <Loader role="status" aria-label={t('app.loading')} />}
        {file.error !== null && <FailureNotice error={file.error} retry={() => void file.refetch()} />}
        {bytes !== undefined && <DocumentView file={bytes} />}
      </div>
    </section>
  );
}
