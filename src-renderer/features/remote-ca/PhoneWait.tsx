import { Button, Progress } from '@mantine/core';
import { IconDeviceMobile } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneWait as Waiting } from '#shared/contract/remote-ca/window.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import { Notice } from '../../components/Notice.tsx';
import { useNow } from '../../components/useNow.ts';
import { clockTime, secondsUntil, spokenLeft } from './time-left.ts';
import { useProviders } from './useRemote.ts';
import './remote-ca.css';

/** The request is on the phone: the code that must be the same there, what is signed, how long yet, and the ways out. */
export function PhoneWait({
  phone,
  sum,
  busy,
  onCancel,
  onResend,
}: {
  readonly phone: Waiting;
  /** Đồng; absent where no money is signed for. */
  readonly sum?: string | undefined;
  /** The request is being taken back. */
  readonly busy: boolean;
  readonly onCancel: () => void;
  /** Takes this request back and sends a new one. */
  readonly onResend?: (() => void) | undefined;
}) {
  const { t } = useTranslation();
  const left = secondsUntil(phone.expiresAt, useNow(1000));
  const [first] = useState(left);
  const allowed = useProviders().data?.find(({ id }) => id === phone.provider)?.waitSeconds ?? first;
  const spoken = spokenLeft(left);
  return (
    <section className="phone-wait stack" aria-labelledby="phone-wait-heading">
      <div>
        <h2 id="phone-wait-heading" tabIndex={-1} data-autofocus>
          <IconDeviceMobile size={26} aria-hidden /> {t('remoteCa.wait.heading')}
        </h2>
        <p>{t('remoteCa.wait.lead', { app: phone.app })}</p>
      </div>
      {phone.code === '' ? (
        <Notice tone="info">
          <p>{t('remoteCa.wait.noCode')}</p>
        </Notice>
      ) : (
        <div className="phone-code">
          <span>{t('remoteCa.wait.code')}</span>
          <strong className="figures">{phone.code}</strong>
          <span className="quiet small">{t('remoteCa.wait.codeWarning')}</span>
        </div>
      )}
      <dl className="facts">
        <dt>{t('remoteCa.wait.title')}</dt>
        <dd>{phone.title}</dd>
        <dt>{t('remoteCa.wait.documents')}</dt>
        <dd className="figures">
          {t('remoteCa.wait.documentCount', { count: phone.documents })}
          {phone.rounds > 1 && ` · ${t('remoteCa.wait.round', { round: phone.round, rounds: phone.rounds })}`}
        </dd>
        {sum !== undefined && (
          <>
            <dt>{t('remoteCa.wait.sum')}</dt>
            <dd className="figures">
              {formatDong(sum)} {t('app.dong')}
            </dd>
          </>
        )}
        <dt>{t('remoteCa.wait.account')}</dt>
        <dd>
          {phone.username} · {phone.providerName}
        </dd>
      </dl>
      <div>
        <div className="figures phone-left" aria-hidden>
          {left === 0 ? t('remoteCa.wait.ended') : t('remoteCa.wait.left', { time: clockTime(left) })}
        </div>
        <Progress
          value={allowed === 0 ? 0 : Math.min(100, (left / allowed) * 100)}
          size="lg"
          {...(left <= 30 ? { color: 'red' } : {})}
          aria-label={t('remoteCa.wait.barLabel')}
        />
        {/* Its text changes seldom, so it is spoken seldom. */}
        <span className="visually-hidden" role="status">
          {spoken.unit === 'ended'
            ? t('remoteCa.wait.ended')
            : t(spoken.unit === 'minutes' ? 'remoteCa.wait.spokenMinutes' : 'remoteCa.wait.spokenSeconds', {
                count: spoken.count,
              })}
        </span>
      </div>
      {phone.providerSilent === true && (
        <Notice tone="info" heading={t('remoteCa.wait.providerSilent', { provider: phone.providerName })}>
          <p>{t('remoteCa.wait.providerSilentText')}</p>
        </Notice>
      )}
      {phone.lineLost === true && (
        <Notice tone="info" heading={t('remoteCa.wait.lineLost')}>
          <p>{t('remoteCa.wait.lineLostText')}</p>
        </Notice>
      )}
      <div className="dialog-foot">
        <span className="grow" />
        <Button variant="default" disabled={busy} onClick={onCancel}>
          {t('remoteCa.wait.cancel')}
        </Button>
        {onResend !== undefined && (
          <Button variant="default" loading={busy} onClick={onResend}>
            {t('remoteCa.wait.resend')}
          </Button>
        )}
      </div>
    </section>
  );
}
