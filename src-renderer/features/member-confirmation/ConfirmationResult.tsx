import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Confirmation } from '#shared/contract/registration/http.ts';
import type { RegistrationView } from '#shared/contract/registration/window.ts';
import type { RegistrationMember } from '#shared/domain/registration/registration.ts';
import { routeHref } from '../../app/route.ts';
import { Notice } from '../../components/Notice.tsx';
import { settleFocus } from '../../components/settle-focus.ts';
import { formatMinute } from '../../format/date.ts';
import { afterConfirming } from './after-confirming.ts';

/** What came of the member's answer, and what happens next; the way on stands below. */
export function ConfirmationResult(props: {
  readonly view: RegistrationView;
  readonly member: RegistrationMember;
  readonly mine: Confirmation | undefined;
}) {
  return (
    <Told dossier={props.view.access === 'member' ? undefined : props.view.id}>
      <Words {...props} />
    </Told>
  );
}

/** Takes the focus that the button left behind: the result is heard, and the keys go on from here. */
function Told({
  dossier,
  children,
}: {
  /** Id, for who may see the whole of it. */
  readonly dossier: string | undefined;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' });
    settleFocus(box.current);
  }, []);
  return (
    <div ref={box} tabIndex={-1} className="stack">
      {children}
      <span className="row no-print">
        {dossier !== undefined && (
          <a href={routeHref({ screen: 'registration', id: dossier })}>{t('memberConfirmation.toDossier')}</a>
        )}
        <a href={routeHref({ screen: 'registrations' })}>{t('link.toList')}</a>
      </span>
    </div>
  );
}

function Words({
  view,
  member,
  mine,
}: {
  readonly view: RegistrationView;
  readonly member: RegistrationMember;
  readonly mine: Confirmation | undefined;
}) {
  const { t } = useTranslation();
  if (mine?.state === 'declined')
    return (
      <Notice tone="info" heading={t('memberConfirmation.declinedTitle')}>
        <p>
          {t('memberConfirmation.declinedNote')}: “{mine.note}”
        </p>
        <p>{t('memberConfirmation.declinedNext')}</p>
        {view.actions.includes('confirm') && <p>{t('memberConfirmation.declinedMistaken')}</p>}
      </Notice>
    );
  if (mine?.state !== 'confirmed')
    return (
      <Notice tone="info" heading={t('memberConfirmation.closedTitle')}>
        <p>{t('memberConfirmation.closedText')}</p>
      </Notice>
    );
  const { next, ...values } = afterConfirming(view, member.role);
  return (
    <Notice tone="good" heading={t('memberConfirmation.confirmedTitle')}>
      {mine.at !== undefined && (
        <p className="figures">{t('memberConfirmation.confirmedAt', { at: formatMinute(mine.at) })}</p>
      )}
      {mine.certificate !== undefined && (
        <p>
          {t('memberConfirmation.confirmedWith')}:{' '}
          <span className="figures serial">{mine.certificate.serial}</span>
        </p>
      )}
      <p>
        <b>{t(`memberConfirmation.${next}`, values)}</b>
      </p>
    </Notice>
  );
}
