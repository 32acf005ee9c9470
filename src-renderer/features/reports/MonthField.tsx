import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readMonth, showMonth } from './period.ts';

/** A month as people write it, `11/2026`; taken when the field is left or with Enter. */
export function MonthField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  /** `yyyy-MM` */
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string>();
  const [shown, setShown] = useState(value);
  if (shown !== value) {
    // Changed from elsewhere: what was being typed is of the period before.
    setShown(value);
    setTyped(undefined);
  }
  const take = () => {
    const month = typed === undefined ? undefined : readMonth(typed);
    if (month === undefined) return;
    setTyped(undefined);
    if (month !== value) onChange(month);
  };
  return (
    <TextInput
      className="month-field"
      label={label}
      placeholder="MM/yyyy"
      title={t('reports.monthHint')}
      inputMode="numeric"
      maxLength={8}
      error={typed !== undefined && readMonth(typed) === undefined ? t('reports.monthWrong') : undefined}
      value={typed ?? showMonth(value)}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => event.key === 'Enter' && take()}
    />
  );
}
