import { Fragment, memo, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formOf } from '#shared/domain/vouchers/forms/forms.ts';
import type { ChoiceUse, FormSection } from '#shared/domain/vouchers/forms/description.ts';
import { readField } from '#shared/domain/vouchers/field-value.ts';
import { voucherFields } from '#shared/domain/vouchers/fields.ts';
import { fieldsOf, holds, isShown } from '#shared/domain/vouchers/used-fields.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { choiceWords } from './choice-words.ts';
import { ChoiceField } from './fields.tsx';
import { FormField } from './FormField.tsx';
import type { CellPlace } from './line-keys.ts';
import { LeftOutNotice } from './LeftOutNotice.tsx';
import { LinesEditor } from './LinesEditor.tsx';
import type { ListSum } from './list-sum.ts';
import { PayeeTools } from './PayeeTools.tsx';
import type { VoucherEdit } from './voucher-edit.ts';
import { VoucherTotal } from './VoucherTotal.tsx';

export interface VoucherFormProps {
  /** `vouchers.N`. */
  readonly path: string;
  readonly voucher: Voucher;
  readonly edit: VoucherEdit;
  /** A line that must be drawn although it is far away, because somebody is being led to it. */
  readonly leadTo: number | undefined;
  /** Of a list: what it must add up to. */
  readonly listSum: ListSum | undefined;
}

/** The form of a voucher, section by section as its description says, with the lines between them and the sums below. */
export function VoucherForm({ path, voucher, edit, leadTo, listSum }: VoucherFormProps) {
  const form = formOf(voucher);
  const [cell, setCell] = useState<CellPlace>();
  return (
    <div className="voucher-form">
      <LeftOutNotice path={path} voucher={voucher} edit={edit} />
      {form.sections.map((section) => (
        <Fragment key={section.id}>
          {isShown(section, voucher) && (
            <Section path={path} voucher={voucher} edit={edit} section={section} />
          )}
          {section.id === form.linesAfter && (
            <LinesEditor path={path} voucher={voucher} edit={edit} leadTo={leadTo} onCell={setCell} />
          )}
        </Fragment>
      ))}
      <VoucherTotal voucher={voucher} edit={edit} cell={cell} listSum={listSum} />
    </div>
  );
}

function Section({
  path,
  voucher,
  edit,
  section,
}: Pick<VoucherFormProps, 'path' | 'voucher' | 'edit'> & { readonly section: FormSection }) {
  const { i18n } = useTranslation();
  const form = formOf(voucher);
  const fields = useMemo(
    () => fieldsOf(form).fields.filter((used) => used.section.id === section.id),
    [form, section.id],
  );
  const first = section === form.sections[0];
  return (
    <section className="form-section">
      <h2>{section.title[languageOf(i18n)]}</h2>
      <div className="form-grid">
        {fields.map((used) => (
          <div key={used.path} className={used.definition.wide === true ? 'wide' : undefined}>
            <FormField
              path={path}
              used={used}
              voucherId={voucher.id}
              required={holds(used.use.required, voucher)}
              value={readField(voucher, used.path)}
              edit={edit}
            />
          </div>
        ))}
        {first &&
          form.choices.map((choice) => (
            <Choice
              key={choice.field}
              path={path}
              choice={choice}
              value={readField(voucher, choice.field)}
              edit={edit}
            />
          ))}
      </div>
      {fields.some((used) => used.path === 'payee.name') && (
        <PayeeTools path={path} payee={voucher.payee} voucherId={voucher.id} edit={edit} />
      )}
    </section>
  );
}

const Choice = memo(function Choice({
  path,
  choice,
  value,
  edit,
}: {
  readonly path: string;
  readonly choice: ChoiceUse;
  readonly value: string;
  readonly edit: VoucherEdit;
}) {
  const { t, i18n } = useTranslation();
  return (
    <ChoiceField
      path={`${path}.${choice.field}`}
      label={voucherFields[choice.field].label[languageOf(i18n)]}
      value={value}
      options={choice.values.map((one) => ({ value: one, label: choiceWords(one, t) }))}
      onChange={(next) => edit.set(choice.field, next)}
    />
  );
});
