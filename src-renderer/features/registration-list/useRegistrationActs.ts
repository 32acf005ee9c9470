import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RegistrationKind } from '#shared/domain/registration/registration.ts';
import { go } from '../../app/route.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { notifyDone, notifyFailure } from '../../components/notify.ts';
import { offerUndo } from '../../components/UndoNotice.tsx';
import { languageOf } from '../../i18n/i18n.ts';

/** What the list can do to dossiers: begin one, copy a rejected one, delete one and take that back. */
export function useRegistrationActs() {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const onError = (thrown: unknown) => notifyFailure(thrown, languageOf(i18n));
  const refresh = () => client.invalidateQueries({ queryKey: keys.registrations });
  const open = ({ id }: { readonly id: string }) => go({ screen: 'registration', id });
  const create = useMutation({
    mutationFn: (kind: RegistrationKind) => call('registrations.create', { kind }),
    onSuccess: open,
    onError,
  });
  const copy = useMutation({
    mutationFn: (id: string) => call('registrations.copy', { id }),
    onSuccess: open,
    onError,
  });
  const restore = async (id: string) => {
    try {
      await call('registrations.restore', { id });
      notifyDone(t('registrationList.restored'));
    } catch (thrown) {
      onError(thrown);
    }
    await refresh();
  };
  const remove = useMutation({
    mutationFn: (id: string) => call('registrations.delete', { id }),
    onSuccess: (_none, id) => offerUndo(t('registrationList.removed'), t('app.undo'), () => void restore(id)),
    onError,
    onSettled: refresh,
  });
  return { create, copy, remove };
}
