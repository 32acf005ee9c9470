import { useTranslation } from 'react-i18next';
import { useState } from 'react';
import { formatDong } from '#shared/domain/money/dong.ts';
import { formOf } from '#shared/domain/vouchers/forms/forms.ts';
import { languageOf } from '../../i18n/i18n.ts';
import type { EntryProps } from './Entry.tsx';
import { totalOf } from './line-sums.ts';
import type { Option } from './OptionList.tsx';
import { SuggestField } from './SuggestField.tsx';
import type { VoucherEdit } from './voucher-edit.ts';

/** Which voucher of the dossier a list belongs to: one of those that stand in it, by its number. */
export function ListForField({
  path,
  label,
  required,
  value,
  definition,
  onChange,
  edit,
}: EntryProps & { readonly edit: VoucherEdit }) {
  const { i18n } = useTranslation();
  const language = languageOf(i18n);
  const [suggestions, setSuggestions] = useState<readonly Option[]>([]);
  const ask = () =>
    setSuggestions(
      edit
        .now()
        .all.filter(({ formId, number }) => formId !== '20' && number !== '')
        .map((one) => ({
          key: one.number,
          head: one.number,
          text: `${formOf(one).title[language]} · ${formatDong(totalOf(one.lines))}`,
        })),
    );
  return (
    <SuggestField
      path={path}
      label={label[language]}
      required={required}
      value={value}
      maxLength={definition.max}
      suggestions={suggestions}
      onAsked={ask}
      onChoose={({ key }) => onChange(key)}
      onChange={onChange}
    />
  );
}
