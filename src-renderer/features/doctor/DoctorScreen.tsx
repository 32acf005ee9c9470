import { Button } from '@mantine/core';
import { IconListDetails, IconMailForward, IconPrinter, IconRefresh } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { go, routeHref } from '../../app/route.ts';
import { useInfo } from '../../app/useSession.ts';
import { CopyButton } from '../../components/CopyButton.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { formatMinute } from '../../format/date.ts';
import { en } from '../../i18n/en.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { vi } from '../../i18n/vi.ts';
import { CheckRow } from './CheckRow.tsx';
import { DoctorSummary } from './DoctorSummary.tsx';
import { checksText } from './checks-text.ts';
import { byGroup, lines } from './examination.ts';
import { unfoldForPrint } from './print-details.ts';
import { useDoctor } from './useDoctor.ts';
import './doctor.css';

/** What IT support asks first: every check as it answers, what was found, what it means and what to do. */
export function DoctorScreen() {
  const { t } = useTranslation();
  const { examination, error, ranAt, run } = useDoctor();
  useEffect(unfoldForPrint, []);
  const all = lines(examination);
  const answered = all.flatMap(({ check, running }) => (check === undefined || running ? [] : [check]));
  return (
    <div className="page doctor stack">
      <div className="title-row" style={{ margin: 0 }}>
        <div>
          <h1>{t('doctor.title')}</h1>
          <span className="quiet">{t('doctor.lead')}</span>
        </div>
        <Button
          className="no-print"
          leftSection={<IconRefresh size={20} aria-hidden />}
          loading={examination.running}
          onClick={run}
        >
          {t('doctor.run')}
        </Button>
      </div>
      {error !== null && <FailureNotice error={error} retry={run} />}
      {examination.running && (
        <Notice tone="info">
          <p className="figures">{t('doctor.progress', { done: answered.length, count: all.length })}</p>
        </Notice>
      )}
      {!examination.running && answered.length > 0 && <DoctorSummary checks={answered} onChanged={run} />}
      <Tools examination={examination} ranAt={ranAt} />
      {byGroup(all).map(({ group, lines: members }) => (
        <section key={group} aria-labelledby={`group-${group}`}>
          <h2 id={`group-${group}`}>{t(`doctor.group.${group}`)}</h2>
          <ul className="sheet checks">
            {members.map((line) => (
              <CheckRow key={line.id} line={line} onChanged={run} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** What can be done with the results, and where further help is. */
function Tools({ examination, ranAt }: Pick<ReturnType<typeof useDoctor>, 'examination' | 'ranAt'>) {
  const { t, i18n } = useTranslation();
  const info = useInfo().data;
  const at = ranAt === 0 ? '–' : formatMinute(new Date(ranAt).toISOString());
  const language = languageOf(i18n);
  const text = () =>
    checksText(
      lines(examination).flatMap(({ check }) => check ?? []),
      (language === 'en' ? en : vi).doctor,
      language,
      { version: info?.version ?? '', at },
    );
  return (
    <div className="row doctor-tools">
      <Button
        size="sm"
        className="no-print"
        leftSection={<IconMailForward size={18} aria-hidden />}
        onClick={() => go({ screen: 'support' })}
      >
        {t('doctor.support')}
      </Button>
      <CopyButton text={text} label={t('doctor.copyAll')} title={t('doctor.copyHint')} />
      <Button
        size="sm"
        variant="default"
        className="no-print"
        leftSection={<IconPrinter size={18} aria-hidden />}
        onClick={() => print()}
      >
        {t('doctor.print')}
      </Button>
      <Button
        size="sm"
        variant="default"
        className="no-print"
        leftSection={<IconListDetails size={18} aria-hidden />}
        onClick={() => go({ screen: 'trace' })}
      >
        {t('doctor.trace')}
      </Button>
      <a className="small no-print" href={routeHref({ screen: 'help' })}>
        {t('doctor.allHelp')}
      </a>
      <span className="grow" />
      {ranAt > 0 && <span className="quiet small figures">{t('doctor.checkedAt', { at })}</span>}
    </div>
  );
}
