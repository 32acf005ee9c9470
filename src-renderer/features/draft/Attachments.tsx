import { ActionIcon, Button, FileButton, Modal } from '@mantine/core';
import { IconPaperclip, IconUpload, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attachment, DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { isFalsePdf } from '../../document/false-pdf.ts';
import { DocumentView } from '../../document/DocumentView.tsx';
import { openFile } from '../../document/file-bytes.ts';
import { formatSize } from '../../format/size.ts';
import { RefusedFiles } from './RefusedFiles.tsx';
import type { Attaching } from './useAttaching.ts';

/** Files that go with the vouchers: chosen or dropped, looked at, removed with undo. */
export function Attachments({
  code,
  attachments,
  attaching,
}: {
  readonly code: DossierCode;
  readonly attachments: readonly Attachment[];
  readonly attaching: Attaching;
}) {
  const { t } = useTranslation();
  const { adding } = attaching;
  const onAdd = (files: readonly File[]) => void attaching.add(files);
  const [over, setOver] = useState(false);
  const [open, setOpen] = useState<Attachment>();
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onAdd([...event.dataTransfer.files]);
  };
  return (
    <section className="sheet" aria-label={t('attachments.title')} id="field-attachments" tabIndex={-1}>
      <div className="list-head">
        <h2>
          {t('attachments.title')} <span className="quiet figures">({attachments.length})</span>
        </h2>
      </div>
      <ul className="attachments">
        {attachments.map((attachment) => (
          <li key={attachment.id}>
            <IconPaperclip size={18} aria-hidden />
            <button
              type="button"
              title={t('attachments.open', { name: attachment.name })}
              onClick={() => setOpen(attachment)}
            >
              {attachment.name}
            </button>
            <span className="quiet small figures">{formatSize(attachment.size)}</span>
            <ActionIcon
              variant="subtle"
              color="seal"
              aria-label={t('attachments.remove', { name: attachment.name })}
              onClick={() => attaching.remove(attachment)}
            >
              <IconX size={18} />
            </ActionIcon>
            {isFalsePdf(attachment) && (
              <span className="badge" data-tone="warn" title={t('attachments.falsePdfHint')}>
                {t('attachments.falsePdf')}
              </span>
            )}
          </li>
        ))}
      </ul>
      <div
        className="drop"
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <span>
          {adding === undefined ? t('attachments.drop') : t('attachments.adding', { name: adding })}
        </span>
        <FileButton multiple onChange={onAdd}>
          {(props) => (
            <Button
              {...props}
              variant="default"
              size="sm"
              leftSection={<IconUpload size={18} aria-hidden />}
              loading={adding !== undefined}
            >
              {t('attachments.choose')}
            </Button>
          )}
        </FileButton>
        <span className="quiet small">{t('attachments.hint')}</span>
      </div>
      <RefusedFiles refused={attaching.refused} onDismiss={attaching.dismiss} />
      {open !== undefined && (
        <Modal
          opened
          onClose={() => setOpen(undefined)}
          title={<b>{open.name}</b>}
          size={900}
          closeButtonProps={{ 'aria-label': t('app.close') }}
        >
          <AttachmentView code={code} attachment={open} />
        </Modal>
      )}
    </section>
  );
}

function AttachmentView({
  code,
  attachment,
}: {
  readonly code: DossierCode;
  readonly attachment: Attachment;
}) {
  const { t } = useTranslation();
  const file = useQuery({
    queryKey: keys.attachment(code, attachment.sha256),
    queryFn: async () =>
      openFile(await call('drafts.attachment', { code, attachmentId: attachment.id }), attachment.sha256),
    staleTime: Infinity,
    gcTime: 0,
  });
  if (file.error !== null) return <FailureNotice error={file.error} retry={() => void file.refetch()} />;
  return file.data === undefined ? <p>{t('app.loading')}</p> : <DocumentView file={file.data} />;
}
