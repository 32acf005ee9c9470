import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useField } from '../draft/field.ts';
import type { RegistrationForm } from './form.ts';

/** Lý do thay đổi: read by the officer, and printed on the declaration. */
export function ReasonField({ form }: { readonly form: RegistrationForm }) {
  const { t } = useTranslation();
  const { reason } = form.content;
  const { touch, attributes } = useField({
    path: 'reason',
    label: t('registration.unit.reason'),
    value: reason,
    required: true,
  });
  return (
    <section className="form-section">
      <h2>{t('registration.unit.reasonHeading')}</h2>
      <Textarea
        {...attributes}
        description={attributes.description ?? t('registration.unit.reasonHint')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={1000}
        value={reason}
        onChange={(event) => {
          const next = event.currentTarget.value;
          form.edit((now) => ({ ...now, reason: next }));
        }}
        onBlur={() => {
          touch();
          const plain = reason.normalize('NFC').trim();
          if (!form.readOnly && plain !== reason) form.edit((now) => ({ ...now, reason: plain }));
        }}
      />
    </section>
  );
}
