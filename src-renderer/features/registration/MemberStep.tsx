import { Button } from '@mantine/core';
import { IconUserPlus, IconUsers } from '@tabler/icons-react';
import { useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newMember } from '#shared/domain/registration/new.ts';
import type { RegistrationMember } from '#shared/domain/registration/registration.ts';
import { Empty } from '../../components/Empty.tsx';
import { offerUndo } from '../../components/UndoNotice.tsx';
import { fieldId, IssueContext } from '../draft/issues.ts';
import { insertedAt, replaced } from '../draft/lines.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { focusPath } from './focus-path.ts';
import type { RegistrationForm } from './form.ts';
import { MemberForm } from './MemberForm.tsx';
import { MemberList } from './MemberList.tsx';
import { inRole, listedMembers, titles } from './people.ts';

/** Step 3: the list of members beside the form of the chosen one. */
export function MemberStep({
  form,
  chosen,
  onChoose,
}: {
  readonly form: RegistrationForm;
  /** Id of the member in the form. */
  readonly chosen: string | undefined;
  readonly onChoose: (id: string | undefined) => void;
}) {
  const { t, i18n } = useTranslation();
  const { content, before, readOnly, edit, settle } = form;
  const board = useContext(IssueContext);
  const [said, setSaid] = useState('');
  /** Members whose “Ghi” was pressed: everything that is wrong with them is shown. */
  const [pressed, setPressed] = useState<ReadonlySet<string>>(new Set());
  const listed = listedMembers(content.members, before?.members, board.issues);
  const current = listed.find(({ member }) => member.id === chosen) ?? listed[0];
  const nameOf = ({ name }: RegistrationMember) =>
    name.trim() === '' ? t('registration.members.unnamed') : name;

  const add = () => {
    const member = inRole(newMember(crypto.randomUUID()), 'KTV', titles);
    edit((now) => ({ ...now, members: [...now.members, member] }));
    onChoose(member.id);
    setSaid('');
    focusPath(`members.${content.members.length}.name`);
  };
  const change = (id: string, next: (member: RegistrationMember) => RegistrationMember) =>
    edit((now) => {
      const at = now.members.findIndex((member) => member.id === id);
      const member = now.members[at];
      return member === undefined ? now : { ...now, members: replaced(now.members, at, next(member)) };
    });
  const remove = (member: RegistrationMember) => {
    const at = content.members.findIndex(({ id }) => id === member.id);
    edit((now) => ({ ...now, members: now.members.filter(({ id }) => id !== member.id) }));
    if (chosen === member.id) onChoose(undefined);
    offerUndo(t('registration.members.removed', { name: nameOf(member) }), t('app.undo'), () => {
      edit((now) => ({ ...now, members: insertedAt(now.members, at, member) }));
      onChoose(member.id);
    });
    document.getElementById(fieldId('members'))?.focus();
  };
  /** Ghi: keeps the member in the list when nothing is missing, else leads to the first thing that is. */
  const write = async () => {
    if (current === undefined) return;
    setPressed((now) => new Set(now).add(current.member.id));
    const wrong = (await settle()).filter(
      ({ path, blocking }) => blocking && path.startsWith(`members.${current.place}.`),
    );
    const [first] = wrong;
    if (first !== undefined) {
      setSaid(t('registration.members.notYet', { count: wrong.length }));
      focusPath(first.path);
      return;
    }
    setSaid(t('registration.members.written', { name: nameOf(current.member) }));
    document.getElementById('add-member')?.focus();
  };
  const own = board.all ? board.issues.filter(({ path }) => path === 'members') : [];
  return (
    <div className="member-step" id={fieldId('members')} tabIndex={-1}>
      <MemberList
        listed={listed}
        standing={before?.members}
        current={current?.member.id}
        readOnly={readOnly}
        onChoose={(id) => {
          setSaid('');
          onChoose(id);
        }}
        onAdd={add}
        onRemove={remove}
        onBring={(member) => {
          edit((now) => ({ ...now, members: [...now.members, member] }));
          onChoose(member.id);
        }}
      />
      <div className="member-side">
        {own.map((issue) => (
          <p key={issue.code} className="field-error" role="alert">
            {issue.message[languageOf(i18n)]}
          </p>
        ))}
        {current === undefined ? (
          <Empty
            icon={IconUsers}
            heading={t('registration.members.none')}
            hint={t('registration.members.noneHint')}
          >
            {!readOnly && (
              <Button leftSection={<IconUserPlus size={20} aria-hidden />} onClick={add}>
                {t('registration.members.add')}
              </Button>
            )}
          </Empty>
        ) : (
          <IssueContext value={{ issues: board.issues, all: board.all || pressed.has(current.member.id) }}>
            <MemberForm
              key={current.member.id}
              form={form}
              member={current.member}
              place={current.place}
              said={said}
              onChange={(next) => change(current.member.id, next)}
              onWrite={() => void write()}
            />
          </IssueContext>
        )}
      </div>
    </div>
  );
}
