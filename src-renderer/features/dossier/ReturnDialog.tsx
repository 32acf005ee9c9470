import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { call } from '../../bridge/bridge.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { notifyDone } from '../../components/notify.ts';
import { useTakeView } from './useDossier.ts';

/** Returns a dossier to the accountant; the reason is required because it is all they will read. */
export function ReturnDialog({
  code,
  onClose,
}: {
  readonly code: DossierCode;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const take = useTakeView();
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const giveBack = useMutation({
    mutationFn: () => call('dossiers.return', { code, note: note.trim() }),
    onSuccess: (view) => {
      take(view);
      notifyDone(t('dossier.returned'));
      onClose();
    },
  });
  const empty = note.trim() === '';
  return (
    <Modal
      opened
      onClose={onClose}
      title={<b>{t('dossier.returnTitle')}</b>}
      size="lg"
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!empty) giveBack.mutate();
        }}
      >
        <Textarea
          label={t('dossier.returnNote')}
          description={t('dossier.returnNoteHint')}
          error={tried && empty ? t('dossier.returnNoteNeeded') : undefined}
          rows={4}
          maxLength={1000}
          data-autofocus
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {giveBack.error !== null && <FailureNotice error={giveBack.error} />}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button type="submit" color="seal" loading={giveBack.isPending}>
            {t('dossier.returnConfirm')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
