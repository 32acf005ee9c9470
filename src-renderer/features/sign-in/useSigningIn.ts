import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../bridge/bridge.ts';
import { keys, type SessionState } from '../../bridge/queries.ts';
import { notifyWarning } from '../../components/notify.ts';
import { keepOneTime } from '../first-password/one-time.ts';

/** Signs in; says plainly when that was done with what this machine knows alone. */
export function useSigningIn(again: boolean) {
  const { t } = useTranslation();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (given: { readonly username: string; readonly password: string }) =>
      call('session.signIn', given),
    onSuccess: (session, { password }) => {
      if (session.user.mustChangePassword === true) keepOneTime(password);
      client.setQueryData(keys.session, session satisfies SessionState);
      client.setQueryData(keys.interrupted, null);
      client.setQueryData(keys.signInAgain, false);
      client.setQueryData(keys.leftBehind, null);
      // What failed for want of a session may be asked again.
      if (again) void client.invalidateQueries();
      // On the list a banner says so; over another screen there is none.
      if (again && session.offline === true) notifyWarning(t('account.stillOffline'));
    },
  });
}
