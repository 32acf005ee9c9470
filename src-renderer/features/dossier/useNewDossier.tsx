import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormId } from '#shared/domain/vouchers/voucher.ts';
import { go } from '../../app/route.ts';
import { call } from '../../bridge/bridge.ts';
import { notifyFailure } from '../../components/notify.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { NewDossierDialog } from '../draft/NewDossierDialog.tsx';

/** Asks for the form, starts a draft with one empty voucher of it, and opens it. `dialog` is drawn by who uses it. */
export function useNewDossier(): {
  readonly start: () => void;
  readonly isPending: boolean;
  readonly dialog: ReactNode;
} {
  const { i18n } = useTranslation();
  const [asking, setAsking] = useState(false);
  const create = useMutation({
    mutationFn: (formId: FormId) => call('drafts.create', { formId }),
    onSuccess: ({ code }) => go({ screen: 'dossier', code }),
    onError: (thrown) => notifyFailure(thrown, languageOf(i18n)),
  });
  return {
    start: () => setAsking(true),
    isPending: create.isPending,
    dialog: asking ? (
      <NewDossierDialog
        onChoose={(formId) => {
          setAsking(false);
          create.mutate(formId);
        }}
        onClose={() => setAsking(false)}
      />
    ) : null,
  };
}
