import { hideNotification, showNotification, updateNotification } from '@mantine/notifications';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { routeHref } from '../../app/route.ts';
import { subscribe } from '../../bridge/bridge.ts';
import { closeButton } from '../../components/notify.ts';
import { mostNamed, withArrival, type Arrival } from './arrived.ts';

const id = 'dossiers-arrived';
/** How long (ms) the message stays; the count in the masthead stays as long as the dossiers do. */
const stays = 20_000;

/** Tells of dossiers that come to this person's desk while they work on something else; takes the focus from nobody. */
export function ArrivalToasts() {
  const { t } = useTranslation();
  const told = useRef<readonly Arrival[]>([]);
  const onArrival = useEffectEvent((arrival: Arrival) => {
    const fresh = told.current.length === 0;
    told.current = withArrival(told.current, arrival);
    const arrivals = told.current;
    const [only] = arrivals;
    const hide = () => hideNotification(id);
    const message = {
      id,
      color: 'blue',
      // An alert would break in on what a screen reader is saying.
      role: 'status',
      autoClose: stays,
      closeButtonProps: closeButton(),
      title: arrivals.length === 1 ? t('arrivals.one') : t('arrivals.many', { count: arrivals.length }),
      message: (
        <>
          <ul className="arrived-dossiers">
            {arrivals.slice(0, mostNamed).map(({ code, title, status }) => (
              <li key={code}>
                <a href={routeHref({ screen: 'dossier', code })} onClick={hide}>
                  {title === '' ? code : title}
                </a>{' '}
                · {t(`status.${status}`)}
              </li>
            ))}
          </ul>
          {arrivals.length > 1 || only === undefined ? (
            <a href={routeHref({ screen: 'dossiers' })} onClick={hide}>
              {t('arrivals.openList')}
            </a>
          ) : (
            <a href={routeHref({ screen: 'dossier', code: only.code })} onClick={hide}>
              {t('arrivals.open')}
            </a>
          )}
        </>
      ),
      onClose: () => {
        told.current = [];
      },
    };
    if (fresh) showNotification(message);
    else updateNotification(message);
  });
  useEffect(() => subscribe((event) => event.name === 'dossiers.arrived' && onArrival(event.payload)), []);
  return null;
}
