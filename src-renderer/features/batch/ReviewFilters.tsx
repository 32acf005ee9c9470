import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readAmount, showAmount } from '../../format/amount.ts';
import { formatCount } from '../../format/count.ts';
import { anything, type ReviewFilter } from './batch-desk.ts';

/** Narrows the review list; what it hides stays ticked as it was. */
export function ReviewFilters({
  filter,
  shown,
  count,
  onChange,
}: {
  readonly filter: ReviewFilter;
  readonly shown: number;
  readonly count: number;
  readonly onChange: (filter: Partial<ReviewFilter>) => void;
}) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(showAmount(filter.above));
  const read = readAmount(typed);
  const on = filter.unseenOnly || filter.unopenedOnly || filter.above !== '';
  return (
    <div className="review-filters" role="group" aria-label={t('batch.filter.label')}>
      <Checkbox
        label={t('batch.filter.unseenOnly')}
        checked={filter.unseenOnly}
        onChange={(event) => onChange({ unseenOnly: event.currentTarget.checked })}
      />
      <Checkbox
        label={t('batch.filter.unopenedOnly')}
        checked={filter.unopenedOnly}
        onChange={(event) => onChange({ unopenedOnly: event.currentTarget.checked })}
      />
      <TextInput
        className="amount-field"
        size="sm"
        aria-label={t('batch.filter.above')}
        placeholder={t('batch.filter.above')}
        inputMode="numeric"
        maxLength={40}
        value={typed}
        error={read === undefined ? t('batch.filter.aboveWrong') : undefined}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          const above = readAmount(event.currentTarget.value);
          if (above !== undefined) onChange({ above });
        }}
        onBlur={() => read !== undefined && setTyped(showAmount(read))}
      />
      <span className="quiet small figures" role="status">
        {on && t('batch.filter.shown', { shown: formatCount(shown), all: formatCount(count) })}
      </span>
      {on && (
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => {
            setTyped('');
            onChange(anything);
          }}
        >
          {t('batch.filter.clear')}
        </Button>
      )}
    </div>
  );
}
