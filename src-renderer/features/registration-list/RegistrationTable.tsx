import { useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegistrationSummary } from '#shared/contract/registration/window.ts';
import { rowAfter } from '../dossier-list/row-keys.ts';
import { RegistrationRow } from './RegistrationRow.tsx';

/** Registration dossiers, newest first; arrow keys go from row to row, Enter opens. */
export function RegistrationTable({
  dossiers,
  stale,
  busy,
  onCopy,
  onDelete,
}: {
  readonly dossiers: readonly RegistrationSummary[];
  /** They answer the question before. */
  readonly stale: boolean;
  /** Something is being copied or deleted. */
  readonly busy: boolean;
  readonly onCopy: (dossier: RegistrationSummary) => void;
  readonly onDelete: (dossier: RegistrationSummary) => void;
}) {
  const { t } = useTranslation();
  const table = useRef<HTMLTableElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const row =
      event.target instanceof Element ? event.target.closest<HTMLElement>('tr[data-index]') : undefined;
    if (row === undefined || row === null) return;
    const next = rowAfter(event, Number(row.dataset['index']), dossiers.length);
    if (next === undefined) return;
    event.preventDefault();
    table.current?.querySelector<HTMLElement>(`tr[data-index="${next}"] a`)?.focus();
  };
  return (
    <table ref={table} className="plain registration-table" aria-busy={stale} onKeyDown={onKeyDown}>
      <caption className="visually-hidden">{t('registrationList.table')}</caption>
      <thead>
        <tr>
          <th className="code" scope="col">
            {t('registrationList.code')}
          </th>
          <th className="name" scope="col">
            {t('registrationList.unit')}
          </th>
          <th className="status" scope="col">
            {t('registrationList.status')}
          </th>
          <th className="when" scope="col" aria-sort="descending">
            {t('registrationList.changed')}
          </th>
          <th className="acts no-print" scope="col">
            <span className="visually-hidden">{t('registrationList.acts')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {dossiers.map((dossier, index) => (
          <RegistrationRow
            key={dossier.id}
            dossier={dossier}
            index={index}
            busy={busy}
            onCopy={() => onCopy(dossier)}
            onDelete={() => onDelete(dossier)}
          />
        ))}
      </tbody>
    </table>
  );
}
