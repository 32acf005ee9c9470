import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DossierContent } from '#shared/domain/dossiers/dossier.ts';
import type { ContentChange } from '#shared/domain/drafts/content-change.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { placeSeparator, placeWords, valueWords, type Wording } from '../draft/place-words.ts';

/** Rows shown at first, and with each press of “more”. */
const step = 50;

/** What a version would change of what stands now, place by place in words. */
export function ChangeList({
  changes,
  heading,
  contents,
}: {
  readonly changes: readonly ContentChange[];
  readonly heading: string;
  /** What stands now, and the version. */
  readonly contents: readonly DossierContent[];
}) {
  const { t, i18n } = useTranslation();
  const [most, setMost] = useState(step);
  if (changes.length === 0) return <p className="quiet">{t('history.same')}</p>;
  const wording = { t, language: languageOf(i18n), contents };
  const hidden = changes.length - most;
  return (
    <>
      <h3>{heading}</h3>
      <ul className="change-list">
        {changes.slice(0, most).map((change, index) => (
          <li key={index}>
            <span className="change-place">{placeWords(change.path, wording).join(placeSeparator)}</span>
            <ChangeWords change={change} wording={wording} />
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <Button variant="subtle" size="sm" onClick={() => setMost(most + step)}>
          {t('history.more', { count: Math.min(step, hidden) })}
        </Button>
      )}
    </>
  );
}

function ChangeWords({ change, wording }: { readonly change: ContentChange; readonly wording: Wording }) {
  const { t } = useTranslation();
  const { path, kind } = change;
  switch (kind) {
    case 'set':
      return (
        <span className="figures">
          <del>{valueWords(path, change.before, wording)}</del> →{' '}
          <ins>{valueWords(path, change.after, wording)}</ins>
        </span>
      );
    case 'added':
      return (
        <span className="figures">
          <b className="badge" data-tone="good">
            {t('history.willAdd')}
          </b>{' '}
          {valueWords(path, change.after, wording)}
        </span>
      );
    case 'removed':
      return (
        <span className="figures">
          <b className="badge" data-tone="bad">
            {t('history.willRemove')}
          </b>{' '}
          {valueWords(path, change.before, wording)}
        </span>
      );
    case 'moved':
      return <span>{t('place.moved')}</span>;
  }
}
