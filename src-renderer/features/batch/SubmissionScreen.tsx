import { Button, Progress } from '@mantine/core';
import { IconArrowLeft, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toldFailure } from '#shared/contract/told-failure.ts';
import { formatDong, sumDong } from '#shared/domain/money/dong.ts';
import { go, routeHref } from '../../app/route.ts';
import { Empty } from '../../components/Empty.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useShortcut } from '../../components/useShortcut.ts';
import { formatCount } from '../../format/count.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { useChosen } from '../dossier-list/useChosen.ts';
import { HelpLink } from '../help/HelpLink.tsx';
import type { SubmissionRow } from './submission.ts';
import { useSubmission } from './useSubmission.ts';
import './batch.css';

/** Rows shown at first, and with each press of “more”. */
const step = 200;

/** Drafts on their way to the chief accountant, or signed dossiers to the Treasury: what goes, how far it has come, and why one was not taken. */
export default function SubmissionScreen() {
  const { t } = useTranslation();
  const { submission, send, stop, clear } = useSubmission();
  const { drop } = useChosen();
  const [most, setMost] = useState(step);
  const { kind, rows, running, stopping } = submission;
  const words = kind === 'forward' ? 'forwarding' : 'submission';
  const sent = rows.filter(({ state }) => state === 'sent').length;
  const left = rows.length - sent;
  const begun = rows.some(({ state }) => state !== 'waiting');
  const start = () => {
    drop(rows.map(({ code }) => code));
    void send();
  };
  useShortcut('alt+l', () => go({ screen: 'dossiers' }));
  useShortcut('ctrl+enter', start, !running && left > 0);
  if (rows.length === 0) {
    return (
      <div className="page">
        <div className="sheet">
          <Empty icon={IconSend} heading={t(`${words}.none`)} hint={t(`${words}.noneHint`)}>
            <a href={routeHref({ screen: 'dossiers' })}>{t('batch.toList')}</a>
          </Empty>
        </div>
      </div>
    );
  }
  const progress = t(`${words}.progress`, { done: formatCount(sent), total: formatCount(rows.length) });
  const total = formatDong(sumDong(rows.map((row) => row.total)));
  return (
    <div className="page batch">
      <div className="sheet padded stack">
        <a className="back" href={routeHref({ screen: 'dossiers' })}>
          <IconArrowLeft size={18} aria-hidden /> {t('batch.back')} <kbd aria-hidden>Alt+L</kbd>
        </a>
        <h1>{t(`${words}.title`)}</h1>
        <p className="figures">
          <b>{t(`${words}.lead`, { count: rows.length, total })}</b>
        </p>
        {begun && (
          <>
            <p className="figures" role="status">
              {progress}
            </p>
            <Progress value={(sent / rows.length) * 100} size="xl" animated={running} aria-label={progress} />
          </>
        )}
        {begun && !running && (
          <Notice tone={left === 0 ? 'good' : 'warn'}>
            {left === 0
              ? t(`${words}.doneAll`, { count: sent })
              : t(`${words}.doneSome`, { sent: formatCount(sent), left: formatCount(left) })}
          </Notice>
        )}
        <div className="dialog-foot">
          <span className="grow" />
          {running && (
            <Button variant="default" disabled={stopping} onClick={stop}>
              {t(stopping ? 'batch.stopping' : 'submission.stop')}
            </Button>
          )}
          {!running && left > 0 && (
            <Button size="lg" data-autofocus leftSection={<IconSend size={22} aria-hidden />} onClick={start}>
              {t(begun ? `${words}.again` : `${words}.start`, { count: left })}{' '}
              <kbd aria-hidden>Ctrl+Enter</kbd>
            </Button>
          )}
          {begun && !running && (
            <Button
              size={left === 0 ? 'lg' : 'md'}
              variant={left === 0 ? 'filled' : 'default'}
              onClick={() => {
                clear();
                go({ screen: 'dossiers' });
              }}
            >
              {t('submission.finished')}
            </Button>
          )}
        </div>
      </div>
      <div className="sheet report-box">
        <table className="plain report">
          <thead>
            <tr>
              <th scope="col">{t('list.name')}</th>
              <th scope="col" className="amount">
                {t('list.total')}
              </th>
              <th scope="col">{t('list.status')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, most).map((row) => (
              <Row key={row.code} row={row} />
            ))}
          </tbody>
        </table>
        {rows.length > most && (
          <Button variant="subtle" onClick={() => setMost(most + step)}>
            {t('history.more', { count: Math.min(step, rows.length - most) })}
          </Button>
        )}
      </div>
    </div>
  );
}

const tones = { waiting: 'plain', sending: 'info', sent: 'good', failed: 'bad' } as const;

function Row({ row }: { readonly row: SubmissionRow }) {
  const { t, i18n } = useTranslation();
  const { failure } = row;
  const told = failure === undefined ? undefined : toldFailure(failure, languageOf(i18n));
  return (
    <tr>
      <td>
        <a href={routeHref({ screen: 'dossier', code: row.code })}>
          {row.title === '' ? t('list.untitled') : row.title}
        </a>
        <br />
        <span className="small quiet figures">{row.code}</span>
      </td>
      <td className="amount figures">{formatDong(row.total)}</td>
      <td>
        <span className="badge" data-tone={tones[row.state]}>
          {t(`submission.state.${row.state}`)}
        </span>
        {told !== undefined && failure !== undefined && (
          <p className="report-why small">
            <b>{told.heading}.</b> {told.explanation} {told.remedy} <HelpLink page={failure.code} />
          </p>
        )}
      </td>
    </tr>
  );
}
