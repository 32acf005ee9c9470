import { Button } from '@mantine/core';
import { IconAddressBook, IconBookmarkPlus } from '@tabler/icons-react';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { payeeAdvice } from '#shared/domain/vouchers/payee-advice.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import { call } from '../../bridge/bridge.ts';
import { Notice } from '../../components/Notice.tsx';
import { notifyDone, notifyFailure } from '../../components/notify.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { PayeeBook } from './PayeeBook.tsx';
import { payeeKeys } from './payee-keys.ts';
import type { VoucherEdit } from './voucher-edit.ts';

/** Below the payee: what the book says of the account, a way into the book, and the book itself. */
export const PayeeTools = memo(function PayeeTools({
  path,
  payee,
  voucherId,
  edit,
}: {
  readonly path: string;
  readonly payee: Voucher['payee'];
  readonly voucherId: string;
  readonly edit: VoucherEdit;
}) {
  const { t, i18n } = useTranslation();
  const language = languageOf(i18n);
  const client = useQueryClient();
  const [opened, setOpened] = useState(false);
  const query = payee.taxCode.trim() === '' ? payee.name.trim() : payee.taxCode.trim();
  const [asked] = useDebouncedValue(query, 300);
  const book = useQuery({
    queryKey: payeeKeys.search(asked),
    queryFn: () => call('payees.list', { query: asked, limit: 50 }),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
    retry: false,
  });
  const rows = asked === '' ? [] : (book.data?.payees ?? []);
  const { voucher } = edit.now();
  const advice =
    voucher?.id === voucherId && payee.accountNumber !== ''
      ? payeeAdvice(rows, { ...voucher, payee }, path)
      : [];
  const complete = payee.name !== '' && payee.accountNumber !== '';
  const known = rows.some(
    (row) =>
      row.from === 'saved' &&
      row.name === payee.name &&
      row.taxCode === payee.taxCode &&
      row.accountNumber === payee.accountNumber &&
      row.bank === payee.bank,
  );
  const save = () => {
    call('payees.save', { payee }).then(
      () => {
        notifyDone(t('entry.book.saved', { name: payee.name }));
        void client.invalidateQueries({ queryKey: payeeKeys.all });
      },
      (thrown: unknown) => notifyFailure(thrown, language),
    );
  };
  return (
    <>
      {advice.map((issue) => (
        <Notice key={issue.code} tone="warn" heading={t('entry.book.differs')}>
          <p>{issue.message[language]}</p>
        </Notice>
      ))}
      <div className="row">
        {complete && !known && (
          <Button
            size="compact-md"
            variant="subtle"
            leftSection={<IconBookmarkPlus size={18} aria-hidden />}
            onClick={save}
          >
            {t('entry.book.save')}
          </Button>
        )}
        <Button
          size="compact-md"
          variant="subtle"
          leftSection={<IconAddressBook size={18} aria-hidden />}
          onClick={() => setOpened(true)}
        >
          {t('entry.book.open')}
        </Button>
      </div>
      {opened && (
        <PayeeBook
          onChoose={({ name, taxCode, accountNumber, bank }) => {
            edit.voucher((before) => ({ ...before, payee: { name, taxCode, accountNumber, bank } }));
            setOpened(false);
          }}
          onClose={() => setOpened(false)}
        />
      )}
    </>
  );
});
