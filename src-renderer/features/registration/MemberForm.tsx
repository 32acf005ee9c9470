import { Button, Radio } from '@mantine/core';
import { IconDeviceFloppy } from '@tabler/icons-react';
import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { signingStepOf } from '#shared/domain/people/roles.ts';
import { memberRoleSchema, type RegistrationMember } from '#shared/domain/registration/registration.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { FormContext } from '../draft/form-context.ts';
import { fieldId, useIssues } from '../draft/issues.ts';
import { FormEntry } from './FormEntry.tsx';
import { memberForm } from './form-fields.ts';
import type { RegistrationForm } from './form.ts';
import { MemberAccounts } from './MemberAccounts.tsx';
import { inRole, titles } from './people.ts';
import { SignatureSection } from './SignatureSection.tsx';
import { valueOf } from './value-of.ts';

/** Thông tin thành viên, in the order of the Treasury's form. */
export function MemberForm({
  form,
  member,
  place,
  said,
  onChange,
  onWrite,
}: {
  readonly form: RegistrationForm;
  readonly member: RegistrationMember;
  readonly place: number;
  /** What pressing “Ghi” has led to. */
  readonly said: string;
  readonly onChange: (change: (member: RegistrationMember) => RegistrationMember) => void;
  readonly onWrite: () => void;
}) {
  const { t, i18n } = useTranslation();
  const { readOnly, standing } = useContext(FormContext);
  const path = `members.${place}`;
  const roleIssues = useIssues(`${path}.role`, member.role, true);
  const before = standing.get(`${path}.role`);
  return (
    <section className="member-form" aria-label={t('registration.members.form')}>
      <h2>
        {t('registration.members.form')}
        {member.name.trim() !== '' && `: ${member.name}`}
      </h2>
      <section className="form-section">
        <h3>{t('registration.members.general')}</h3>
        <div className="form-grid member-grid">
          {memberForm.map((field) => (
            <FormEntry
              key={field.name}
              field={field}
              path={`${path}.${field.name}`}
              entry={`${member.id}.${field.name}`}
              value={valueOf(member, field.name)}
              onChange={(value) => onChange((now) => ({ ...now, [field.name]: value }))}
            />
          ))}
        </div>
      </section>
      <section className="form-section">
        <Radio.Group
          id={fieldId(`${path}.role`)}
          label={t('registration.members.role')}
          withAsterisk
          value={member.role}
          error={roleIssues.map((issue) => issue.message[languageOf(i18n)]).join(' ') || undefined}
          description={before === undefined ? undefined : t('registration.standing', { value: before })}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          onChange={(value) => {
            const role = memberRoleSchema.safeParse(value);
            if (role.success) onChange((now) => inRole(now, role.data, titles));
          }}
        >
          <div className="role-choice">
            {memberRoleSchema.options.map((role) => (
              <Radio
                key={role}
                value={role}
                size="md"
                disabled={readOnly && member.role !== role}
                label={t(`registration.members.roles.${role}`)}
              />
            ))}
          </div>
        </Radio.Group>
      </section>
      {signingStepOf(member.role) !== undefined && (
        <SignatureSection
          member={member}
          standing={form.before?.members.find(({ id }) => id === member.id)}
          path={path}
          onChange={onChange}
        />
      )}
      <MemberAccounts content={form.content} member={member} path={path} onChange={onChange} />
      {!readOnly && (
        <div className="row member-write">
          <Button leftSection={<IconDeviceFloppy size={20} aria-hidden />} onClick={onWrite}>
            {t('registration.members.write')}
          </Button>
          <span role="status" className="grow">
            {said}
          </span>
        </div>
      )}
    </section>
  );
}
