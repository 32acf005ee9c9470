import { Button, Modal, Radio } from '@mantine/core';
import { IconFileExport } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallInput } from '#shared/contract/ipc.ts';
import { exportFormatSchema } from '#shared/contract/transfer.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { call } from '../../bridge/bridge.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { notifyDone } from '../../components/notify.ts';
import { downloadFile } from '../../document/download.ts';
import { openFile } from '../../document/file-bytes.ts';

type Format = CallInput<'export.vouchers'>['format'];

/** One file of all vouchers of these dossiers; each format says what it is for. */
export function ExportDialog({
  codes,
  before,
  onClose,
}: {
  readonly codes: readonly DossierCode[];
  readonly before?: () => Promise<unknown>;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const [format, setFormat] = useState<Format>('xlsx');
  const save = useMutation({
    mutationFn: async () => {
      await before?.();
      return openFile(await call('export.vouchers', { codes: [...codes], format }));
    },
    onSuccess: (file) => {
      downloadFile(file);
      notifyDone(t('exporting.saved', { name: file.name }));
      onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={<b>{t('exporting.title', { count: codes.length })}</b>}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Radio.Group
          label={t('exporting.format')}
          value={format}
          onChange={(next) => {
            save.reset();
            setFormat(exportFormatSchema.parse(next));
          }}
        >
          <div className="stack" style={{ marginTop: 8 }}>
            {exportFormatSchema.options.map((one) => (
              <Radio
                key={one}
                value={one}
                label={t(`exporting.${one}`)}
                description={t(`exporting.${one}For`)}
                {...(one === format ? { 'data-autofocus': true } : {})}
              />
            ))}
          </div>
        </Radio.Group>
        {save.error !== null && <FailureNotice error={save.error} />}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          {save.isPending && (
            <span className="quiet grow" role="status">
              {t('exporting.working')}
            </span>
          )}
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button
            type="submit"
            leftSection={<IconFileExport size={20} aria-hidden />}
            loading={save.isPending}
          >
            {t('exporting.save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
