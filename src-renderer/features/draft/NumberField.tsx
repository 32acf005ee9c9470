import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nextNumber } from '#shared/domain/vouchers/next-number.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import { call } from '../../bridge/bridge.ts';
import { languageOf } from '../../i18n/i18n.ts';
import type { EntryProps } from './Entry.tsx';
import { SuggestField } from './SuggestField.tsx';
import type { VoucherEdit } from './voucher-edit.ts';

/** The voucher's number; the next one of the series is offered and taken with one key, never put there by itself. */
export function NumberField({
  path,
  label,
  required,
  value,
  definition,
  onChange,
  edit,
}: EntryProps & { readonly edit: VoucherEdit }) {
  const { t, i18n } = useTranslation();
  const [asked, setAsked] = useState<{ readonly formId: Voucher['formId']; readonly year: string }>();
  const { data } = useQuery({
    queryKey: ['next-number', asked?.formId, asked?.year],
    queryFn: () =>
      asked === undefined ? Promise.resolve({ number: '' }) : call('vouchers.nextNumber', asked),
    enabled: asked !== undefined && value === '',
    // Vouchers are numbered while others are being written.
    staleTime: 0,
    retry: false,
  });
  const ask = () => {
    const { voucher } = edit.now();
    const year = voucher?.date.slice(0, 4) ?? '';
    if (voucher !== undefined && /^\d{4}$/.test(year)) setAsked({ formId: voucher.formId, year });
  };
  const offered =
    value !== '' || asked === undefined ? '' : offeredNumber(data?.number ?? '', edit.now(), asked.year);
  return (
    <SuggestField
      path={path}
      label={label[languageOf(i18n)]}
      required={required}
      value={value}
      maxLength={definition.max}
      suggestions={offered === '' ? [] : [{ key: offered, head: offered, text: t('entry.nextNumberIs') }]}
      below={offered === '' ? undefined : t('entry.nextNumber', { number: offered })}
      onAsked={ask}
      onChoose={({ key }) => onChange(key)}
      onChange={onChange}
    />
  );
}

/** What the store offers, counted on past the numbers that stand in this dossier and are not stored yet. */
export function offeredNumber(
  stored: string,
  { voucher, all }: ReturnType<VoucherEdit['now']>,
  year: string,
): string {
  const taken = all
    .filter(({ id, formId }) => id !== voucher?.id && formId === voucher?.formId)
    .map(({ number }) => number)
    .filter((number) => number !== '');
  const [last] = taken.slice(-1);
  if (stored === '') return last === undefined ? '' : nextNumber(last, taken, year);
  return taken.includes(stored) ? nextNumber(stored, taken, year) : stored;
}
