import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { go } from '../../app/route.ts';
import { call } from '../../bridge/bridge.ts';
import { notifyFailure } from '../../components/notify.ts';
import { languageOf } from '../../i18n/i18n.ts';

/** Starts an empty draft and opens it. */
export function useNewDossier() {
  const { i18n } = useTranslation();
  return useMutation({
    mutationFn: () => call('drafts.create', {}),
    onSuccess: ({ code }) => go({ screen: 'dossier', code }),
    onError: (thrown) => notifyFailure(thrown, languageOf(i18n)),
  });
}
