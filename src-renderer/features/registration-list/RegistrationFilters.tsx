import { CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { registrationStatusSchema } from '#shared/domain/registration/registration.ts';
import { useShortcut } from '../../components/useShortcut.ts';
import { readDate, showDate } from '../../format/date.ts';
import { dayProblems, type RegistrationListView } from './registration-view.ts';

/** Search words, status and days, and how many dossiers they find. */
export function RegistrationFilters({
  view,
  onChange,
  found,
}: {
  readonly view: RegistrationListView;
  readonly onChange: (changed: Partial<RegistrationListView>) => void;
  /** Undefined while that is not known. */
  readonly found: number | undefined;
}) {
  const { t } = useTranslation();
  const searchField = useRef<HTMLInputElement>(null);
  useShortcut('ctrl+k', () => searchField.current?.focus());
  const problems = dayProblems(view);
  return (
    <div className="registration-filters no-print" role="search">
      <TextInput
        ref={searchField}
        className="registration-search"
        label={t('registrationList.searchLabel')}
        placeholder={`${t('registrationList.search')}  (Ctrl+K)`}
        leftSection={<IconSearch size={18} aria-hidden />}
        rightSection={
          view.query === '' ? null : (
            <CloseButton
              aria-label={t('registrationList.clearSearch')}
              onClick={() => onChange({ query: '' })}
            />
          )
        }
        maxLength={200}
        value={view.query}
        onChange={(event) => onChange({ query: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('registrationList.status')}
        value={view.status}
        onChange={(event) =>
          onChange({ status: registrationStatusSchema.safeParse(event.currentTarget.value).data ?? '' })
        }
        data={[
          { value: '', label: t('registrationList.anyStatus') },
          ...registrationStatusSchema.options.map((one) => ({
            value: one,
            label: t(`registrationStatus.${one}`),
          })),
        ]}
      />
      {(['from', 'to'] as const).map((end) => (
        <DayField
          key={end}
          label={t(`registrationList.${end}`)}
          value={view[end]}
          problem={problems[end] === undefined ? undefined : t(`registrationList.${problems[end]}`)}
          onChange={(day) => onChange({ [end]: day })}
        />
      ))}
      <p className="quiet small registration-count figures" role="status">
        {found === undefined ? '' : t('registrationList.found', { count: found })}
      </p>
    </div>
  );
}

/** A day as it is typed; put into its usual form, and complained about, when the field is left. */
function DayField({
  label,
  value,
  problem,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly problem: string | undefined;
  readonly onChange: (day: string) => void;
}) {
  const { t } = useTranslation();
  const [typing, setTyping] = useState(false);
  return (
    <TextInput
      label={label}
      className="figures registration-day"
      inputMode="numeric"
      placeholder={t('draft.dateHint')}
      maxLength={20}
      value={value}
      error={typing ? undefined : problem}
      onFocus={() => setTyping(true)}
      onBlur={() => {
        setTyping(false);
        const day = readDate(value);
        if (day !== undefined) onChange(showDate(day));
      }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
