import { ActionIcon, Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconUserPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RegistrationMember } from '#shared/domain/registration/registration.ts';
import type { ListedMember } from './people.ts';

const tones = { added: 'good', changed: 'warn' } as const;

/** Who is declared, with role and what is still missing; in a change also who is to be taken out. */
export function MemberList({
  listed,
  standing,
  current,
  readOnly,
  onChoose,
  onAdd,
  onRemove,
  onBring,
}: {
  readonly listed: readonly ListedMember[];
  readonly standing: readonly RegistrationMember[] | undefined;
  readonly current: string | undefined;
  readonly readOnly: boolean;
  readonly onChoose: (id: string) => void;
  readonly onAdd: () => void;
  readonly onRemove: (member: RegistrationMember) => void;
  readonly onBring: (member: RegistrationMember) => void;
}) {
  const { t } = useTranslation();
  const kept = new Set(listed.map(({ member }) => member.id));
  const out = (standing ?? []).filter(({ id }) => !kept.has(id));
  return (
    <section className="member-list" aria-label={t('registration.members.heading')}>
      <h2>
        {t('registration.members.heading')} <span className="quiet figures">({listed.length})</span>
      </h2>
      <ul>
        {listed.map(({ member, left, mark }) => {
          const name = member.name.trim() === '' ? t('registration.members.unnamed') : member.name;
          return (
            <li key={member.id}>
              <button
                type="button"
                className="member-entry"
                aria-current={member.id === current}
                onClick={() => onChoose(member.id)}
              >
                <b>{name}</b>
                <span className="quiet small">{t(`registration.members.roles.${member.role}`)}</span>
                <span className="row">
                  {mark !== undefined && (
                    <span className="badge" data-tone={tones[mark]}>
                      {t(`registration.members.marks.${mark}`)}
                    </span>
                  )}
                  {left > 0 ? (
                    <span className="small member-left">
                      <IconAlertTriangle size={16} aria-hidden />{' '}
                      {t('registration.members.left', { count: left })}
                    </span>
                  ) : (
                    <span className="small member-complete">
                      <IconCircleCheck size={16} aria-hidden /> {t('registration.members.complete')}
                    </span>
                  )}
                </span>
              </button>
              {!readOnly && (
                <ActionIcon
                  size={36}
                  variant="subtle"
                  color="seal"
                  aria-label={t('registration.members.remove', { name })}
                  title={t('registration.members.remove', { name })}
                  onClick={() => onRemove(member)}
                >
                  <IconX size={20} />
                </ActionIcon>
              )}
            </li>
          );
        })}
      </ul>
      {out.length > 0 && (
        <>
          <h3>{t('registration.members.removedHeading')}</h3>
          <ul>
            {out.map((member) => (
              <li key={member.id} className="member-out">
                <span className="grow">
                  <span className="badge" data-tone="bad">
                    {t('registration.members.marks.removed')}
                  </span>{' '}
                  <s>{member.name}</s>
                </span>
                {!readOnly && (
                  <Button
                    size="compact-md"
                    variant="default"
                    aria-label={t('registration.members.bring', { name: member.name })}
                    onClick={() => onBring(member)}
                  >
                    {t('registration.grid.bring')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {!readOnly && (
        <Button
          id="add-member"
          variant="default"
          leftSection={<IconUserPlus size={20} aria-hidden />}
          onClick={onAdd}
        >
          {t(listed.length === 0 ? 'registration.members.add' : 'registration.members.addNext')}
        </Button>
      )}
    </section>
  );
}
