import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BookedPayee } from '#shared/contract/voucher-desk.ts';
import { call } from '../../bridge/bridge.ts';
import { languageOf } from '../../i18n/i18n.ts';
import type { EntryProps } from './Entry.tsx';
import type { Option } from './OptionList.tsx';
import { payeeKeys } from './payee-keys.ts';
import { SuggestField } from './SuggestField.tsx';
import type { VoucherEdit } from './voucher-edit.ts';

interface BookOption extends Option {
  readonly payee: BookedPayee;
}

/** The payee's name with what the book knows: a row fills the whole block. */
export function PayeeNameField({
  path,
  label,
  required,
  value,
  definition,
  onChange,
  edit,
}: EntryProps & { readonly edit: VoucherEdit }) {
  const { t, i18n } = useTranslation();
  const [asked, setAsked] = useState(false);
  const [query] = useDebouncedValue(value.trim(), 120);
  const book = useQuery({
    queryKey: payeeKeys.search(query),
    queryFn: () => call('payees.list', { ...(query === '' ? {} : { query }), limit: 12 }),
    enabled: asked,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const suggestions = (asked ? (book.data?.payees ?? []) : []).map((payee): BookOption => ({
    key: payee.id,
    head: payee.name,
    text: [
      payee.taxCode === '' ? '' : t('entry.taxCodeIs', { code: payee.taxCode }),
      payee.accountNumber,
      payee.bank,
    ]
      .filter((part) => part !== '')
      .join(' · '),
    payee,
  }));
  return (
    <SuggestField<BookOption>
      path={path}
      label={label[languageOf(i18n)]}
      required={required}
      value={value}
      maxLength={definition.max}
      suggestions={suggestions}
      onAsked={() => setAsked(true)}
      onChoose={({ payee: { name, taxCode, accountNumber, bank } }) =>
        edit.voucher((before) => ({ ...before, payee: { name, taxCode, accountNumber, bank } }))
      }
      onChange={onChange}
    />
  );
}
