import { memo, useCallback } from 'react';
import type { UsedVoucherField } from '#shared/domain/vouchers/used-fields.ts';
import { Entry } from './Entry.tsx';
import { AccountField } from './AccountField.tsx';
import { ListForField } from './ListForField.tsx';
import { NumberField } from './NumberField.tsx';
import { PayeeNameField } from './PayeeNameField.tsx';
import type { VoucherEdit } from './voucher-edit.ts';

export interface FormFieldProps {
  /** `vouchers.N`. */
  readonly path: string;
  readonly used: UsedVoucherField;
  readonly voucherId: string;
  readonly required: boolean;
  readonly value: string;
  readonly edit: VoucherEdit;
}

/** One field of the form; drawn again only when something of its own has changed. */
export const FormField = memo(function FormField({
  path,
  used,
  voucherId,
  required,
  value,
  edit,
}: FormFieldProps) {
  const onChange = useCallback((next: string) => edit.set(used.path, next), [edit, used.path]);
  const props = {
    path: `${path}.${used.path}`,
    field: used.path,
    definition: used.definition,
    label: used.label,
    codes: used.codes,
    required,
    holderId: voucherId,
    value,
    onChange,
  };
  // Four fields are more than what they hold: the rest follow from their kind.
  if (used.path === 'number') return <NumberField {...props} edit={edit} />;
  if (used.path === 'accountNumber') return <AccountField {...props} />;
  if (used.path === 'payee.name') return <PayeeNameField {...props} edit={edit} />;
  if (used.path === 'listFor') return <ListForField {...props} edit={edit} />;
  return <Entry {...props} />;
});
