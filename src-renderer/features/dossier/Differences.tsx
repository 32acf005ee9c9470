import { useTranslation } from 'react-i18next';
import type { ContentChange } from '#shared/domain/drafts/content-change.ts';
import { placeSeparator, placeWords, valueWords, type Wording } from '../draft/place-words.ts';

/** Rows shown before the rest is one click away. */
const most = 20;

/** Changes place by place in words, what was before what is. */
export function Differences({
  changes,
  wording,
}: {
  readonly changes: readonly ContentChange[];
  readonly wording: Wording;
}) {
  const { t } = useTranslation();
  const [first, rest] = [changes.slice(0, most), changes.slice(most)];
  return (
    <>
      <ul className="change-list">
        {first.map((change, index) => (
          <Difference key={index} change={change} wording={wording} />
        ))}
      </ul>
      {rest.length > 0 && (
        <details>
          <summary>{t('history.more', { count: rest.length })}</summary>
          <ul className="change-list">
            {rest.map((change, index) => (
              <Difference key={index} change={change} wording={wording} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Difference({ change, wording }: { readonly change: ContentChange; readonly wording: Wording }) {
  const { path, kind, before, after } = change;
  const { t } = wording;
  return (
    <li>
      <span className="change-place">{placeWords(path, wording).join(placeSeparator)}</span>
      <span className="figures">
        {kind === 'set' && (
          <>
            <del>{valueWords(path, before, wording)}</del> → <ins>{valueWords(path, after, wording)}</ins>
          </>
        )}
        {kind === 'added' && (
          <>
            <ins>{valueWords(path, after, wording)}</ins> ({t('batch.added')})
          </>
        )}
        {kind === 'removed' && (
          <>
            <del>{valueWords(path, before, wording)}</del> ({t('batch.removed')})
          </>
        )}
        {kind === 'moved' && t('place.moved')}
      </span>
    </li>
  );
}
