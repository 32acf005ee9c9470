import { useId, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContentChoice, ContentConflict } from '#shared/domain/drafts/content-change.ts';
import { placeSeparator, placeWords, type Wording } from '../draft/place-words.ts';
import { ConflictValue } from './ConflictValue.tsx';

export interface ColumnNames {
  readonly mine: string;
  readonly theirs: string;
  readonly before: string;
}
const columns = ['mine', 'theirs', 'before'] as const;

/** One place with its three values: a radio group, so that arrows choose; 1, 2 and 3 choose directly. */
export function ConflictRow({
  conflict,
  choice,
  names,
  wording,
  onChoose,
}: {
  readonly conflict: ContentConflict;
  readonly choice: ContentChoice | undefined;
  readonly names: ColumnNames;
  readonly wording: Wording;
  readonly onChoose: (choice: ContentChoice) => void;
}) {
  const { t } = useTranslation();
  const group = useId();
  const { path } = conflict;
  const words = placeWords(path, wording);
  const place = words.join(placeSeparator);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const at = ['1', '2', '3'].indexOf(event.key);
    const chosen = at === -1 ? undefined : columns[at];
    if (chosen === undefined) return;
    event.preventDefault();
    onChoose(chosen);
    document.getElementById(`${group}-${chosen}`)?.focus();
  };
  return (
    <div
      className="conflict-row"
      role="radiogroup"
      aria-label={t('conflict.row', { place })}
      data-undecided={choice === undefined}
      data-conflict={path}
      onKeyDown={onKeyDown}
    >
      <h2>
        {place}
        {choice === undefined && (
          <span className="badge" data-tone="warn">
            {t('conflict.undecided')}
          </span>
        )}
      </h2>
      {columns.map((column) => (
        <label key={column} className="conflict-side" data-chosen={choice === column}>
          <input
            type="radio"
            id={`${group}-${column}`}
            name={group}
            value={column}
            checked={choice === column}
            onChange={() => onChoose(column)}
          />
          <span>
            <span className="side-name">{names[column]}</span>
            <ConflictValue
              path={path}
              value={conflict[column]}
              before={column === 'before' ? undefined : conflict.before}
              wording={wording}
            />
          </span>
        </label>
      ))}
    </div>
  );
}
