import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BookedPayee } from '#shared/contract/voucher-desk.ts';
import { voucherFields } from '#shared/domain/vouchers/fields.ts';
import { call } from '../../bridge/bridge.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { languageOf } from '../../i18n/i18n.ts';
import { tidied } from './typed-text.ts';

const parts = ['name', 'taxCode', 'accountNumber', 'bank'] as const;

/** A row of the payee book being mended; of a payee that only stood on vouchers it makes a row. */
export function PayeeRowForm({
  row,
  onDone,
  onCancel,
}: {
  readonly row: BookedPayee;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}) {
  const { t, i18n } = useTranslation();
  const { name, taxCode, accountNumber, bank } = row;
  const [payee, setPayee] = useState({ name, taxCode, accountNumber, bank });
  const save = useMutation({
    mutationFn: () =>
      call('payees.save', {
        ...(row.from === 'saved' ? { id: row.id } : {}),
        payee: {
          name: tidied(payee.name),
          taxCode: tidied(payee.taxCode, 'spaces'),
          accountNumber: tidied(payee.accountNumber, 'spaces'),
          bank: tidied(payee.bank),
        },
      }),
    onSuccess: onDone,
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (payee.name.trim() !== '') save.mutate();
      }}
    >
      <div className="form-grid">
        {parts.map((part) => {
          const field = voucherFields[`payee.${part}`];
          return (
            <TextInput
              key={part}
              className={field.wide === true ? 'wide' : ''}
              label={field.label[languageOf(i18n)]}
              maxLength={field.max}
              value={payee[part]}
              onChange={(event) => {
                const { value } = event.currentTarget;
                setPayee((before) => ({ ...before, [part]: value }));
              }}
            />
          );
        })}
      </div>
      {save.error !== null && <FailureNotice error={save.error} />}
      <div className="row">
        <Button type="submit" size="sm" disabled={payee.name.trim() === ''} loading={save.isPending}>
          {t('entry.book.keep')}
        </Button>
        <Button size="sm" variant="default" onClick={onCancel}>
          {t('app.cancel')}
        </Button>
      </div>
    </form>
  );
}
