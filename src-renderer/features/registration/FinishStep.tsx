import { useTranslation } from 'react-i18next';
import type { ValidationIssue } from '#shared/contract/ipc.ts';
import type { RegistrationView } from '#shared/contract/registration/window.ts';
import { registrationChanges } from '#shared/domain/registration/changes.ts';
import { ChangeTable } from './ChangeTable.tsx';
import { Confirmations } from './Confirmations.tsx';
import { Documents } from './Documents.tsx';
import type { RegistrationForm } from './form.ts';
import { withoutGoneAccounts } from './gone-accounts.ts';
import { listedDocuments } from './listed-documents.ts';
import { MissingList } from './MissingList.tsx';
import { RegistrationLog } from './RegistrationLog.tsx';
import { StatusNotice } from './StatusNotice.tsx';

/** Step 4: what is still wrong, where the dossier stands, who has confirmed, what is signed, and its log. */
export function FinishStep({
  form,
  view,
  issues,
  tried,
  stale,
  open,
  copying,
  onOpen,
  onShown,
  onGoTo,
  onCopy,
}: {
  readonly form: RegistrationForm;
  readonly view: RegistrationView;
  readonly issues: readonly ValidationIssue[];
  readonly tried: boolean;
  readonly stale: boolean;
  /** Id of the document that is open. */
  readonly open: string | undefined;
  readonly copying: boolean;
  readonly onOpen: (id: string | undefined) => void;
  readonly onShown: (id: string) => void;
  readonly onGoTo: (path: string) => void;
  readonly onCopy: () => void;
}) {
  const { content, before } = form;
  const unsaved = view.saved.state === 'edited' || view.saved.state === 'refused';
  return (
    <div className="stack finish-step">
      <StatusNotice view={view} copying={copying} onCopy={onCopy} onGoTo={onGoTo} />
      {!form.readOnly && (unsaved || issues.some(({ blocking }) => blocking)) && (
        <MissingList
          issues={issues}
          content={content}
          tried={tried}
          again={view.code !== undefined}
          onGoTo={onGoTo}
          onDropGone={() => form.edit(withoutGoneAccounts)}
        />
      )}
      {before !== undefined && <Changes form={form} before={before} />}
      <Confirmations view={view} />
      <Documents
        id={view.id}
        documents={listedDocuments(view, content)}
        stale={stale}
        open={open}
        onOpen={onOpen}
        onShown={onShown}
      />
      <RegistrationLog rows={view.log} />
    </div>
  );
}

function Changes({
  form,
  before,
}: {
  readonly form: RegistrationForm;
  readonly before: NonNullable<RegistrationForm['before']>;
}) {
  const { t } = useTranslation();
  const changes = registrationChanges(before, form.content);
  return (
    <section className="form-section" aria-label={t('registration.changes.heading')}>
      <h2>{t('registration.changes.heading')}</h2>
      {form.content.reason.trim() !== '' && (
        <p>
          <b>{t('registration.unit.reason')}:</b> {form.content.reason}
        </p>
      )}
      {changes.length === 0 ? (
        <p className="quiet">{t('registration.changes.none')}</p>
      ) : (
        <ChangeTable
          changes={changes}
          words={{ before: t('registration.changes.before'), after: t('registration.changes.after') }}
        />
      )}
    </section>
  );
}
