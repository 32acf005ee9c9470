import { useTranslation } from 'react-i18next';
import type { CodeListId } from '#shared/domain/codes/catalogue.ts';
import type { FieldDefinition, LineFieldPath, VoucherFieldPath } from '#shared/domain/vouchers/fields.ts';
import type { Label } from '#shared/domain/vouchers/forms/description.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { CodeField } from './CodeField.tsx';
import { AmountField, DateField, TextField } from './fields.tsx';
import { isWrittenPlain } from './written-plain.ts';

export interface EntryProps {
  readonly path: string;
  readonly field: VoucherFieldPath | LineFieldPath;
  readonly definition: FieldDefinition;
  readonly label: Label;
  readonly codes: CodeListId | undefined;
  readonly required: boolean;
  /** Of the voucher or line: texts that cannot be read are kept under it. */
  readonly holderId: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** One field of a form or one cell of its lines, by what it holds. */
export function Entry({ path, field, definition, codes, holderId, ...rest }: EntryProps) {
  const { i18n } = useTranslation();
  const shared = {
    path,
    label: rest.label[languageOf(i18n)],
    required: rest.required,
    value: rest.value,
    onChange: rest.onChange,
  };
  const entry = `${holderId}.${field}`;
  switch (definition.kind) {
    case 'date':
      return <DateField {...shared} entry={entry} />;
    case 'amount':
      return <AmountField {...shared} entry={entry} />;
    case 'code':
      if (codes !== undefined) return <CodeField {...shared} entry={entry} list={codes} />;
      return <TextField {...shared} maxLength={definition.max} />;
    case 'digits':
    case 'text':
    case 'choice':
      return (
        <TextField
          {...shared}
          maxLength={definition.max}
          {...(isWrittenPlain(field) ? { grouping: 'spaces' } : {})}
        />
      );
  }
}
