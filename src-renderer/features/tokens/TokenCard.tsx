import { Button } from '@mantine/core';
import { IconKey, IconLockOpen, IconTestPipe, IconUsb } from '@tabler/icons-react';
import { useEffectEvent, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModuleView, TokenView } from '#shared/contract/tokens.ts';
import { moduleName } from './module-name.ts';
import { pinTones } from './pin-tones.ts';
import { mayChangePin, mayUnblock } from './pin-work.ts';

export type TokenWork = 'change' | 'unblock' | 'self-test';

/** One token: what it is, how its PIN stands and what to do about it. */
export function TokenCard({
  token,
  modules,
  owners,
  onWork,
  onGone,
}: {
  readonly token: TokenView;
  readonly modules: readonly ModuleView[];
  /** Whose certificates lie on it, as far as they have been read. */
  readonly owners: readonly string[];
  readonly onWork: (work: TokenWork) => void;
  /** The token left while something in its card had the focus. */
  readonly onGone: () => void;
}) {
  const { t } = useTranslation();
  const card = useRef<HTMLElement>(null);
  const leave = useEffectEvent(onGone);
  useLayoutEffect(() => {
    const element = card.current;
    return () => {
      if (element?.contains(document.activeElement) === true) leave();
    };
  }, []);
  const { pinState, pukState } = token;
  const work = (kind: TokenWork) => ({
    onClick: () => onWork(kind),
    size: 'sm',
    variant: 'default',
  });
  return (
    <article className="sheet token" ref={card} aria-labelledby={`token-${token.serial}`}>
      <div className="row">
        <IconUsb size={26} aria-hidden />
        <div className="grow">
          <h3 id={`token-${token.serial}`}>{token.label === '' ? token.serial : token.label}</h3>
          {owners.length > 0 && <div>{t('tokens.owners', { owners: owners.join(', ') })}</div>}
        </div>
        <span className="badge" data-tone={pinTones[pinState]} data-pin-state={pinState}>
          {t(`pinState.${pinState}`)}
        </span>
      </div>
      {pinState !== 'ok' && (
        <p className="token-advice" data-tone={pinTones[pinState]}>
          {pinState === 'locked' && pukState === 'locked'
            ? t('tokens.pukLocked')
            : t(`tokens.pinAdvice.${pinState}`)}
        </p>
      )}
      {token.pinPad && (
        <p className="token-advice" data-tone="warn">
          {t('tokens.pinPad')}
        </p>
      )}
      <dl className="facts">
        <dt>{t('tokens.serial')}</dt>
        <dd className="figures">{token.serial}</dd>
        <dt>{t('tokens.reader')}</dt>
        <dd>{token.reader}</dd>
        <dt>{t('tokens.driver')}</dt>
        <dd title={token.modulePath}>{moduleName(token.modulePath, modules)}</dd>
        <dt>{t('tokens.model')}</dt>
        <dd>{[token.manufacturer, token.model].filter((part) => part !== '').join(' · ')}</dd>
        {token.alsoThrough !== undefined && token.alsoThrough.length > 0 && (
          <>
            <dt>{t('tokens.alsoThrough')}</dt>
            <dd>{token.alsoThrough.map((path) => moduleName(path, modules)).join(', ')}</dd>
          </>
        )}
      </dl>
      <div className="row">
        {mayUnblock(token) && (
          <Button {...work('unblock')} leftSection={<IconLockOpen size={18} aria-hidden />}>
            {t('tokens.unblock')}
          </Button>
        )}
        {mayChangePin(token) && (
          <Button
            {...work('change')}
            variant={pinState === 'must-be-changed' ? 'filled' : 'default'}
            leftSection={<IconKey size={18} aria-hidden />}
          >
            {t('tokens.changePin')}
          </Button>
        )}
        <Button {...work('self-test')} leftSection={<IconTestPipe size={18} aria-hidden />}>
          {t('tokens.selfTest')}
        </Button>
      </div>
    </article>
  );
}
