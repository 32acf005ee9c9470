import { Button, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { dossierStatusSchema } from '#shared/domain/dossiers/dossier.ts';
import { MonthField } from './MonthField.tsx';
import { nameOfPeriod, periodNames, periodOf } from './period.ts';
import type { ReportView } from './report-view.ts';

/** Of when, of which account, of dossiers that stand how. */
export function ReportFilters({
  view,
  today,
  accounts,
  onChange,
}: {
  readonly view: ReportView;
  readonly today: Date;
  readonly accounts: readonly string[];
  readonly onChange: (changed: Partial<ReportView>) => void;
}) {
  const { t } = useTranslation();
  const { statuses, account, from, to } = view;
  const offered = account === '' || accounts.includes(account) ? accounts : [account, ...accounts];
  return (
    <div className="stack" role="group" aria-label={t('reports.filters')}>
      <div className="row report-filters">
        <NativeSelect
          label={t('reports.period')}
          value={nameOfPeriod(view, today) ?? 'own'}
          onChange={(event) => {
            const name = periodNames.find((one) => one === event.currentTarget.value);
            if (name !== undefined) onChange(periodOf(name, today));
          }}
          data={[...periodNames, 'own' as const].map((value) => ({
            value,
            label: t(`reports.periods.${value}`),
          }))}
        />
        <MonthField
          label={t('reports.from')}
          value={from}
          // The end follows a start that passes it.
          onChange={(next) => onChange({ from: next, ...(next > to ? { to: next } : {}) })}
        />
        <MonthField
          label={t('reports.to')}
          value={to}
          onChange={(next) => onChange({ to: next, ...(next < from ? { from: next } : {}) })}
        />
        <NativeSelect
          label={t('reports.account')}
          value={account}
          onChange={(event) => onChange({ account: event.currentTarget.value })}
          data={[
            { value: '', label: t('reports.anyAccount') },
            ...offered.map((number) => ({ value: number, label: number })),
          ]}
        />
        {(statuses.length > 0 || account !== '') && (
          <Button variant="default" onClick={() => onChange({ statuses: [], account: '' })}>
            {t('reports.clear')}
          </Button>
        )}
      </div>
      <div className="status-chips report-statuses" role="group" aria-label={t('reports.statuses')}>
        <button
          type="button"
          className="status-chip"
          aria-pressed={statuses.length === 0}
          onClick={() => onChange({ statuses: [] })}
        >
          {t('reports.anyStatus')}
        </button>
        {dossierStatusSchema.options.map((one) => (
          <button
            key={one}
            type="button"
            className="status-chip"
            aria-pressed={statuses.includes(one)}
            title={t(`status.${one}`)}
            onClick={() =>
              onChange({
                statuses: statuses.includes(one)
                  ? statuses.filter((other) => other !== one)
                  : [...statuses, one],
              })
            }
          >
            {t(`list.step.${one}`)}
          </button>
        ))}
      </div>
    </div>
  );
}
