import { Button, Loader } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Check } from '#shared/contract/ipc.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { languageOf } from '../../i18n/i18n.ts';

const tones = { ok: 'good', warning: 'warn', failed: 'bad', skipped: 'plain' } as const;

/** What IT support asks first: every check, what it found and what to do. */
export function DoctorScreen() {
  const { t } = useTranslation();
  const doctor = useQuery({
    queryKey: keys.doctor,
    queryFn: () => call('doctor.run', {}),
    staleTime: 0,
    gcTime: 0,
  });
  const checks = doctor.data?.checks ?? [];
  const bad = checks.filter((check) => check.state === 'failed' || check.state === 'warning').length;
  return (
    <div className="page">
      <div className="title-row">
        <div>
          <h1>{t('doctor.title')}</h1>
          <span className="quiet">{t('doctor.lead')}</span>
        </div>
        <Button
          leftSection={<IconRefresh size={20} aria-hidden />}
          loading={doctor.isFetching}
          onClick={() => void doctor.refetch()}
        >
          {t('doctor.run')}
        </Button>
      </div>
      <div className="stack" aria-live="polite">
        {doctor.isPending && (
          <span className="row">
            <Loader size="sm" /> {t('doctor.running')}
          </span>
        )}
        {doctor.error !== null && <FailureNotice error={doctor.error} retry={() => void doctor.refetch()} />}
        {checks.length > 0 && (
          <Notice
            tone={bad === 0 ? 'good' : 'warn'}
            heading={bad === 0 ? t('doctor.summaryOk') : t('doctor.summaryBad', { count: bad })}
          />
        )}
        {checks.length > 0 && (
          <div className="sheet">
            <table className="plain">
              <tbody>
                {checks.map((check) => (
                  <CheckRow key={check.id} check={check} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
    </div>
  );
}

function CheckRow({ check }: { readonly check: Check }) {
  const { t, i18n } = useTranslation();
  const remedy = check.remedy[languageOf(i18n)];
  return (
    <tr>
      <td style={{ width: 130 }}>
        <span className="badge" data-tone={tones[check.state]}>
          {t(`doctor.state.${check.state}`)}
        </span>
      </td>
      <td>
        <h3>{check.title[languageOf(i18n)]}</h3>
        {check.found !== '' && (
          <div className="quiet" style={{ overflowWrap: 'anywhere' }}>
            {t('doctor.found')}: {check.found}
          </div>
        )}
        {remedy !== '' && (
          <div>
            <b>{t('doctor.remedy')}:</b> {remedy}
          </div>
        )}
      </td>
    </tr>
  );
}
