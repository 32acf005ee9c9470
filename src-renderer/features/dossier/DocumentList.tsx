import { Button } from '@mantine/core';
import {
  IconDownload,
  IconFileTypePdf,
  IconFileTypeXml,
  IconPaperclip,
  IconRosetteDiscountCheck,
} from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DossierDocument } from '#shared/domain/dossiers/dossier.ts';
import { notifyFailure } from '../../components/notify.ts';
import { isFalsePdf } from '../../document/false-pdf.ts';
import { downloadFiles } from '../../document/download.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { readDocument, type FilesOf } from './useDossier.ts';

const icons = { VOUCHER_PDF: IconFileTypePdf, VOUCHER_XML: IconFileTypeXml, ATTACHMENT: IconPaperclip };

/** What a list of documents is of; `earlier` where it is not of the dossier as it stands. */
export interface DocumentsOf extends FilesOf {
  readonly documents: readonly DossierDocument[];
}

/** Downloads the newest revision of every document as one archive named by the dossier's code. */
export function useDownloadAll({ code, earlier, documents }: DocumentsOf) {
  const { i18n } = useTranslation();
  return useMutation({
    mutationFn: async () => {
      const files = await Promise.all(documents.map((document) => readDocument({ code, earlier }, document)));
      downloadFiles(files, `${code}${earlier === undefined ? '' : `-ban-cu-${earlier}`}.zip`);
    },
    onError: (thrown) => notifyFailure(thrown, languageOf(i18n)),
  });
}

export function DocumentList({
  of,
  dead,
  chosen,
  seen,
  onChoose,
}: {
  readonly of: DocumentsOf;
  /** The signatures on them are void. */
  readonly dead: boolean;
  readonly chosen: string | undefined;
  readonly seen: ReadonlySet<string>;
  readonly onChoose: (id: string) => void;
}) {
  const { t } = useTranslation();
  const downloadAll = useDownloadAll(of);
  return (
    <section className="sheet" aria-label={t('dossier.documents')}>
      <div className="list-head">
        <h2>
          {t('dossier.documents')} <span className="quiet figures">({of.documents.length})</span>
        </h2>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          loading={downloadAll.isPending}
          disabled={of.documents.length === 0}
          onClick={() => downloadAll.mutate()}
        >
          {t('dossier.downloadAll')}
        </Button>
      </div>
      <div className="document-list">
        {of.documents.map((document) => {
          const Icon = icons[document.kind];
          const signed = document.signedBy.length > 0;
          const isVoid = signed && dead;
          return (
            <button
              key={document.id}
              type="button"
              aria-current={document.id === chosen}
              data-seen={seen.has(document.id)}
              onClick={() => onChoose(document.id)}
            >
              <Icon size={22} aria-hidden />
              <span className="name">{document.name}</span>
              <small>
                {t(`dossier.kind.${document.kind}`)}
                {isFalsePdf(document) && (
                  <b className="false-pdf" title={t('attachments.falsePdfHint')}>
                    {' '}
                    · ⚠ {t('attachments.falsePdf')}
                  </b>
                )}
              </small>
              <small className={isVoid ? 'void' : signed ? 'signed' : ''}>
                {signed && !isVoid && (
                  <IconRosetteDiscountCheck size={16} aria-hidden style={{ verticalAlign: '-3px' }} />
                )}{' '}
                {signed
                  ? t('dossier.signedBy', {
                      steps: document.signedBy.map((step) => t(`role.${step}`)).join(', '),
                    })
                  : t('dossier.unsigned')}
                {isVoid && ` – ${t('dossier.void')}`}
              </small>
            </button>
          );
        })}
      </div>
    </section>
  );
}
