import { useTranslation } from 'react-i18next';
import { languageOf } from '../../i18n/i18n.ts';
import { CodeField } from '../draft/CodeField.tsx';
import { DateField, TextField } from '../draft/fields.tsx';
import type { FormField } from './form-fields.ts';

/** One field of the form: a text, a date or a code, by what the field is. */
export function FormEntry({
  field,
  path,
  entry,
  value,
  label,
  onChange,
}: {
  readonly field: FormField;
  readonly path: string;
  /** Where a text that cannot be read is kept: the holder's id and the field's name. */
  readonly entry: string;
  readonly value: string;
  /** The field's own when left out. */
  readonly label?: string;
  readonly onChange: (value: string) => void;
}) {
  const { i18n } = useTranslation();
  const shared = {
    path,
    label: label ?? field.label[languageOf(i18n)],
    required: field.required,
    value,
    onChange,
  };
  if (field.list !== undefined) return <CodeField {...shared} entry={entry} list={field.list} />;
  if (field.kind === 'date') return <DateField {...shared} entry={entry} />;
  return (
    <TextField
      {...shared}
      maxLength={field.max}
      {...(field.grouping === undefined ? {} : { grouping: field.grouping })}
    />
  );
}
