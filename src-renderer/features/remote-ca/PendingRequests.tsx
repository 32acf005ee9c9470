import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PendingRequest } from '#shared/contract/remote-ca/window.ts';
import { routeHref } from '../../app/route.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { notifyFailure } from '../../components/notify.ts';
import { useNow } from '../../components/useNow.ts';
import { formatMinute } from '../../format/date.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { clockTime, secondsUntil } from './time-left.ts';
import { usePendingRequests } from './useRemote.ts';
import './remote-ca.css';

/** Links that are written out; the other dossiers are counted. */
const mostLinks = 4;

/** After a restart: what still waits on the phone, and how it ended. Nothing when there is nothing. */
export function PendingRequests() {
  const { t } = useTranslation();
  const requests = usePendingRequests().data ?? [];
  if (requests.length === 0) return null;
  return (
    <section
      className="stack pending-requests"
      aria-label={t('remoteCa.pending.label', { count: requests.length })}
    >
      {requests.map((request) => (
        <Pending key={request.id} request={request} />
      ))}
    </section>
  );
}

/** What it is in its heading; what was sent, when and with which code below; then what comes next and what can be done. */
function Pending({ request }: { readonly request: PendingRequest }) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const { id, state, failure, dossiers, code, title, startedAt, providerName } = request;
  const forget = useMutation({
    mutationFn: () => call('remote.forget', { id }),
    onError: (thrown) => notifyFailure(thrown, languageOf(i18n)),
    onSettled: () => client.invalidateQueries({ queryKey: keys.remotePending }),
  });
  const stands = state === 'ended' ? (failure === undefined ? 'done' : 'failed') : state;
  return (
    <Notice
      tone={stands === 'done' ? 'good' : stands === 'failed' ? 'warn' : 'info'}
      heading={t(`remoteCa.pending.heading.${stands}`)}
    >
      <p className="pending-what">
        {title} · {t('remoteCa.pending.sentAt', { at: formatMinute(startedAt), provider: providerName })}
        {/* Empty until the server has said it. */}
        {code !== '' && (
          <>
            {' · '}
            {t('remoteCa.pending.code')} <b className="figures">{code}</b>
          </>
        )}
      </p>
      {stands === 'waiting' && <Waiting request={request} />}
      {stands === 'signed' && <p>{t('remoteCa.pending.signed')}</p>}
      {stands === 'done' && <p>{t('remoteCa.pending.done')}</p>}
      {failure !== undefined && (
        <div className="pending-why">
          <FailureNotice failure={failure} tone="warn" />
        </div>
      )}
      <div className="row pending-ways">
        {dossiers.slice(0, mostLinks).map((dossier) => (
          <a key={dossier} href={routeHref({ screen: 'dossier', code: dossier })}>
            {t(stands === 'failed' ? 'remoteCa.pending.openAgain' : 'remoteCa.pending.open', {
              code: dossier,
            })}
          </a>
        ))}
        {dossiers.length > mostLinks && (
          <span className="quiet figures">
            {t('remoteCa.pending.others', { count: dossiers.length - mostLinks })}
          </span>
        )}
        {state !== 'signed' && (
          <Button size="sm" variant="default" loading={forget.isPending} onClick={() => forget.mutate()}>
            {t(state === 'waiting' ? 'remoteCa.pending.takeBack' : 'remoteCa.pending.forget')}
          </Button>
        )}
      </div>
    </Notice>
  );
}

/** Which app to open, for how long yet, and that the program does the rest by itself. */
function Waiting({ request: { providerName, username, expiresAt } }: { readonly request: PendingRequest }) {
  const { t } = useTranslation();
  const now = useNow(1000);
  return (
    <p>
      {t('remoteCa.pending.waiting', { provider: providerName, username })}{' '}
      <b className="figures" aria-hidden>
        {t('remoteCa.wait.left', { time: clockTime(secondsUntil(expiresAt, now)) })}.
      </b>{' '}
      {t('remoteCa.pending.waitingNext')}
    </p>
  );
}
