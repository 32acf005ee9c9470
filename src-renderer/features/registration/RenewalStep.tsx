import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { replaced } from '../draft/lines.ts';
import type { RegistrationForm } from './form.ts';
import { ReasonField } from './ReasonField.tsx';
import { SignatureSection } from './SignatureSection.tsx';

/** Step 1 of the short path: the old certificate and the new one, and why; everything else is one press away. */
export function RenewalStep({
  form,
  memberIds,
  onEverything,
}: {
  readonly form: RegistrationForm;
  /** Whose certificates are replaced. */
  readonly memberIds: ReadonlySet<string>;
  readonly onEverything: () => void;
}) {
  const { t } = useTranslation();
  const { content, before, edit } = form;
  return (
    <>
      <p className="lead">{t('registration.renewal.lead')}</p>
      {content.members.map((member, place) =>
        memberIds.has(member.id) ? (
          <section key={member.id}>
            <h2>{t('registration.renewal.heading', { name: member.name })}</h2>
            <SignatureSection
              member={member}
              standing={before?.members.find(({ id }) => id === member.id)}
              path={`members.${place}`}
              onChange={(change) =>
                edit((now) => {
                  const at = now.members.findIndex(({ id }) => id === member.id);
                  const current = now.members[at];
                  return current === undefined
                    ? now
                    : { ...now, members: replaced(now.members, at, change(current)) };
                })
              }
            />
          </section>
        ) : null,
      )}
      <ReasonField form={form} />
      <div className="row">
        <Button variant="subtle" onClick={onEverything}>
          {t('registration.renewal.everything')}
        </Button>
        <span className="quiet small">{t('registration.renewal.everythingHint')}</span>
      </div>
    </>
  );
}
