import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormId } from '#shared/domain/vouchers/voucher.ts';
import { ChooserDialog } from './ChooserDialog.tsx';
import { findForms, lastForms } from './form-choices.ts';
import { useFormChoices } from './useFormChoices.ts';

/** A new dossier begins with its form; Enter takes the one used last. */
export function NewDossierDialog({
  onChoose,
  onClose,
}: {
  readonly onChoose: (formId: FormId) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const [last] = useState(() => lastForms());
  const choices = useFormChoices(findForms(query, last), onChoose);
  return (
    <ChooserDialog
      title={t('entry.choose.dossier')}
      hint={t('entry.choose.formHint')}
      query={query}
      onQuery={setQuery}
      groups={[{ title: t('entry.choose.forms'), choices }]}
      onClose={onClose}
    />
  );
}
