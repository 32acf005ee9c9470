import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../bridge/bridge.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { useTakeRegistration } from '../registration/useRegistration.ts';

/** What is wrong with the member's data, for whoever declared: the note is required because it is all they will read. */
export function DeclineDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const take = useTakeRegistration();
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const decline = useMutation({
    mutationFn: () => call('registrations.decline', { id, note: note.trim() }),
    onSuccess: (view) => {
      take(view);
      onClose();
    },
  });
  const empty = note.trim() === '';
  return (
    <Modal
      opened
      onClose={onClose}
      title={<b>{t('memberConfirmation.wrongTitle')}</b>}
      size="lg"
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!empty && !decline.isPending) decline.mutate();
        }}
      >
        <p style={{ margin: 0 }}>{t('memberConfirmation.wrongText')}</p>
        <Textarea
          label={t('memberConfirmation.wrongNote')}
          description={t('memberConfirmation.wrongHint')}
          error={tried && empty ? t('memberConfirmation.wrongNeeded') : undefined}
          rows={4}
          maxLength={1000}
          data-autofocus
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {decline.error !== null && <FailureNotice error={decline.error} />}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button type="submit" loading={decline.isPending}>
            {t('memberConfirmation.wrongSend')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
