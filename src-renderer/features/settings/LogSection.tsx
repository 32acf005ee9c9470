import { NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { logLevelSchema } from '#shared/contract/doctor.ts';
import { routeHref } from '../../app/route.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Deed } from '../doctor/CheckButton.tsx';

const ways = [
  ['doctor', 'toDoctor'],
  ['trace', 'toTrace'],
  ['support', 'toSupport'],
  ['help', 'toHelp'],
] as const;

/** How much is logged, where it lies, and the ways to those who can read it. */
export function LogSection() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const level = useQuery({ queryKey: keys.logLevel, queryFn: () => call('logs.level', {}) });
  const choose = useMutation({
    mutationFn: (text: string) => call('logs.level', { level: logLevelSchema.parse(text) }),
    onSuccess: (chosen) => client.setQueryData(keys.logLevel, chosen),
  });
  const error = level.error ?? choose.error;
  return (
    <section className="sheet padded stack">
      <h2 style={{ margin: 0 }}>{t('settings.logs')}</h2>
      <div className="row">
        <label htmlFor="settings-log-level" style={{ minWidth: 140 }}>
          {t('settings.logLevel')}
        </label>
        <NativeSelect
          id="settings-log-level"
          value={level.data?.level ?? 'info'}
          disabled={level.data === undefined || choose.isPending}
          onChange={(event) => choose.mutate(event.currentTarget.value)}
          data={logLevelSchema.options.map((value) => ({ value, label: t(`settings.logLevels.${value}`) }))}
        />
        <Deed action="open-log-folder" />
      </div>
      <span className="quiet small">{t('settings.logHint')}</span>
      {error !== null && <FailureNotice error={error} />}
      <div className="row">
        {ways.map(([screen, words]) => (
          <a key={screen} href={routeHref({ screen })}>
            {t(`settings.${words}`)}
          </a>
        ))}
      </div>
    </section>
  );
}
