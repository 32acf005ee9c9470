import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { formatDate } from '#shared/domain/calendar/vietnam-date.ts';
import { languageOf } from '../../i18n/i18n.ts';
import type { EntryProps } from './Entry.tsx';
import { SuggestField } from './SuggestField.tsx';
import { ownUnitQuery } from './own-unit.ts';

/** The unit's account: one of those it has, or typed. */
export function AccountField({ path, label, required, value, definition, onChange }: EntryProps) {
  const { t, i18n } = useTranslation();
  const { data: unit } = useQuery(ownUnitQuery);
  const suggestions = (unit?.accounts ?? []).map(({ number, name, closedOn }) => ({
    key: number,
    head: number,
    text: closedOn === undefined ? name : `${name} – ${t('entry.closed', { date: formatDate(closedOn) })}`,
  }));
  return (
    <SuggestField
      path={path}
      label={label[languageOf(i18n)]}
      required={required}
      value={value}
      maxLength={definition.max}
      grouping="spaces"
      suggestions={suggestions}
      onChoose={({ key }) => onChange(key)}
      onChange={onChange}
    />
  );
}
