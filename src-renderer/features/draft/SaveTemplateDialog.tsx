import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { receiverOf } from '#shared/domain/vouchers/receiver.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import { call } from '../../bridge/bridge.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { notifyDone } from '../../components/notify.ts';
import { templateKeys } from './template-keys.ts';

/** “Lưu làm mẫu”: the voucher under a name, without number and date; a known name is written over. */
export function SaveTemplateDialog({
  voucher,
  onClose,
}: {
  readonly voucher: Voucher;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [name, setName] = useState(
    voucher.lines[0]?.description.slice(0, 200) || receiverOf(voucher).slice(0, 200),
  );
  const { data } = useQuery({
    queryKey: templateKeys.all,
    queryFn: () => call('templates.list', {}),
    retry: false,
  });
  const wanted = name.trim();
  const same = data?.templates.find((one) => one.name === wanted);
  const save = useMutation({
    mutationFn: () =>
      call('templates.save', { ...(same === undefined ? {} : { id: same.id }), name: wanted, voucher }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: templateKeys.all });
      notifyDone(t('entry.template.saved', { name: wanted }));
      onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={<b>{t('entry.template.title')}</b>}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted !== '') save.mutate();
        }}
      >
        <TextInput
          data-autofocus
          label={t('entry.template.name')}
          description={t(same === undefined ? 'entry.template.hint' : 'entry.template.replaces')}
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {save.error !== null && <FailureNotice error={save.error} />}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button type="submit" disabled={wanted === ''} loading={save.isPending}>
            {t('entry.template.save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
