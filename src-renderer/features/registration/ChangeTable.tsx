import { useTranslation } from 'react-i18next';
import type { RegistrationChange } from '#shared/domain/registration/changes.ts';
import { languageOf } from '../../i18n/i18n.ts';

/** Old value beside new value, one row a change. */
export function ChangeTable({
  changes,
  words,
}: {
  readonly changes: readonly RegistrationChange[];
  /** Heads of the two columns. */
  readonly words: { readonly before: string; readonly after: string };
}) {
  const { t, i18n } = useTranslation();
  const show = (text: string) =>
    text === '' ? <span className="quiet">{t('registration.changes.empty')}</span> : text;
  return (
    <table className="plain change-table">
      <thead>
        <tr>
          <th scope="col">{t('registration.changes.what')}</th>
          <th scope="col">{words.before}</th>
          <th scope="col">{words.after}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.path}>
            <th scope="row">{change.label[languageOf(i18n)]}</th>
            <td className="old">{show(change.before)}</td>
            <td>
              <b>{show(change.after)}</b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
