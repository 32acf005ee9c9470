import { ActionIcon, Button, Modal, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPencil, IconSearch, IconTrash } from '@tabler/icons-react';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BookedPayee } from '#shared/contract/voucher-desk.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import { call } from '../../bridge/bridge.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { notifyFailure } from '../../components/notify.ts';
import { offerUndo } from '../../components/UndoNotice.tsx';
import { languageOf } from '../../i18n/i18n.ts';
import { PayeeRowForm } from './PayeeRowForm.tsx';
import { payeeKeys } from './payee-keys.ts';

/** The book of payees: find one and take it, mend a row, or take a row out (and put it back). */
export function PayeeBook({
  onChoose,
  onClose,
}: {
  readonly onChoose: (payee: Voucher['payee']) => void;
  readonly onClose: () => void;
}) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const [query, setQuery] = useState('');
  const [words] = useDebouncedValue(query.trim(), 120);
  const [editing, setEditing] = useState<BookedPayee>();
  const book = useQuery({
    queryKey: [...payeeKeys.search(words), 'book'],
    queryFn: () => call('payees.list', { ...(words === '' ? {} : { query: words }), limit: 200 }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const refresh = () => void client.invalidateQueries({ queryKey: payeeKeys.all });
  const failed = (thrown: unknown) => notifyFailure(thrown, languageOf(i18n));
  const remove = (row: BookedPayee) => {
    const { name, taxCode, accountNumber, bank } = row;
    call('payees.delete', { id: row.id }).then(() => {
      refresh();
      offerUndo(t('entry.book.removed', { name }), t('app.undo'), () => {
        call('payees.save', { payee: { name, taxCode, accountNumber, bank } }).then(refresh, failed);
      });
    }, failed);
  };
  const rows = book.data?.payees ?? [];
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={<b>{t('entry.book.title')}</b>}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <div className="stack">
        <TextInput
          data-autofocus
          aria-label={t('entry.book.search')}
          placeholder={t('entry.book.search')}
          leftSection={<IconSearch size={18} aria-hidden />}
          maxLength={100}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        {book.error !== null && <FailureNotice error={book.error} retry={() => void book.refetch()} />}
        {book.data !== undefined && rows.length === 0 && <p className="quiet">{t('entry.book.none')}</p>}
        <ul className="payee-book">
          {rows.map((row) =>
            editing?.id === row.id ? (
              <li key={row.id}>
                <PayeeRowForm
                  row={row}
                  onDone={() => {
                    setEditing(undefined);
                    refresh();
                  }}
                  onCancel={() => setEditing(undefined)}
                />
              </li>
            ) : (
              <li key={row.id}>
                <button type="button" className="take" onClick={() => onChoose(row)}>
                  <b>{row.name}</b>
                  <span className="figures">
                    {[row.taxCode, row.accountNumber, row.bank].filter((part) => part !== '').join(' · ')}
                  </span>
                  <small className="quiet">
                    {t(row.from === 'saved' ? 'entry.book.fromSaved' : 'entry.book.fromUsed', {
                      count: row.times,
                    })}
                  </small>
                </button>
                {row.from === 'saved' ? (
                  <>
                    <ActionIcon
                      variant="subtle"
                      aria-label={t('entry.book.edit', { name: row.name })}
                      onClick={() => setEditing(row)}
                    >
                      <IconPencil size={18} />
                    </ActionIcon>
                    <ActionIcon
                      variant="subtle"
                      color="seal"
                      aria-label={t('entry.book.remove', { name: row.name })}
                      onClick={() => remove(row)}
                    >
                      <IconTrash size={18} />
                    </ActionIcon>
                  </>
                ) : (
                  <Button size="compact-sm" variant="default" onClick={() => setEditing(row)}>
                    {t('entry.book.save')}
                  </Button>
                )}
              </li>
            ),
          )}
        </ul>
      </div>
    </Modal>
  );
}
