import { Button, Loader } from '@mantine/core';
import { IconDownload, IconFileTypePdf, IconFileTypeXml, IconPrinter } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { notifyFailure } from '../../components/notify.ts';
import { DocumentView } from '../../document/DocumentView.tsx';
import { downloadFile } from '../../document/download.ts';
import { printPdf } from '../../document/print-pdf.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { ReportOf } from '../dossier/SignatureReports.tsx';
import { useInSight } from './in-sight.ts';
import type { ListedDocument } from './listed-documents.ts';
import { documentsId, openedId, revealDocuments } from './reveal-documents.ts';
import { useRegistrationDocument, useRegistrationReport } from './useRegistrationDocument.ts';

/** The declarations and the data of the dossier; one of them open to be read, downloaded or printed. */
export function Documents({
  id,
  documents,
  stale,
  open,
  onOpen,
  onShown,
}: {
  readonly id: string;
  readonly documents: readonly ListedDocument[];
  /** Something typed is not kept yet, hence not printed. */
  readonly stale: boolean;
  readonly open: string | undefined;
  readonly onOpen: (id: string | undefined) => void;
  readonly onShown: (id: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <section className="form-section" id={documentsId} tabIndex={-1}>
      <h2>{t('registration.documents.heading')}</h2>
      <ul className="registration-documents">
        {documents.map((document) => {
          const name = t(`registration.documents.${document.id}`);
          const isOpen = document.id === open;
          const Icon = document.id === 'hoso' ? IconFileTypeXml : IconFileTypePdf;
          return (
            <li key={document.id}>
              <Icon size={26} aria-hidden />
              <span className="grow">
                <b>{name}</b>
                <span className="quiet small"> {document.name}</span>
              </span>
              <span className="badge" data-tone={document.state === 'signed' ? 'good' : 'plain'}>
                {t(`registration.documents.${document.state}`)}
              </span>
              <Button
                variant="default"
                size="compact-md"
                aria-expanded={isOpen}
                aria-label={isOpen ? undefined : t('registration.documents.showNamed', { name })}
                onClick={() => {
                  onOpen(isOpen ? undefined : document.id);
                  if (!isOpen) revealDocuments();
                }}
              >
                {t(isOpen ? 'registration.documents.hide' : 'registration.documents.show')}
              </Button>
              {isOpen && (
                <Opened
                  key={document.sha256 ?? ''}
                  id={id}
                  document={document}
                  stale={stale}
                  onShown={onShown}
                />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Opened({
  id,
  document,
  stale,
  onShown,
}: {
  readonly id: string;
  readonly document: ListedDocument;
  readonly stale: boolean;
  readonly onShown: (id: string) => void;
}) {
  const { t, i18n } = useTranslation();
  const file = useRegistrationDocument(id, document);
  const report = useRegistrationReport(id, document);
  const [printing, setPrinting] = useState(false);
  const paper = useRef<HTMLDivElement>(null);
  useInSight(paper, file.data !== undefined, () => onShown(document.id));
  const print = async () => {
    if (file.data === undefined) return;
    setPrinting(true);
    try {
      await printPdf(file.data.bytes);
    } catch (thrown) {
      notifyFailure(thrown, languageOf(i18n));
    } finally {
      setPrinting(false);
    }
  };
  return (
    // Its place is kept while it is fetched: what is scrolled to must not move away.
    <div className="stack registration-opened" id={openedId} data-fetching={file.isPending || undefined}>
      <div className="row">
        <span className="grow quiet small" role="status">
          {document.state === 'preview' && stale && t('registration.documents.previewStale')}
        </span>
        {document.id !== 'hoso' && (
          <Button
            size="compact-md"
            variant="default"
            leftSection={<IconPrinter size={18} aria-hidden />}
            disabled={file.data === undefined}
            loading={printing}
            onClick={() => void print()}
          >
            {t('registration.documents.print')}
          </Button>
        )}
        <Button
          size="compact-md"
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden />}
          disabled={file.data === undefined}
          onClick={() => file.data !== undefined && downloadFile(file.data)}
        >
          {t('registration.documents.download')}
        </Button>
      </div>
      {document.state === 'signed' && <ReportOf report={report} signed />}
      {file.isPending && <Loader role="status" aria-label={t('app.loading')} />}
      {file.error !== null && <FailureNotice error={file.error} retry={() => void file.refetch()} />}
      {file.data !== undefined && (
        <div ref={paper}>
          <DocumentView file={file.data} />
        </div>
      )}
    </div>
  );
}
