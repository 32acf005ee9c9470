import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ValidationIssue } from '#shared/contract/ipc.ts';
import type { RegistrationContent } from '#shared/domain/registration/registration.ts';
import { Notice } from '../../components/Notice.tsx';
import { languageOf } from '../../i18n/i18n.ts';
import { memberPlace, stepOf } from './steps.ts';

/** What is still missing or wrong, each entry a way to its field; what is only advice apart. */
export function MissingList({
  issues,
  content,
  tried,
  again,
  onGoTo,
  onDropGone,
}: {
  readonly issues: readonly ValidationIssue[];
  readonly content: RegistrationContent;
  /** “Lưu” was pressed: from then on it is red, before that a plan of what is left to do. */
  readonly tried: boolean;
  /** It was saved before: the button is called “Lưu lại”. */
  readonly again: boolean;
  /** Takes the account numbers that the unit has given up out of every member. */
  readonly onDropGone: () => void;
  readonly onGoTo: (path: string) => void;
}) {
  const { t } = useTranslation();
  const blocking = issues.filter((issue) => issue.blocking);
  const advice = issues.filter((issue) => !issue.blocking);
  return (
    <>
      {blocking.length === 0 ? (
        <Notice
          tone="good"
          heading={t(again ? 'registration.finish.readyAgain' : 'registration.finish.ready')}
        />
      ) : (
        <Notice
          tone={tried ? 'bad' : 'info'}
          heading={t(again ? 'registration.finish.leftAgain' : 'registration.finish.left', {
            count: blocking.length,
          })}
        >
          <Entries issues={blocking} content={content} onGoTo={onGoTo} />
          {blocking.some(({ code }) => code === 'ACCOUNT_NOT_USED') && (
            <Button variant="default" size="sm" onClick={onDropGone}>
              {t('registration.finish.dropGone')}
            </Button>
          )}
        </Notice>
      )}
      {advice.length > 0 && (
        <Notice tone="warn" heading={t('registration.finish.advice', { count: advice.length })}>
          <Entries issues={advice} content={content} onGoTo={onGoTo} />
        </Notice>
      )}
    </>
  );
}

function Entries({
  issues,
  content,
  onGoTo,
}: {
  readonly issues: readonly ValidationIssue[];
  readonly content: RegistrationContent;
  readonly onGoTo: (path: string) => void;
}) {
  const { t, i18n } = useTranslation();
  const whereOf = (path: string) => {
    const place = memberPlace(path);
    const row = /^(?:accounts|projects)\.(\d+)/.exec(path)?.[1];
    if (place !== undefined) {
      const name = content.members[place]?.name.trim() ?? '';
      return name === '' ? t('registration.members.unnamed') : name;
    }
    if (row === undefined) return undefined;
    return t('draft.line.row', { row: Number(row) + 1 });
  };
  return (
    <ul className="issues">
      {issues.map((issue, index) => {
        const where = whereOf(issue.path);
        return (
          <li key={index}>
            <button type="button" title={t('registration.finish.goTo')} onClick={() => onGoTo(issue.path)}>
              {t(`registration.steps.short.${stepOf(issue.path)}`)}
              {where !== undefined && ` · ${where}`}: {issue.message[languageOf(i18n)]}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
