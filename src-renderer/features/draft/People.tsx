import { IconDevices, IconUsers } from '@tabler/icons-react';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DossierContent } from '#shared/domain/dossiers/dossier.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { markFields } from './field-marks.ts';
import { formPathOf } from './form-path.ts';
import { shortPlace } from './place-words.ts';
import type { Colleague } from './usePresence.ts';

/** Who else is in the draft and where; name tags stand at their fields. */
export function People({
  people,
  content,
}: {
  readonly people: readonly Colleague[];
  readonly content: DossierContent;
}) {
  const { t, i18n } = useTranslation();
  const myself = t('sharedDraft.myselfTag');
  const marks = useMemo(() => {
    const tags = new Map<string, string>();
    for (const person of people) {
      const path = person.path === '' ? undefined : formPathOf(content, person.path);
      if (path === undefined) continue;
      const name = person.myself ? myself : person.name;
      tags.set(path, tags.has(path) ? `${tags.get(path) ?? ''}, ${name}` : name);
    }
    return tags;
  }, [people, content, myself]);
  useEffect(() => markFields('colleague', marks));
  const wording = { t, language: languageOf(i18n), contents: [content] };
  return (
    <ul className="people" aria-label={t('sharedDraft.people')} aria-live="polite">
      {people.map((person) => {
        const name = person.myself ? t('sharedDraft.myself') : person.name;
        const Icon = person.myself ? IconDevices : IconUsers;
        const known = person.path !== '' && formPathOf(content, person.path) !== undefined;
        return (
          <li key={person.device} className="badge">
            <Icon size={16} aria-hidden />
            <span>
              {known
                ? t('sharedDraft.editing', { name, place: shortPlace(person.path, wording) })
                : t('sharedDraft.here', { name })}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
