import { useTranslation } from 'react-i18next';
import type { RegistrationView } from '#shared/contract/registration/window.ts';
import { Notice } from '../../components/Notice.tsx';
import { formatMinute } from '../../format/date.ts';
import { RegistrationBadge } from '../registration/RegistrationBadge.tsx';
import { ConfirmationResult } from './ConfirmationResult.tsx';
import { ConfirmForm } from './ConfirmForm.tsx';
import { MemberFacts } from './MemberFacts.tsx';
import { standingMember } from './member-facts.ts';
import './member-confirmation.css';

/** The member whom a letter asked: their own data, the certificate they will sign with, and what comes of it. */
export function MemberConfirmation({ view }: { readonly view: RegistrationView }) {
  const { t } = useTranslation();
  const member = view.content.members.find(({ id }) => id === view.memberId);
  const mine = view.confirmations.find(({ memberId }) => memberId === view.memberId);
  return (
    <div className="page stack member-page">
      <div className="title-row" style={{ margin: 0 }}>
        <div>
          <h1>{t('memberConfirmation.title')}</h1>
          <span className="quiet">{t('memberConfirmation.lead')}</span>
        </div>
        <RegistrationBadge status={view.status} />
      </div>
      {view.asOf !== undefined && (
        <Notice tone="warn" heading={t('registrationList.offline')}>
          <p>{t('memberConfirmation.asOf', { at: formatMinute(view.asOf) })}</p>
        </Notice>
      )}
      <section className="sheet padded">
        <dl className="facts">
          <dt>{t('memberConfirmation.dossier')}</dt>
          <dd className="figures">
            {view.code} · {t(`registrationList.kind.${view.kind}`)}
          </dd>
          <dt>{t('memberConfirmation.unit')}</dt>
          <dd>
            <b>{view.unitName}</b> <span className="figures">({view.unitCode})</span>
          </dd>
          {view.content.reason !== '' && (
            <>
              <dt>{t('memberConfirmation.reason')}</dt>
              <dd>{view.content.reason}</dd>
            </>
          )}
        </dl>
      </section>
      {member === undefined ? (
        <Notice tone="warn" heading={t('memberConfirmation.notYou')}>
          <p>{t('memberConfirmation.notYouText')}</p>
        </Notice>
      ) : (
        <>
          {(!view.actions.includes('confirm') || mine?.state === 'declined') && (
            <ConfirmationResult view={view} member={member} mine={mine} />
          )}
          <MemberFacts member={member} standing={standingMember(view.before, member)} />
          {view.actions.includes('confirm') && (
            // What was chosen for one version is not for the next.
            <ConfirmForm
              key={`${view.version}`}
              view={view}
              member={member}
              standing={standingMember(view.before, member)}
            />
          )}
        </>
      )}
    </div>
  );
}
